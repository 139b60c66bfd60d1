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

// Streamlit asks for no page when a lost connection is back. A server that has forgotten
// the visitor would first hear of them by their next choice, and not know what changed.
function comeBack(component) {
  const app = document.querySelector("[data-testid=stApp]");
  const state = "data-test-connection-state";
  const isWatched = Boolean(app.linked);
  app.linked = component;
  if (isWatched) return;
  new MutationObserver(() => {
    if (app.getAttribute(state) === "CONNECTED") app.linked.setTriggerValue("back", true);
  }).observe(app, { attributeFilter: [state] });
}

export default function (component) {
  const { parentElement, data } = component;
  comeBack(component);
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
