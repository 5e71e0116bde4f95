"""What a live answer costs: time on one connection, bytes, and a hall that drags at once.

    .venv/bin/python -m benchmarks.live [visitors] [seconds]

The course is started as `run.py` starts it, and asked over loopback by this process: both share
the machine. A visitor drags: it asks for the next position of one slider as soon as the last
picture has come, and names the parts it has, as the browser does.
"""

import asyncio
import gzip
import http.client
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from pages._kit.parts.live import LIVE
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.routes import HAVE
from tests.browser import Server, serving

Names = dict[str, None]  # an ordered set, the parts used last at its end
MOST = 200  # parts a browser keeps (js/arrays.js)


def positions(figure: LiveFigure) -> Iterator[str]:
    """The addresses of a drag: the first slider goes through its range, and back, for ever."""
    first, *others = figure.sliders
    still = {slider.name: slider.text(slider.value) for slider in others}
    steps = [n / 60 for n in (*range(61), *range(59, 0, -1))]
    while True:
        for part in steps:
            way = first.low * (first.high / first.low) ** part if first.log else None
            value = first.clamp(first.low + (first.high - first.low) * part if way is None else way)
            settings = still | {first.name: first.text(value)}
            yield f"/downhill/picture/{figure.name}?{urlencode(settings)}"


def note(value: Any, known: Names) -> None:  # noqa: ANN401 (any part of an answer)
    """Keep the names of the parts of an answer, as the browser does."""
    if isinstance(value, Mapping):
        if "#" in value:
            known.pop(value["#"], None)
            known[value["#"]] = None
        for part in value.values():
            note(part, known)
    elif isinstance(value, list):
        for part in value:
            note(part, known)
    while len(known) > MOST:
        known.pop(next(iter(known)))


def one_connection(server: Server, path: Callable[[], str], times: int = 40) -> list[float]:
    """Milliseconds of each answer over a kept-alive connection."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    known: Names = {}
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        connection.request("GET", path(), headers=_headers(known))
        body = connection.getresponse().read()
        taken.append(1000 * (time.perf_counter() - begun))
        note(json.loads(_unpacked(body)), known)
    connection.close()
    return taken


def bytes_of_a_drag(server: Server, figure: LiveFigure, times: int = 24) -> tuple[float, float]:
    """Packed bytes of the answers to a drag: the median, and the first one."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    known: Names = {}
    sizes = []
    for path, _ in zip(positions(figure), range(times), strict=False):
        connection.request("GET", path, headers=_headers(known))
        body = connection.getresponse().read()
        sizes.append(len(body))
        note(json.loads(_unpacked(body)), known)
    connection.close()
    return statistics.median(sizes[1:]), sizes[0]


async def _visitor(address: str, figure: LiveFigure, until: float, waits: list[float]) -> int:
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    known: Names = {}
    received = 0
    for path in positions(figure):
        begun = time.perf_counter()
        if begun > until:
            break
        headers = "".join(f"{name}: {value}\r\n" for name, value in _headers(known).items())
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        body = await _body(reader, head)
        waits.append(1000 * (time.perf_counter() - begun))
        received += len(head) + len(body)
        if len(waits) % 20 == 0:  # a browser opens every answer; here that would be the bottleneck
            note(json.loads(_unpacked(body)), known)
    writer.close()
    return received


async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
    if "content-length:" in head:
        return await reader.readexactly(
            int(head.partition("content-length:")[2].partition("\r\n")[0])
        )
    chunks = []
    while size := int((await reader.readline()).strip() or b"0", 16):
        chunks.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(chunks)


def processor_ms(process: int) -> float:
    """What a process has used of the processors so far, in ms: Linux tells it in ticks of 10 ms."""
    numbers = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return 1000 * sum(map(int, numbers[11:13])) / os.sysconf("SC_CLK_TCK")


async def hall(server: Server, visitors: int, seconds: float) -> tuple[list[float], int]:
    """Everybody drags at once: every wait (ms), and all bytes received."""
    waits: list[float] = []
    until = time.perf_counter() + seconds
    figures = list(LIVE.values())
    address = urlsplit(server.url).netloc
    tasks = [_visitor(address, figures[n % len(figures)], until, waits) for n in range(visitors)]
    return waits, sum(await asyncio.gather(*tasks))


def _headers(known: Names) -> dict[str, str]:
    return {"Accept-Encoding": "gzip", HAVE: ",".join(known)}


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def main(report: Callable[[str], object] = print) -> None:
    """Measure and print."""
    visitors, seconds = int([*sys.argv, "100"][1]), float(sys.argv[2] if sys.argv[2:] else 10)
    with serving(Path(tempfile.mkdtemp()) / "log.txt") as server:
        health = one_connection(server, lambda: "/downhill/health")
        report(f"health, one connection, ms p50: {statistics.median(health):.2f}")
        times, sizes = [], {}
        for name, figure in LIVE.items():
            drag = positions(figure)
            times += (taken := one_connection(server, lambda drag=drag: next(drag), 24))
            sizes[name] = bytes_of_a_drag(server, figure)
            report(
                f"  {name:28} ms p50 {statistics.median(taken):6.2f}   "
                f"bytes {sizes[name][0]:7.0f} (the first {sizes[name][1]:.0f})"
            )
        medians = [median for median, _ in sizes.values()]
        report(f"live figure, one connection, ms p50: {statistics.median(times):.2f}")
        report(f"bytes: median {statistics.median(medians):.0f}, worst {max(medians):.0f}")
        before = processor_ms(server.process.pid)
        waits, received = asyncio.run(hall(server, visitors, seconds))
        each = (processor_ms(server.process.pid) - before) / len(waits)
        p95 = statistics.quantiles(waits, n=20)[-1]
        report(
            f"{visitors} visitors dragging: {len(waits) / seconds:.0f} answers/s, ms p50 "
            f"{statistics.median(waits):.0f}, p95 {p95:.0f}; {received / seconds / 1e6:.2f} MB/s; "
            f"{each:.2f} ms of the server's processor time each"
        )


if __name__ == "__main__":
    main()
