"""The web as publishers serve it: certificates, proxies, redirects, refusals.

Proxies (HTTPS_PROXY, NO_PROXY) and named certificates (REQUESTS_CA_BUNDLE) are honoured
by requests; certificates of the machine's own store and SSL_CERT_FILE by truststore.
Two kinds of fault leave this module: `Passing`, worth another try, and `Final`.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

USER_AGENT = (
    "crisis-access-for-london/1.0 (public-interest dashboard; one file at a time)"
)
REDIRECT_LIMIT = 10
# 202: a portal that is still preparing the file. 416 is met by beginning anew.
PASSING_STATUSES = {202, 408, 416, 425, 429, 500, 502, 503, 504}
REFUSALS = {
    401: "the publisher asks for a name and password",
    403: "the publisher or the network refuses programs here",
    404: "nothing at this address any more",
    407: "the proxy asks for a name and password: put them in HTTPS_PROXY",
    410: "nothing at this address any more",
}


@dataclass(frozen=True)
class Patience:
    """How long a publisher is waited for, and how much is taken from it at most.

    A connection that gives less than `stall_bytes` in `stall_s` is given up: 1 KiB a
    second is far below any link a steward would use. `progress_bytes` gained forgive
    earlier faults, so that a long file over a bad link arrives in the end.
    `largest_bytes` is four times the largest publication (2 GB).
    """

    connect_s: float = 15.0
    read_s: float = 60.0
    stall_s: float = 60.0
    stall_bytes: int = 60 * 1024
    attempts: int = 6
    backoff_s: float = 1.0
    jitter_s: float = 1.0
    longest_wait_s: int = 120
    progress_bytes: int = 1024**2
    largest_bytes: int = 8 * 1024**3

    def retries(self) -> Retry:
        """A fresh count of attempts that knows how long to wait between them."""
        return Retry(
            total=self.attempts - 1,
            backoff_factor=self.backoff_s,
            backoff_jitter=self.jitter_s,
            backoff_max=self.longest_wait_s,
            retry_after_max=self.longest_wait_s,
        )


@dataclass(frozen=True)
class Network:
    """The way to publishers: a session, how long to wait, and where to say so."""

    client: requests.Session
    patience: Patience
    say: Callable[[str], None]


class Passing(Exception):
    """What was found may pass: the same request is worth another try."""

    def __init__(self, words: str, reply: requests.Response | None = None) -> None:
        super().__init__(words)
        self.raw = reply.raw if reply is not None else None


class Final(Exception):
    """What was found will not pass by trying again."""


class _Adapter(HTTPAdapter):
    """Trusts the machine's own store besides the bundle that comes with requests."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(proxy, **kwargs)


class _Session(requests.Session):
    """Follows no redirect by itself: each is looked at first, and its body not read."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        return None


def session() -> requests.Session:
    """A session for https and http alone, with a polite name."""
    made = _Session()
    made.adapters.clear()
    made.mount("https://", _Adapter())
    made.mount("http://", _Adapter())
    # Lengths and resumed parts are exact only for a body that is not packed on the way.
    made.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
    return made


def opened(network: Network, address: str, sent: dict[str, str]) -> requests.Response:
    """The reply to a request, redirects followed, its body not yet read.

    Raises: Passing or Final for whatever is neither 200 nor 206.
    """
    here = address
    for _ in range(REDIRECT_LIMIT + 1):
        _require_web(here)
        reply = _asked(network, here, sent)
        target = requests.Session.get_redirect_target(network.client, reply)
        if target is None:
            return _judged(reply)
        reply.close()
        onward = urljoin(here, target)
        if urlsplit(here).scheme == "https" and urlsplit(onward).scheme != "https":
            raise Final(f"a redirect from https to '{onward}'")
        here = onward
    raise Final(f"more than {REDIRECT_LIMIT} redirects")


def _require_web(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise Final(f"an address that is not of the web: '{address}'")


def _judged(reply: requests.Response) -> requests.Response:
    status = reply.status_code
    if status in {200, 206}:
        return reply
    reply.close()
    words = f"status {status} {reply.reason or ''}".rstrip()
    if status in PASSING_STATUSES:
        raise Passing(words, reply)
    raise Final(f"{words}: {REFUSALS[status]}" if status in REFUSALS else words)


def _asked(network: Network, address: str, sent: dict[str, str]) -> requests.Response:
    waits = (network.patience.connect_s, network.patience.read_s)
    try:
        return network.client.get(address, headers=sent, stream=True, timeout=waits)
    except requests.exceptions.SSLError as fault:
        if "CERTIFICATE_VERIFY_FAILED" not in str(fault):
            raise Passing(f"a broken secure connection ({fault})") from fault
        raise Final(
            "a certificate that this machine does not trust; if your network puts its "
            "own in place, name its file in REQUESTS_CA_BUNDLE"
        ) from fault
    except requests.exceptions.ProxyError as fault:
        if " 407 " in str(fault):
            raise Final(f"status 407: {REFUSALS[407]}") from fault
        raise Passing(f"no way through the proxy ({fault})") from fault
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.MissingSchema,
    ) as fault:
        raise Final(f"an address that cannot be used ({fault})") from fault
    except (requests.RequestException, urllib3.exceptions.HTTPError) as fault:
        raise Passing(f"no reply ({_innermost(fault)})") from fault
    except OSError as fault:
        # requests says so where REQUESTS_CA_BUNDLE names no file.
        raise Final(str(fault)) from fault


def _innermost(fault: BaseException) -> str:
    while fault.__cause__ or fault.__context__:
        fault = fault.__cause__ or fault.__context__ or fault
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
