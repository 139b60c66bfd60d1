// A field that finds one of thousands by name: the list of GOV.UK's accessible
// autocomplete, over names that come once as a file.
const MOST = 30;
const files = {};
let library;

function names(address) {
  files[address] ||= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const rows = await answer.json();
    return rows.map(([code, label]) => ({ code, label, low: label.toLowerCase() }));
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
  const words = text.trim().toLowerCase();
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

function beside(text) {
  return /^[a-z]{1,2}\d/i.test(text) ? " A postcode goes into the field beside it." : "";
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
    say(root, rows.length ? "" : `Nothing here is called “${text}”.${beside(text)}`);
  }, (fault) => {
    console.error(fault);
    say(root, "The names could not be loaded. Reload the page.");
  });
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
  const [best] = await search(root, text);
  if (best) take(root, best);
}

function leave(root, field) {
  if (field.value.trim() || !root.shown) show(root);
  else empty(root);
}

async function build(root) {
  await (library ||= import(
    `${location.origin}/app/static/vendor/autocomplete/accessible-autocomplete.min.js`
  ));
  if (root.querySelector("input")) return;
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
    if (press.key === "Enter") enter(root, field.value);
  });
  place.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && place.contains(relatedTarget)) return;
    // After the list has closed itself, which would bring back what was typed.
    setTimeout(() => leave(root, field));
  });
  show(root);
}

export default function (component) {
  const root = component.parentElement;
  const isOther = root.component?.data.shown !== component.data.shown;
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
}
