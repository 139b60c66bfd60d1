"""The web server: Streamlit's own, with a health check, headers of safety and a log.

Started by `python -m dashboard`. What stands in front of it: docs/deploying.md.
"""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from dashboard import journal, kept_files, offered_files, shape_files
from dashboard.kept_files import Folder, KeptFiles
from dashboard.uploads import SmallBodies

# Streamlit's pages need inline script and style, the map and the charts `eval`; nothing
# may come from, or go to, another host.
POLICY = (
    "default-src 'self'; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:; "
    "frame-src 'self' data: blob:; frame-ancestors 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    # An address holds what somebody looked at.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # The map is a frame of our own.
    "X-Frame-Options": "SAMEORIGIN",
}
HERE = Path(__file__).parent


class Headers:
    """Adds the headers of safety to every answer."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        is_kept = scope["type"] == "http" and shape_files.ADDRESS in scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = dict(HEADERS)
                # Not that a file is missing: it may be written a moment later.
                if is_kept and message["status"] < HTTPStatus.BAD_REQUEST:
                    added["Cache-Control"] = kept_files.KEPT
                names = {name.lower().encode() for name in added}
                kept = [(n, v) for n, v in message["headers"] if n.lower() not in names]
                ours = [(n.lower().encode(), v.encode()) for n, v in added.items()]
                message["headers"] = [*kept, *ours]
            await send(message)

        await self.inner(scope, receive, send_with_headers)


class SameOrigin:
    """Lets only pages of the dashboard's own address speak to it.

    Streamlit refuses others too, but first asks a host outside for this machine's
    address, and nothing here asks anything outside.
    """

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; close a foreign connection, take a foreign origin away."""
        headers = dict(scope.get("headers", []))
        origin = headers.get(b"origin")
        host = headers.get(b"host", b"").decode("latin-1")
        if origin is None or urlsplit(origin.decode("latin-1")).netloc == host:
            await self.inner(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            kept = [(n, v) for n, v in scope["headers"] if n != b"origin"]
            await self.inner({**scope, "headers": kept}, receive, send)


def health(_request: Request) -> JSONResponse:
    """Whether the database in place opens: 200 with its edition, or 503 with why not."""
    # Not above: Streamlit's caches want its runtime there first.
    from dashboard import database  # noqa: PLC0415

    try:
        return JSONResponse({"status": "ready", **database.in_place()})
    except database.DatabaseNotReady as problem:
        return JSONResponse(
            {"status": "no_database", "words": str(problem)}, status_code=503
        )


def app(base_path: str) -> st.App:
    """The dashboard as an ASGI application, below a path of its host or at its root."""
    base = f"/{base_path}" if base_path else ""
    shapes = StaticFiles(directory=shape_files.folder(), check_dir=False)
    return st.App(
        Path(__file__).with_name("app.py"),
        routes=[
            Route(f"{base}/health", health),
            Mount(f"{base}{shape_files.ADDRESS}", shapes),
        ],
        middleware=[
            Middleware(Headers),
            Middleware(SameOrigin),
            Middleware(SmallBodies),
            Middleware(KeptFiles, folders=_folders(base)),
        ],
        on_script_error=journal.fault,
        lifespan=_ready,
    )


def _folders(base: str) -> list[Folder]:
    """Where files lie whose names, or stamps, change with what is in them."""
    # Found, not imported: its frame can only be declared once Streamlit's runtime is there.
    package = distribution("streamlit-folium").locate_file("streamlit_folium")
    frame = Path(str(package)) / "frontend" / "build" / "static"
    return [
        Folder(f"{base}/static/", Path(file_util.get_static_dir()) / "static"),
        Folder(f"{base}/component/streamlit_folium.st_folium/static/", frame),
        Folder(f"{base}{shape_files.ADDRESS}/", shape_files.folder()),
        Folder(f"{base}/app/static/", HERE / "static", stamped=True),
    ]


@asynccontextmanager
async def _ready(_app: st.App) -> AsyncGenerator[None]:
    """Load the large libraries: the first visitor need not wait. Keep offered files."""
    import folium  # noqa: F401, PLC0415
    import pandas as pd  # noqa: F401, PLC0415

    offered_files.keep()
    yield


if __name__ == "__main__":
    journal.keep_words_out()
    listen, port, below = sys.argv[1:]
    journal.note("started", port=int(port))
    app(below).run(
        config={
            "server.address": listen,
            "server.port": int(port),
            "server.baseUrlPath": below,
            # Else it asks a host outside what this machine's address is.
            "browser.serverAddress": "localhost",
        }
    )
