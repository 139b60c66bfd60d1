// Links to the pages. A plain click goes the way of the browser's back and forward, which
// Streamlit follows without loading itself anew; any other click is the browser's.
function go(click) {
  if (click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  click.preventDefault();
  if (click.currentTarget.href === location.href) return;
  history.pushState(null, "", click.currentTarget.href);
  window.dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

export default function ({ parentElement, data }) {
  const nav = parentElement.querySelector("nav");
  // The same elements throughout, so that none loses the focus.
  while (nav.children.length < data.length) {
    nav.append(document.createElement("a"));
    nav.lastChild.onclick = go;
  }
  data.forEach(({ title, address, is_current: isCurrent }, at) => {
    const link = nav.children[at];
    link.textContent = title;
    link.href = address;
    if (isCurrent) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}
