"""What visitors send is small, but for the files of incidents that stewards bring.

Streamlit knows one bound for everybody (`maxUploadSize`), as large as stewards need, and
keeps in memory what a session sends, whether a field asked for it or not.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

MOST_MB = 1
"""A plan or a list of places: both are far smaller."""
MOST_BYTES = MOST_MB * 2**20 + 2**16
"""Of the body of a request: such a file, and what a form writes round it."""
_ADDRESS = "/_stcore/upload_file/"
_WITHOUT_BOUND: set[str] = set()


def allow_large() -> None:
    """Let the session whose page is drawn send files up to Streamlit's own bound.

    For pages that draw a steward's field. A session stays with the account that opened
    it: Streamlit gives it to no other.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    for session in tuple(_WITHOUT_BOUND):
        if not runtime.get_instance().is_active_session(session):
            _WITHOUT_BOUND.discard(session)
    _WITHOUT_BOUND.add(context.session_id)


class SmallBodies:
    """Refuses larger bodies (413) before they are held, whatever length they claim."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body counted as it comes."""
        if scope["type"] != "http" or _is_allowed(scope["path"]):
            await self.inner(scope, receive, send)
            return
        words = f"Expected at most {MOST_MB} MB, found more."
        claimed = Headers(scope=scope).get("content-length", "")
        if claimed.isdecimal() and int(claimed) > MOST_BYTES:
            refusal = PlainTextResponse(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await refusal(scope, receive, send)
            return
        came = 0

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > MOST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
            return message

        await self.inner(scope, receive_counted, send)


def _is_allowed(path: str) -> bool:
    _base, _address, rest = path.partition(_ADDRESS)
    return rest.partition("/")[0] in _WITHOUT_BOUND
