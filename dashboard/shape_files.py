"""Where the map's shapes lie on disk and below the app."""

import os
from pathlib import Path

ADDRESS = "/app/static/shapes"


def folder() -> Path:
    """Folder that shapes are written to: CRISIS_SHAPES, or the app's static one."""
    return Path(
        os.environ.get("CRISIS_SHAPES") or Path(__file__).parent / "static/shapes"
    )
