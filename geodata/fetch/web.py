"""The web as publishers serve it: certificates, proxies, redirects, refusals.

Proxies (HTTPS_PROXY, NO_PROXY) and named certificates (REQUESTS_CA_BUNDLE) are honoured
by requests; certificates of the machine's own store and SSL_CERT_FILE by truststore.
What goes wrong leaves this module as one of the faults of `patience`.
"""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter

from geodata.fetch.patience import Final, Network, Passing, Unreached

USER_AGENT = (
    "crisis-access-for-london/1.0 (public-interest dashboard; one file at a time)"
)
REDIRECT_LIMIT = 10
# 202: a portal that is still preparing the file. 416 is met by beginning anew.
PASSING_STATUSES = {202, 408, 416, 425, 429, 500, 502, 503, 504}
_UNREACHED = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
)
REFUSALS = {
    401: "the publisher asks for a name and password",
    403: "the publisher or the network refuses programs here",
    404: "nothing at this address any more",
    407: "the proxy asks for a name and password: put them in HTTPS_PROXY",
    410: "nothing at this address any more",
}


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
        here = _onward(here, target)
    raise Final(f"more than {REDIRECT_LIMIT} redirects")


def _require_web(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_of_web = parts.scheme in {"https", "http"} and bool(parts.hostname)
    except ValueError:
        is_of_web = False
    if not is_of_web:
        raise Final(f"an address that is not of the web: '{address}'")


def _onward(here: str, target: str) -> str:
    try:
        onward = urljoin(here, target)
    except ValueError as fault:
        raise Final(f"a redirect that leads nowhere: '{target}'") from fault
    if here.startswith("https:") and not onward.startswith("https:"):
        raise Final(f"a redirect from https to '{onward}'")
    return onward


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
        if not any(isinstance(c, ssl.SSLCertVerificationError) for c in _causes(fault)):
            raise Passing(
                f"a broken secure connection ({_innermost(fault)})"
            ) from fault
        raise Final(
            "a certificate that this machine does not trust; if your network puts its "
            "own in place, name its file in REQUESTS_CA_BUNDLE"
        ) from fault
    except requests.exceptions.ProxyError as fault:
        if " 407 " in str(fault):
            raise Final(f"status 407: {REFUSALS[407]}") from fault
        raise Unreached(f"no way through the proxy ({_innermost(fault)})") from fault
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.MissingSchema,
    ) as fault:
        raise Final(f"an address that cannot be used ({fault})") from fault
    except (requests.RequestException, urllib3.exceptions.HTTPError) as fault:
        words = f"no reply ({_innermost(fault)})"
        if any(isinstance(cause, _UNREACHED) for cause in _causes(fault)):
            raise Unreached(words) from fault
        raise Passing(words) from fault
    except OSError as fault:
        # requests says so where REQUESTS_CA_BUNDLE names no file.
        raise Final(str(fault)) from fault


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _innermost(fault: BaseException) -> str:
    *_, first = _causes(fault)
    return f"{type(first).__name__}: {first}" if str(first) else type(first).__name__
