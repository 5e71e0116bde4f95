"""Streamlit's own files, packed: a first visit downloads a third of the bytes.

Streamlit serves its files as they are, because packing them anew for every visitor costs
the server dear. They never change while the server runs (their names carry a hash, and
they are sent as *immutable*), so each is packed once and kept.
"""

import asyncio
import gzip
from collections import defaultdict
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SMALLEST = 1024  # bytes; below this packing saves nothing
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_BUDGET = 64_000_000  # bytes kept; all of Streamlit's text files together are a tenth


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
    """ASGI middleware: gzip for what is sent as immutable text, packed once and kept.

    Everything else passes untouched: other addresses, requests for a part of a file, and
    visitors who do not ask for gzip.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Answer] = {}  # by path
        self.turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or let the app answer and keep what it says."""
        if scope["type"] != "http" or not _may_be_packed(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        async with self.turns[path]:  # twenty first visitors, one packing
            answer = self.kept.get(path) or await self._asked(scope, receive)
        if path not in self.kept:  # any text may be a path: keep no lock for nothing
            self.turns.pop(path, None)
        elif Headers(scope=scope).get("if-none-match") == answer.headers["etag"]:
            answer = Answer(304, _without_content(answer.headers), b"")
        await answer.send(send)

    async def _asked(self, scope: Scope, receive: Receive) -> Answer:
        """The app's answer: packed and kept if it is immutable text, else as it came."""
        answer = await _collected(self.app, _unconditional(scope), receive)
        if not _worth_packing(answer):
            return answer
        packed = await asyncio.to_thread(_packed, answer)
        if sum(len(kept.body) for kept in self.kept.values()) + len(packed.body) <= _BUDGET:
            self.kept[scope["path"]] = packed
        return packed


def _may_be_packed(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and "/static/" in scope["path"]
        and "range" not in headers
        and accepts_gzip(headers.get("accept-encoding", ""))
    )


def accepts_gzip(accepted: str) -> bool:
    """Whether a visitor's Accept-Encoding allows gzip."""
    for offer in accepted.split(","):
        name, _, quality = offer.partition(";")
        if name.strip().lower() == "gzip":
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


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


def _packed(answer: Answer) -> Answer:
    body = gzip.compress(answer.body, compresslevel=9, mtime=0)
    headers = MutableHeaders(raw=list(answer.headers.raw))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers["etag"] = headers["etag"].rstrip('"') + '-gzip"'  # other bytes, other name
    headers.add_vary_header("Accept-Encoding")
    return Answer(answer.status, headers, body)


def _without_content(headers: MutableHeaders) -> MutableHeaders:
    kept = {"etag", "cache-control", "vary", "date"}
    return MutableHeaders(raw=[(k, v) for k, v in headers.raw if k.decode("latin-1") in kept])
