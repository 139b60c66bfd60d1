// A field that finds one of thousands by name: the list of GOV.UK's accessible
// autocomplete, over names that come once as a file.
const MOST = 30;
const files = {};
let library;

// Phones type the apostrophe that names are not written with.
function plain(text) {
  return text.toLowerCase().replace(/[‘’]/g, "'");
}

function names(address) {
  files[address] ||= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const rows = await answer.json();
    return rows.map(([code, label]) => ({ code, label, low: plain(label) }));
  });
  // Asked for anew, should it fail.
  files[address].catch(() => delete files[address]);
  return files[address];
}

// Less is better: the name itself, its beginning, the beginning of a word, within a word.
function distance(low, words) {
  if (low === words) return 0;
  const at = low.indexOf(words);
  if (at < 1) return at === 0 ? 1 : 4;
  return /\w/.test(low[at - 1]) ? 3 : 2;
}

async function search(root, text) {
  const words = plain(text.trim());
  const parts = words.split(/\s+/);
  const rows = await names(root.component.data.names);
  return rows
    .filter(({ low }) => parts.every((part) => low.includes(part)))
    .map((row) => [distance(row.low, words), row])
    // A borough before its small areas, whose names are longer.
    .sort(([far, { low }], [farther, other]) => far - farther || low.length - other.low.length)
    .slice(0, MOST)
    .map(([, row]) => row);
}

function say(root, words) {
  root.querySelector(".said").textContent = words;
}

// Have the field hold what is chosen. To be emptied first closes its list.
function show(root) {
  const field = root.querySelector("input");
  for (const words of ["", root.shown]) {
    field.value = words;
    field.dispatchEvent(new Event("input"));
  }
  say(root, "");
}

function hint(text) {
  if (/^[a-z]{1,2}\d/i.test(text)) return " A postcode goes into the field beside it.";
  return " Try a borough, a part of a small area’s name such as Lambeth 011, a service, or a postcode.";
}

function list(root, text, populate) {
  if (text === root.shown) {
    populate([]);
    return;
  }
  search(root, text).then((rows) => {
    // Meanwhile more was typed, or the best was taken.
    if (root.querySelector("input").value !== text || text === root.shown) return;
    populate(rows);
    say(root, rows.length ? "" : `Nothing here is called “${text}”.${hint(text)}`);
  }).catch((fault) => failed(root, fault));
}

function failed(root, fault) {
  console.error(fault);
  say(root, "The names could not be loaded. Reload the page.");
}

function take(root, { code, label }) {
  root.shown = label;
  show(root);
  root.component.setTriggerValue("found", code);
}

function empty(root) {
  take(root, { code: "", label: root.component.data.empty });
}

// Enter in the field takes the best of what is listed, or empties the choice.
async function enter(root, text) {
  if (text === root.shown) return;
  if (!text.trim()) {
    empty(root);
    return;
  }
  const { shown } = root;
  const [best] = await search(root, text);
  // Meanwhile more may be typed, or something else chosen; that it was left is no matter.
  const { value } = root.querySelector("input");
  if (best && root.shown === shown && [text, shown].includes(value)) take(root, best);
}

function leave(root, field, place) {
  // The window was left, not the field; or a phone has put its keyboard away.
  const isHere = place.contains(field.getRootNode().activeElement);
  if (isHere || field.getAttribute("aria-expanded") === "true") return;
  if (field.value.trim() || !root.shown) show(root);
  else empty(root);
}

async function build(root) {
  try {
    await (library ||= import(`${location.origin}${root.component.data.library}`));
  } catch (fault) {
    library = undefined;
    throw fault;
  }
  if (root.isGone || root.querySelector("input")) return;
  const place = root.querySelector(".field");
  const { placeholder } = root.component.data;
  window.accessibleAutocomplete({
    element: place,
    id: "find",
    name: "find",
    placeholder,
    displayMenu: "overlay",
    confirmOnBlur: false,
    showNoOptionsFound: false,
    // What is said below the field; the library says it where nobody has looked yet.
    tStatusNoResults: () => "",
    source: (text, populate) => list(root, text, populate),
    onConfirm: (row) => row && take(root, row),
    templates: {
      inputValue: (row) => row?.label ?? "",
      suggestion: (row) => {
        const words = document.createElement("span");
        words.textContent = row?.label ?? "";
        return words.innerHTML;
      },
    },
  });
  const field = root.querySelector("input");
  field.addEventListener("focus", () => names(root.component.data.names).catch(() => {}));
  field.addEventListener("keydown", (press) => {
    if (press.key === "Enter") enter(root, field.value).catch((f) => failed(root, f));
  });
  place.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && place.contains(relatedTarget)) return;
    // After the list has closed itself, which would bring back what was typed.
    setTimeout(() => leave(root, field, place));
  });
  show(root);
}

export default function (component) {
  const root = component.parentElement;
  root.isGone = false;
  const { shown, taken_count: count } = root.component?.data ?? {};
  const isOther = shown !== component.data.shown || count !== component.data.taken_count;
  root.component = component;
  if (isOther) root.shown = component.data.shown;
  root.querySelector("label").textContent = component.data.label;
  const field = root.querySelector("input");
  if (!field) {
    build(root).catch((fault) => {
      console.error(fault);
      say(root, "The field could not be loaded. Reload the page.");
    });
  } else if (isOther && field.value !== root.shown) {
    show(root);
  }
  return () => {
    root.isGone = true;
    // Else it would look after its field for as long as the window is open.
    root.querySelector(".field").firstElementChild?._component?.componentWillUnmount();
  };
}
