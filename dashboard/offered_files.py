"""Files that pages offer outlive their run: a click that crosses a new one finds its own.

Streamlit lets go of what makes a file once the page that offered it has run anew, though
the browser may still be drawing that, and of a file made at the second run of any visitor.
"""

import asyncio

from streamlit import runtime

EVERY_S = 30


def keep() -> None:
    """Let go of what no page offers any more every EVERY_S, not at the end of a run.

    A clearing that only came less often would still come at the end of a run: for a lone
    visitor, of the very run that a click crosses. Needs a running event loop.
    """
    files = runtime.get_instance().media_file_mgr
    loop, let_go = asyncio.get_running_loop(), files.remove_orphaned_files

    def clear() -> None:
        loop.call_later(EVERY_S, clear)
        let_go()

    # Streamlit calls it at the end of every run.
    files.remove_orphaned_files = lambda: None  # type: ignore[method-assign]
    loop.call_later(EVERY_S, clear)
