"""A real server and a real browser for the tests: find, start, open, look, end.

The fixtures made from these are in `conftest.py`; a test imports the helpers it needs:

    from tests.browser import axe, open_lesson, screenshot
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

import run
from pages._kit.course import WELCOME

ROOT = Path(run.__file__).parent
SHOTS = ROOT / "shots"

# --no-sandbox: Chromium refuses to start as root without it. The rest keeps it off the network
# and off the graphics card; SwiftShader draws WebGL on the processor.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first is the same Chromium without the windows it never shows: a visit costs half as much.
PROGRAMS = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
]
MAC_PROGRAM = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# What Streamlit itself gets wrong: (axe's rule, text in the element).
STREAMLIT_VIOLATIONS = [("scrollable-region-focusable", "katex")]


# --- the browser


def find_chromium(playwright: Playwright) -> str:
    """The first Chromium there is; installs Debian's where that is possible."""
    if wanted := os.environ.get("DOWNHILL_BROWSER"):
        return wanted
    own = playwright.chromium.executable_path
    if Path(own).is_file():
        return own
    if program := next(filter(None, map(shutil.which, PROGRAMS)), None):
        return program
    if MAC_PROGRAM.is_file():
        return str(MAC_PROGRAM)
    return install_chromium()


def install_chromium() -> str:
    """Fetch Debian's Chromium when we may, else fail and name every way to get one."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if may_install:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=environment, check=False)
        for package in PROGRAMS[:2]:
            install = ["apt-get", "install", "-q", "-y", package]
            subprocess.run(install, env=environment, check=False)
            if program := shutil.which(package):
                return program
    raise RuntimeError(
        "The browser tests need a Chromium and found none. Any of these helps:\n"
        "  python -m playwright install chromium      (inside .venv)\n"
        "  sudo apt install chromium                  (or Google Chrome, or Edge)\n"
        "  DOWNHILL_BROWSER=/path/to/chromium python3 run.py test\n"
        "Without them:  python3 run.py test --no-browser"
    )


def launch(playwright: Playwright) -> Browser:
    """Start the browser without a window."""
    return playwright.chromium.launch(
        executable_path=find_chromium(playwright), headless=True, args=CHROMIUM_OPTIONS
    )


# --- the server


@dataclass(frozen=True)
class Server:
    """A running Downhill."""

    url: str
    process: subprocess.Popen
    log: Path

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str, timeout: float = 10) -> tuple[int, bytes]:
        """Status and body of a GET request."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def free_port() -> int:
    """A port nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serving(log: Path, options: tuple[str, ...] = ()) -> AbstractContextManager[Server]:
    """Serve the course the way `run.py` does."""
    port = free_port()
    command = run.app_command(Path(sys.executable), port, False, list(options))  # noqa: FBT003
    return _running(command, port, log)


def serving_app(script: str, log: Path) -> AbstractContextManager[Server]:
    """Serve one of the small apps below `tests/`: its path from the project's root."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    return _running(command, port, log)


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[Server]:
    """Run a server until it is no longer needed; end it by its process id, and never twice."""
    environment = run.environment() | {"PYTHONPATH": os.fspath(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        wait_for_health(server, 120)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_health(server: Server, wait: float) -> None:
    """Return when the server answers; raise with its log when it ends or takes too long."""
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.get("/_stcore/health", timeout=2)[0] == 200:
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.1)
    raise RuntimeError(f"The server did not come up. Its log:\n{server.log_text()}")


# --- a visit


@dataclass
class Visit:
    """One browser window on the course, and what happened in it that nobody sees."""

    page: Page
    server: Server
    hosts: set[str] = field(default_factory=set)
    page_errors: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    log_start: int = 0

    def watch(self) -> None:
        """Note every host that is asked, every uncaught error and the errors on the console."""
        self.log_start = len(self.server.log_text())
        self.page.on("request", lambda request: self.note_host(request.url))
        self.page.on("websocket", lambda socket: self.note_host(socket.url))
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        self.page.on("console", self.note_console)

    def note_host(self, url: str) -> None:
        if host := urlsplit(url).hostname:  # data: and blob: addresses have none
            self.hosts.add(host)

    def note_console(self, message) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def complaints(self) -> list[str]:
        """What must never happen in any visit."""
        found = [f"asked {host}" for host in sorted(self.hosts - {"127.0.0.1"})]
        found += [f"uncaught in the page: {error}" for error in self.page_errors]
        log = self.server.log_text()[self.log_start :]
        if "Traceback (most recent call last)" in log:
            found.append(f"an exception in the server:\n{log}")
        return found


@contextmanager
def visiting(browser: Browser, server: Server, width: int, height: int) -> Iterator[Visit]:
    """A fresh window of the given size in pixels; checked when it closes."""
    context = context_for(browser, server)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    visit = Visit(page, server)
    visit.watch()
    try:
        yield visit
    finally:
        if page.url.startswith(server.url):  # what the course remembers is this reader's alone
            page.evaluate("() => localStorage.clear()")
        page.close()
        context.clear_cookies()
    assert not visit.complaints(), "\n".join(visit.complaints())


def context_for(browser: Browser, server: Server) -> BrowserContext:
    """The browser's memory of one server, kept between visits.

    A visitor's session ends with the page; what stays is the cache. To fetch and compile 5 MB
    of scripts anew for every test would take longer than all tests together.
    """
    for context in browser.contexts:
        if context in _KEPT and _KEPT[context] == server.url:
            return context
    context = browser.new_context(base_url=server.url, locale="en-GB")
    context.set_default_timeout(30_000)
    _KEPT[context] = server.url
    return context


_KEPT: dict[BrowserContext, str] = {}  # context → address of the server it belongs to


# --- what tests do in it


def open_lesson(page: Page, slug: str, query: str = "") -> None:
    """Open a lesson by its own link, as the first thing of a visit, and wait until it stands."""
    path = "" if slug == WELCOME.slug else slug  # the welcome page has the bare address
    page.goto(f"/{path}?{query}" if query else f"/{path}")
    wait_until_still(page)
    assert page.get_by_text("Page not found", exact=True).count() == 0, f"no lesson at /{path}"


def wait_until_still(page: Page) -> None:
    """Wait until Streamlit is connected and has finished running the lesson's script."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
        '[data-test-script-state="notRunning"]:has([data-testid="stHeading"])'
    )
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")


# Counted in frames, which a busy machine draws more slowly, as it does everything.
FRAMES_AT_REST = 12
RESTS = """(frames) => {
  const one = ({ top, bottom, left, right }) => [top, bottom, left, right].map(Math.round);
  const moving = [...document.querySelectorAll("[data-dh-block], .dh-figure, .dh-words")];
  const now = moving.map((each) => one(each.getBoundingClientRect())).join() + innerHeight;
  if (globalThis.dhRest?.was !== now) globalThis.dhRest = { was: now, frames: 0 };
  return ++globalThis.dhRest.frames > frames;
}"""


def wait_for_rest(page: Page) -> None:
    """Wait until nothing moves any more: a figure takes its last size when its hands stand."""
    page.evaluate("globalThis.dhRest = null")
    page.wait_for_function(RESTS, arg=FRAMES_AT_REST)


def wait_for(page: Page, condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for something in the records of a visit, while the browser goes on."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        page.wait_for_timeout(20)


def query(page: Page) -> dict[str, str]:
    """What the address says, as a dictionary."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def settle(page: Page) -> None:
    """Wait until whatever was just done has reached the page."""
    page.wait_for_timeout(400)
    wait_until_still(page)


def press(page: Page, key: str) -> None:
    """Press a key, and wait for what it does."""
    page.keyboard.press(key)
    settle(page)


def stand(page: Page) -> str:
    """Where presenter mode stands: "slope 2 3/6", or nothing."""
    return page.evaluate("document.documentElement.dataset.dhStep ?? ''")


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the window as shots/<name>.png (not in git)."""
    SHOTS.mkdir(exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def axe(page: Page, *rules: str) -> list[str]:
    """Every accessibility fault that is ours, as "rule: element"; of these rules only, if named."""
    page.evaluate(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options = {"runOnly": list(rules)} if rules else {}
    violations = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in violations
        for node in violation["nodes"]
        if not streamlits_own(violation["id"], node["html"])
    ]


def streamlits_own(rule: str, html: str) -> bool:
    """Is this a fault Streamlit makes, which no lesson can mend?"""
    return any(rule == known and text in html for known, text in STREAMLIT_VIOLATIONS)


def write_as(page: Page, source: str) -> None:
    """Choose a notation by its full name, as a reader does."""
    page.locator(".st-key-lens button").first.click()
    choices = page.get_by_test_id("stPopoverBody")
    choices.get_by_test_id("stRadioOption").filter(has_text=source).click()
    page.keyboard.press("Escape")
