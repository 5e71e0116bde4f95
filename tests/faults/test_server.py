"""What reaches the server without a browser: forged values, odd addresses, large bodies, cuts."""

import asyncio
import http.client
import signal
import time
from contextlib import closing, suppress
from urllib.parse import quote, urlsplit

import pytest
import websockets

from pages._kit.course import lessons
from tests.browser import serving
from tests.faults.test_sessions import LONG, run_of, training
from tests.visitor import visiting

ODD = [
    "1e999",
    "nan",
    "-1",
    "99999999999",
    "",
    "x",
    "<script>alert(1)</script>",
    "../../etc",
    "%00",
]


def connected(server):
    return http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)


# --- R7, R8: values and addresses


FORGED = {
    "slider": [{"doubleArrayValue": {"data": [n]}} for n in (1e9, "NaN", "-Infinity")],
    "select_slider": [{"stringArrayValue": {"data": ["no such step"]}}],
    "selectbox": [{"stringValue": "no such option"}],
    "text_input": [{"stringValue": "x" * 100_000}],
    "button": [{"triggerValue": False}],
    "checkbox": [{"boolValue": True}],
    "bidi_component": [{"jsonValue": text} for text in ('{"seen": {}}', '{"other": [1]}')],
}


def test_forged_values_change_nothing_and_break_nothing(server):
    """Every widget of two lessons is told what no browser would tell it."""
    asyncio.run(forged(server.url))


async def forged(url):
    tried = set()
    async with visiting(url) as visitor:
        for slug in ("slope", "full_data"):
            await visitor.open(slug)
            for key in [key for key in visitor.ids if key.startswith(slug)]:
                for value in FORGED.get(visitor.kinds[key], []):
                    tried.add(visitor.kinds[key])
                    await visitor.change({key: value})
                    assert visitor.mishaps == [], (key, value)
    assert len(tried) >= 4


def test_who_sends_nonsense_spoils_his_own_page_and_sees_no_traceback(server):
    """What Streamlit itself cannot read, it cannot read for that visitor alone."""
    asyncio.run(nonsense(server.url))


async def nonsense(url):
    async with visiting(url) as forger, visiting(url) as other:
        for visitor in (forger, other):
            await visitor.open("slope")
        await forger.change({"slope_line": {"jsonValue": "{"}})
        assert "report error" in "".join(forger.mishaps)
        assert "Traceback" not in "".join(forger.said)
        await other.change({"slope_line": {"jsonValue": "{}"}})
        assert other.mishaps == []


def test_an_odd_address_opens_the_lesson_as_it_is(server):
    asyncio.run(at_odd_addresses(server.url))


async def at_odd_addresses(url):
    async with visiting(url) as visitor:
        await visitor.open("slope")
        for lesson in filter(lambda lesson: lesson.slug in visitor.pages, lessons()):
            await visitor.open(lesson.slug)
            keys = [key for key in visitor.ids if key.startswith(lesson.slug)]
            names = [*keys, f"{lesson.slug}_line_m", "run", "present", "section", "shown", "hide"]
            for odd in ODD[:: 1 if lesson.slug in {"slope", "full_data"} else 4]:
                query = "&".join(f"{name}={quote(odd)}" for name in names)
                await visitor.open(lesson.slug, query)
                assert visitor.mishaps == [], (lesson.slug, odd)


# --- U1: bodies


@pytest.mark.parametrize("way", ["length", "chunked"])
def test_a_body_that_is_too_large_is_refused(server, way):
    asyncio.run(with_a_large_body(server, way))


async def with_a_large_body(server, way):
    async with visiting(server.url) as visitor:
        await visitor.open("full_data")
        with closing(connected(server)) as connection:
            connection.request("GET", "/_stcore/health")
            cookie = connection.getresponse().getheader("set-cookie").partition(";")[0]
        headers = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
        headers["Content-Type"] = "multipart/form-data; boundary=x"
        address = f"/_stcore/upload_file/{visitor.session}/a"
        assert await asyncio.to_thread(status_of, connected(server), address, headers, way) == 413


def status_of(connection, address, headers, way):
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    pieces = [head, *[bytes(1 << 20)] * 40] if way == "chunked" else [head]
    if way == "length":
        headers = {**headers, "Content-Length": str(2**31)}
    with closing(connection):
        with suppress(BrokenPipeError):  # it need not listen to the end
            chunked = way == "chunked"
            connection.request("PUT", address, iter(pieces), headers, encode_chunked=chunked)
        return connection.getresponse().status


# --- W2, W3, W5: who asks, and for what


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_page_elsewhere_cannot_speak_for_a_visitor(server, origin):
    async def come_in():
        async with visiting(server.url, origin=origin) as visitor:
            await visitor.open("slope")

    with pytest.raises(websockets.InvalidStatus, match="403"):
        asyncio.run(come_in())


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2f..%2frun.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..\\..\\app.py",
        "/static//etc/passwd",
        "/fonts/../../../app.py",
        "/fonts/..%2ftheme.py",
        "/downhill/static/..%2f..%2fapp.py",
        "/component/downhill/../../app.py",
        "/media/../app.py",
        "/.streamlit/config.toml",
        "/requirements.txt",
        "/%5c%5chost%5cshare",
    ],
)
def test_no_address_leads_to_a_file_of_the_server(server, path):
    _, body = server.get(path)
    for secret in (b"Downhill", b"gatherUsageStats", b"root:", b"streamlit=="):
        assert secret not in body


# --- R3, R10: connections and processes end


def test_a_run_outlives_the_connection_that_began_it(server):
    asyncio.run(cut_and_back(server.url))


async def cut_and_back(url):
    async with visiting(url) as visitor:
        run = await training(visitor)
        visitor.socket.transport.abort()
    async with visiting(url) as again:
        await again.open("full_data", f"{LONG}&run={run}")
        assert run_of(again) == run
        assert again.mishaps == []


def test_a_server_that_is_asked_to_end_does_so_in_the_midst_of_a_run(tmp_path):
    with serving(tmp_path / "log.txt") as server:
        seconds = asyncio.run(ended(server))
        assert seconds < 5
        assert "Traceback" not in server.log_text()


async def ended(server):
    async with visiting(server.url) as first, visiting(server.url) as second:
        await training(first)
        await second.open("slope")
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(server.process.wait, 20)
        return time.monotonic() - began
