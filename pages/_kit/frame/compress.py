"""Streamlit's own files and ours, packed: a first visit downloads a quarter of the bytes.

Streamlit serves its files as they are, because packing them anew for every visitor costs
the server dear. They never change while the server runs (their names carry a hash, and
they are sent as *immutable*), so each is packed once in each of two ways and kept: with Brotli,
which is an eighth smaller, for browsers that reached the course by https or from this machine (no
others offer it), and with gzip for those in the hall.
"""

import asyncio
import gzip
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SMALLEST = 1024  # bytes; below this packing saves nothing
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_BUDGET = 64_000_000  # bytes kept; all of Streamlit's text files together are a fifth

# In the order of our liking. Brotli's last two grades take ten times as long for a tenth more.
_WAYS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=9)),
    "gzip": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
}


class Answer(NamedTuple):
    """A whole HTTP answer."""

    status: int
    headers: MutableHeaders
    body: bytes

    async def send(self, send: Send) -> None:
        """Hand it to the server."""
        start = {"status": self.status, "headers": self.headers.raw}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": self.body})


class CompressedStatic:
    """ASGI middleware: what is sent as immutable text is packed once in each way and kept.

    Everything else passes untouched: other addresses, requests for a part of a file, and
    visitors who can unpack neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], Answer] = {}  # by path and way
        self.turns: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or let the app answer and keep what it says."""
        way = _way(scope) if scope["type"] == "http" else None
        if way is None:
            await self.app(scope, receive, send)
            return
        wanted = scope["path"], way
        async with self.turns[wanted]:  # twenty first visitors, one packing
            answer = self.kept.get(wanted) or await self._asked(scope, receive, way)
        if wanted not in self.kept:  # any text may be a path: keep no lock for nothing
            self.turns.pop(wanted, None)
        elif Headers(scope=scope).get("if-none-match") == answer.headers["etag"]:
            answer = Answer(304, _without_content(answer.headers), b"")
        await answer.send(send)

    async def _asked(self, scope: Scope, receive: Receive, way: str) -> Answer:
        """The app's answer: packed and kept if it is immutable text, else as it came."""
        answer = await _collected(self.app, _unconditional(scope), receive)
        if not _worth_packing(answer):
            return answer
        packed = await asyncio.to_thread(_packed, answer, way)
        if sum(len(kept.body) for kept in self.kept.values()) + len(packed.body) <= _BUDGET:
            self.kept[scope["path"], way] = packed
        return packed


def _way(scope: Scope) -> str | None:
    """How the answer may be packed, None if it may not."""
    headers = Headers(scope=scope)
    if scope["method"] != "GET" or "/static/" not in scope["path"] or "range" in headers:
        return None
    accepted = accepted_ways(headers.get("accept-encoding", ""))
    return next((way for way in _WAYS if way in accepted), None)


def accepted_ways(offers: str) -> set[str]:
    """Every way a browser offers, but those it refuses with a quality of 0."""
    accepted = set()
    for offer in offers.split(","):
        name, _, quality = offer.partition(";")
        if quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            accepted.add(name.strip().lower())
    return accepted


def _unconditional(scope: Scope) -> Scope:
    """The same request without "only if changed": we need the body once."""
    conditions = {b"if-none-match", b"if-modified-since"}
    headers = [(name, value) for name, value in scope["headers"] if name not in conditions]
    return {**scope, "headers": headers}


async def _collected(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    start: Message = {"status": 500, "headers": []}
    parts: list[bytes] = []

    async def hear(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, hear)
    headers = MutableHeaders(raw=list(start["headers"]))
    return Answer(start["status"], headers, b"".join(parts))


def _worth_packing(answer: Answer) -> bool:
    headers = answer.headers
    return (
        answer.status == 200
        and "immutable" in headers.get("cache-control", "")
        and "content-encoding" not in headers
        and "etag" in headers
        and headers.get("content-type", "").startswith(_TEXT)
        and len(answer.body) >= _SMALLEST
    )


def _packed(answer: Answer, way: str) -> Answer:
    body = _WAYS[way](answer.body)
    headers = MutableHeaders(raw=list(answer.headers.raw))
    headers["content-encoding"] = way
    headers["content-length"] = str(len(body))
    headers["etag"] = headers["etag"].rstrip('"') + f'-{way}"'  # other bytes, other name
    headers.add_vary_header("Accept-Encoding")
    return Answer(answer.status, headers, body)


def _without_content(headers: MutableHeaders) -> MutableHeaders:
    kept = {"etag", "cache-control", "vary", "date"}
    return MutableHeaders(raw=[(k, v) for k, v in headers.raw if k.decode("latin-1") in kept])
