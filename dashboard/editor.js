// The SQL editor of the Query page: CodeMirror, with the visitor's own questions kept in
// this browser (never sent to the server until they are run).
const STORE = "crisis-access-questions";
const RECENT = 20;

function kept() {
  try {
    return { saved: {}, recent: [], ...JSON.parse(localStorage.getItem(STORE) || "{}") };
  } catch {
    return { saved: {}, recent: [] };
  }
}

function keep(questions) {
  try {
    localStorage.setItem(STORE, JSON.stringify(questions));
    return true;
  } catch {
    return false;
  }
}

function firstLine(sql) {
  const lines = sql.split("\n").map((line) => line.trim()).filter(Boolean);
  const purpose = lines.find((line) => line.startsWith("-- purpose:"));
  const line = purpose ? purpose.slice(11).trim() : lines.join(" ");
  return line.length > 70 ? line.slice(0, 69) + "…" : line;
}

function fill(root, text) {
  root.view.dispatch({
    changes: { from: 0, to: root.view.state.doc.length, insert: text },
  });
}

function list(root) {
  const questions = kept();
  const menu = root.querySelector(".kept");
  const groups = [
    ["Saved in this browser", Object.entries(questions.saved)],
    ["Run lately", questions.recent.map((sql) => [firstLine(sql), sql])],
  ];
  menu.replaceChildren(new Option("Saved and recent questions", ""));
  root.kept = [];
  for (const [label, entries] of groups) {
    if (!entries.length) continue;
    const group = document.createElement("optgroup");
    group.label = label;
    for (const [name, sql] of entries) {
      group.append(new Option(name, String(root.kept.push(sql) - 1)));
    }
    menu.append(group);
  }
}

function say(root, words) {
  root.querySelector(".said").textContent = words;
}

function save(root) {
  const field = root.querySelector(".name");
  const name = field.value.trim();
  if (!name) {
    say(root, "Give the question a name, then save it.");
    field.focus();
    return;
  }
  const questions = kept();
  const had = name in questions.saved;
  questions.saved[name] = root.view.state.doc.toString();
  const done = keep(questions);
  list(root);
  say(root, done ? `${had ? "Replaced" : "Saved"} “${name}” in this browser.`
    : "This browser keeps nothing: copy the address or the text instead.");
}

function remove(root) {
  const name = root.querySelector(".name").value.trim();
  const questions = kept();
  if (!(name in questions.saved)) {
    say(root, "Type the name of a saved question to remove it.");
    return;
  }
  delete questions.saved[name];
  keep(questions);
  list(root);
  say(root, `Removed “${name}”.`);
}

function run(root) {
  const sql = root.view.state.doc.toString();
  const questions = kept();
  questions.recent = [sql, ...questions.recent.filter((old) => old !== sql)].slice(0, RECENT);
  keep(questions);
  list(root);
  say(root, "Asked: the answer is below.");
  root.component.setTriggerValue("asked", sql);
}

async function build(root, component) {
  const cm = await import(`${location.origin}/app/static/vendor/codemirror/codemirror.js`);
  if (root.view) return;
  const names = component.data.names;
  const dialect = cm.SQLDialect.define({
    ...cm.PostgreSQL.spec,
    builtin: names.functions.join(" ").toLowerCase(),
    caseInsensitiveIdentifiers: true,
  });
  const colours = cm.HighlightStyle.define([
    { tag: cm.tags.keyword, color: "var(--st-link-color)", fontWeight: "bold" },
    { tag: cm.tags.string, color: "var(--sql-string)" },
    { tag: cm.tags.number, color: "var(--sql-number)" },
    { tag: cm.tags.comment, color: "var(--sql-comment)", fontStyle: "italic" },
    { tag: [cm.tags.standard(cm.tags.name), cm.tags.special(cm.tags.name)],
      color: "var(--sql-builtin)" },
  ]);
  root.view = new cm.EditorView({
    root: root instanceof ShadowRoot ? root : undefined,
    parent: root.querySelector(".text"),
    doc: component.data.text,
    extensions: [
      cm.lineNumbers(),
      cm.history(),
      cm.bracketMatching(),
      cm.closeBrackets(),
      cm.autocompletion(),
      cm.syntaxHighlighting(colours),
      cm.EditorView.lineWrapping,
      cm.EditorView.contentAttributes.of({ "aria-label": "SQL question", tabindex: "0" }),
      cm.sql({ dialect, schema: names.tables, upperCaseKeywords: false }),
      // Tab leaves the editor, so that nobody is trapped by the keyboard.
      cm.keymap.of([
        { key: "Mod-Enter", run: () => (run(root), true) },
        ...cm.completionKeymap, ...cm.historyKeymap, ...cm.defaultKeymap,
      ]),
    ],
  });
  root.version = component.data.version;
  root.runs = component.data.run_count;
  const menu = root.querySelector(".kept");
  menu.onchange = () => {
    if (menu.value !== "") fill(root, root.kept[Number(menu.value)]);
    const chosen = menu.selectedOptions[0];
    if (chosen && chosen.parentElement.label === "Saved in this browser") {
      root.querySelector(".name").value = chosen.text;
    }
    menu.value = "";
    say(root, "");
  };
  root.querySelector(".run").onclick = () => run(root);
  root.querySelector(".save").onclick = () => save(root);
  root.querySelector(".remove").onclick = () => remove(root);
  list(root);
}

export default function (component) {
  const root = component.parentElement;
  root.component = component;
  if (!root.view) {
    build(root, component).catch((fault) => {
      console.error(fault);
      say(root, "The editor could not be loaded. Reload the page.");
    });
    return;
  }
  if (root.version !== component.data.version) {
    root.version = component.data.version;
    fill(root, component.data.text);
  }
  if (root.runs !== component.data.run_count) say(root, "");
  root.runs = component.data.run_count;
}
