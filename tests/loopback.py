"""A file server on this machine that misbehaves on request."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECE = 1 << 14


class Loopback(ThreadingHTTPServer):
    """Serves `data` at every path, in the way `mode` says.

    ok; 503; away (redirect to another port); here (redirect to another path); circles; cut
    (closes half-way); flip (one bit changed); hang (silent half-way); slow; no_range (always
    sends everything); endless (no length, and far more than there is); html (a page instead of
    the file).
    """

    daemon_threads = True

    def __init__(self, data: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.data, self.mode = data, "ok"
        self.ranges: list[str] = []  # the Range header of each request, "" without one
        self.released = threading.Event()  # ends hanging answers

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/files/set.zip"


class _Handler(BaseHTTPRequestHandler):
    server: Loopback

    def do_GET(self) -> None:
        mode = self.server.mode
        self.server.ranges.append(self.headers.get("Range", ""))
        if mode == "503":
            self.send_error(503)
        elif mode in ("away", "circles") or (mode == "here" and "other" not in self.path):
            self._redirect(mode)
        else:
            self._send(mode)

    def _redirect(self, mode: str) -> None:
        there = "http://127.0.0.1:1/x" if mode == "away" else "/files/other.zip"
        self.send_response(302)
        self.send_header("Location", there)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, mode: str) -> None:
        data = b"<html>Sorry.</html>" if mode == "html" else self.server.data
        start = 0
        asked = self.headers.get("Range", "")
        if asked and mode not in ("no_range", "html"):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(data):
                self.send_error(416)
                return
        self.send_response(206 if start else 200)
        if mode != "endless":
            self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        # Whoever hangs up in the middle is the one under test.
        try:
            self._pieces(mode, data, start)
        except OSError:
            self.close_connection = True

    def _pieces(self, mode: str, data: bytes, start: int) -> None:
        half = len(data) // 2
        for at in range(start, len(data), PIECE):
            if mode in ("cut", "hang") and at >= half > start:
                if mode == "hang":
                    self.server.released.wait(30)
                self.close_connection = True
                self.connection.close()
                return
            piece = bytearray(data[at : at + PIECE])
            if mode == "flip" and at <= half < at + PIECE:
                piece[half - at] ^= 1
            self.wfile.write(piece)
            if mode == "slow":
                time.sleep(0.005)
        if mode == "endless":  # as good as: code that believes it must not fill the disk
            self.wfile.write(bytes(4 * len(data)))

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest's output belongs to the tests."""


@contextmanager
def serving(data: bytes) -> Iterator[Loopback]:
    server = Loopback(data)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
