export { EditorView, minimalSetup } from "codemirror";
export { EditorState, Compartment } from "@codemirror/state";
export { keymap, lineNumbers, highlightActiveLine, placeholder } from "@codemirror/view";
export { autocompletion, completionKeymap, closeBrackets } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { bracketMatching, syntaxHighlighting, HighlightStyle } from "@codemirror/language";
export { sql, SQLDialect, PostgreSQL, keywordCompletionSource, schemaCompletionSource } from "@codemirror/lang-sql";
export { tags } from "@lezer/highlight";
