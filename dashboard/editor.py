"""The SQL editor: highlighting and completion by CodeMirror, served by the app itself.

What a visitor saves stays in that visitor's browser; the server keeps no question.
"""

from typing import Any

from dashboard import components


def editor(
    text: str, version: int, names: dict[str, Any], run_count: int
) -> str | None:
    """Draw the editor; the question that was just run, or None.

    `text` replaces what is written whenever `version` changes. `names` completes what is
    typed: `tables` maps tables to their columns, `functions` lists macros. `run_count`
    tells the editor that what it sent has been answered.
    """
    result = components.own("editor")(
        key="editor",
        data={
            "text": text,
            "version": version,
            "names": names,
            "run_count": run_count,
        },
        on_asked_change=lambda: None,
    )
    return str(result.asked) if result.asked else None
