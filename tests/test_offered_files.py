"""What makes a file outlives the run that offered it, and goes a little later."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard import offered_files

BUTTON = "where the button stands"


@pytest.fixture
def files(monkeypatch):
    """Streamlit's own keeper of files, without its server."""
    found = MediaFileManager(MemoryMediaFileStorage("/media"))
    server = SimpleNamespace(media_file_mgr=found)
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    monkeypatch.setattr(offered_files, "EVERY_S", 0.05)
    return found


def offered(files, words):
    """A run of a page from its begin to its end: what its button is for."""
    files.clear_session_refs()
    button = files.add_deferred(lambda: words, "text/plain", BUTTON, "words.txt")
    files.remove_orphaned_files()
    return button


def test_the_run_before_still_makes_its_file_for_a_while(files):
    async def visit():
        offered_files.keep()
        before = offered(files, "before")
        await asyncio.sleep(0.5)
        now = offered(files, "now")
        made = Path(files.execute_deferred(before)).name
        # However long nobody came before, and however many runs end before it is fetched.
        for _ in range(3):
            now = offered(files, "now")
        assert files.read_file(made).content == b"before"
        await asyncio.sleep(0.5)
        with pytest.raises(MediaFileStorageError, match="not found"):
            files.execute_deferred(before)
        assert files.read_file(made) is None
        files.execute_deferred(now)

    asyncio.run(visit())
