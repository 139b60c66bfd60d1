"""A publisher on this machine that misbehaves as its script says. A fake of the world.

Each path has a list of replies; the first request gets the first, and the last repeats.
A reply is a function of the wire and the request, and may do anything to the wire.
"""

import contextlib
import gzip
import re
import socket
import ssl
import struct
import threading
from dataclasses import dataclass

RANGE = re.compile(r"bytes=(\d+)-")


@dataclass
class Request:
    """What was asked for."""

    method: str
    target: str
    headers: dict

    @property
    def begins_at(self):
        found = RANGE.fullmatch(self.headers.get("range", ""))
        return int(found[1]) if found else 0


class Publisher:
    """Listens on a free port of this machine until it is closed."""

    def __init__(self, certificate=None):
        self.replies = {}
        self.asked = []
        self._tls = None
        if certificate:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(*certificate)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def address(self, path="/it.csv"):
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}{path}"

    def will(self, *replies, path="/it.csv"):
        """Script the replies of a path; its address."""
        self.replies[path] = list(replies)
        return self.address(path)

    def close(self):
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _accept(self):
        while True:
            try:
                wire, _ = self._listening.accept()
            except OSError:
                return
            serving = threading.Thread(target=self._serve, args=(wire,), daemon=True)
            self._threads.append(serving)
            serving.start()

    def _serve(self, wire):
        with wire:
            wire.settimeout(10)
            with contextlib.suppress(OSError, ValueError):
                if self._tls:
                    wire = self._tls.wrap_socket(wire, server_side=True)
                with wire:
                    request = read_request(wire)
                    self.asked.append(request)
                    self._reply_to(request)(wire, request)

    def _reply_to(self, request):
        # Queries of one path are scripted apart where they are, else together.
        whole, path = request.target, request.target.split("?")[0]
        script = self.replies.get(whole) or self.replies.get(path) or [status(404)]
        return script.pop(0) if len(script) > 1 else script[0]


def read_request(wire):
    """The request that comes over a wire."""
    came = b""
    while b"\r\n\r\n" not in came:
        more = wire.recv(4096)
        if not more:
            message = "no request came"
            raise ValueError(message)
        came += more
    first, *lines = came.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, target, {k.strip().lower(): v.strip() for k, v in pairs})


def head(code=200, **headers):
    """First line and headers; `content_length` stands for Content-Length."""
    lines = [f"HTTP/1.1 {code} Said so", "Connection: close"]
    for name, told in headers.items():
        if told is not None:
            lines.append(f"{name.replace('_', '-').title()}: {told}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def status(code, body=b"", **headers):
    """A reply of this status."""

    def reply(wire, _request):
        wire.sendall(head(code, content_length=len(body), **headers) + body)

    return reply


def says(body, content_length=None, **headers):
    """Status 200 with this body, whatever was asked; its length may be a lie."""
    length = len(body) if content_length is None else content_length

    def reply(wire, _request):
        wire.sendall(head(content_length=length, **headers) + body)

    return reply


def gives(body, etag='"one"', stops_at=None, **headers):
    """An honest server that can resume; cuts the connection at a place if told to."""

    def reply(wire, request):
        begins_at = request.begins_at
        known = request.headers.get("if-range") in {None, etag}
        if not begins_at or not known:
            told = head(content_length=len(body), etag=etag, **headers)
            begins_at = 0
        elif begins_at >= len(body):
            told, begins_at = head(416, content_range=f"bytes */{len(body)}"), len(body)
        else:
            told = head(
                206,
                content_range=f"bytes {begins_at}-{len(body) - 1}/{len(body)}",
                content_length=len(body) - begins_at,
                etag=etag,
                **headers,
            )
        wire.sendall(told + body[begins_at : stops_at or len(body)])

    return reply


def mistakes(body, content_range, etag='"one"', sent=b""):
    """Asked for the rest, gives something else and calls it the rest."""

    def reply(wire, request):
        if not request.begins_at:
            return gives(body, etag)(wire, request)
        told = head(
            206, content_range=content_range, content_length=len(sent), etag=etag
        )
        return wire.sendall(told + sent)

    return reply


def chunks(body, *, whole=True, **headers):
    """The body in chunks of no told length; without the closing one if not whole."""

    def reply(wire, _request):
        wire.sendall(head(transfer_encoding="chunked", **headers))
        half = len(body) // 2
        for chunk in (body[:half], body[half:]):
            wire.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        if whole:
            wire.sendall(b"0\r\n\r\n")

    return reply


def packed(body, **headers):
    """The body packed with gzip on the way, asked for or not; resumable."""
    return gives(gzip.compress(body, mtime=0), content_encoding="gzip", **headers)


def drips(body, etag='"one"'):
    """A byte at a time, until the other side has had enough."""

    def reply(wire, _request):
        wire.sendall(head(content_length=len(body), etag=etag))
        patience = threading.Event()
        for byte in body:
            wire.sendall(bytes([byte]))
            patience.wait(0.02)

    return reply


def silent(until):
    """Nothing at all, until an event."""

    def reply(_wire, _request):
        until.wait(10)

    return reply


def resets(body=b"", stops_at=0):
    """Some of the body, then a reset."""

    def reply(wire, _request):
        wire.sendall(head(content_length=len(body), etag='"one"') + body[:stops_at])
        linger = struct.pack("ii", 1, 0)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    return reply


def hangs(body, stops_at, until, etag='"one"'):
    """The body up to a place, then nothing until an event, then the rest."""

    def reply(wire, _request):
        wire.sendall(head(content_length=len(body), etag=etag) + body[:stops_at])
        until.wait(20)
        wire.sendall(body[stops_at:])

    return reply


def redirects(to, code=302):
    """A redirect."""
    return status(code, location=to)


def proxies(wire, request):
    """A proxy that lets everything through, to this machine."""
    if request.method != "CONNECT":
        said = says(b"brought,by\nthe,proxy\n", etag='"proxy"')
        return said(wire, request)
    port = int(request.target.split(":")[1])
    wire.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
    with socket.create_connection(("127.0.0.1", port), 5) as onward:
        back = threading.Thread(target=_pipe, args=(onward, wire), daemon=True)
        back.start()
        _pipe(wire, onward)
        back.join(5)
    return None


def _pipe(source, sink):
    with contextlib.suppress(OSError):
        while came := source.recv(65536):
            sink.sendall(came)
        sink.shutdown(socket.SHUT_WR)
