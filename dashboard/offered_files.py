"""Files that pages offer outlive their run: a click that crosses a new one finds its own.

Streamlit lets go of what makes a file once the page that offered it has run anew, though
the browser may still be drawing that, and of a file made at the second run of any visitor.
"""

from threading import Lock

from cachetools import TTLCache, cached
from streamlit import runtime

EVERY_S = 30


def keep() -> None:
    """Have files that no page offers any more let go of once in EVERY_S at most."""
    files = runtime.get_instance().media_file_mgr
    now_and_then = cached(TTLCache(1, EVERY_S), lock=Lock())(
        files.remove_orphaned_files
    )
    files.remove_orphaned_files = now_and_then  # type: ignore[method-assign]
