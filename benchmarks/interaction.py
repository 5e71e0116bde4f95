"""How the course feels under the hand: one line per row, `name p50 p95`.

    .venv/bin/python -m benchmarks.interaction [rounds]

Every row is measured once in each round, the rows interleaved, in headless Chromium on the same
machine as the server: figures in milliseconds unless the name says otherwise. The first six rows
use the small app of `tests/stage_app`, which has the stage and nothing else; the others the course.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.visits import COUNT_PAINTS, READY, gate_opened, land_turned, next_opened
from tests.browser import launch, serving, serving_app, wait_until_still

LESSONS = ("slope", "factorize")  # a light one and the heaviest
# From the key press to the frame after plotly.js has drawn the answer of the server.
WATCH = """() => {
  const plot = document.querySelector('.dh-plot');
  window.waits = [];
  window.pressed = null;
  addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
  plot.on('plotly_afterplot', () => requestAnimationFrame(() => {
    if (window.pressed === null) return;
    window.waits.push(performance.now() - window.pressed);
    window.pressed = null;
  }));
}"""

# A drag is answered when the overlay is painted after the route's answer has come.
WATCH_DRAG = """() => {
  window.moves = []; window.redraws = []; window.waits = [];
  let waiting = null;
  document.querySelectorAll('.dh-sliders input')[1].addEventListener('input', () => {
    window.moves.push(performance.now());
    waiting ??= performance.now();
  });
  const fetched = window.fetch;
  window.fetch = async (...all) => {
    const answer = await fetched(...all);
    if (String(all[0]).includes('/downhill/picture/')) {
      setTimeout(() => requestAnimationFrame(() => {
        window.redraws.push(performance.now());
        if (waiting !== null) window.waits.push(performance.now() - waiting);
        waiting = null;
      }));
    }
    return answer;
  };
}"""

COUNT_FRAMES = """(seconds) => new Promise((done) => {
  const root = document.querySelector('.dh-stage');
  let frames = 0, step = root.dataset.step;
  const begun = performance.now();
  const look = () => {
    if (root.dataset.step !== step) { frames++; step = root.dataset.step; }
    if (performance.now() - begun < 1000 * seconds) requestAnimationFrame(look);
    else done(frames / seconds);
  };
  requestAnimationFrame(look);
})"""


# How long an opened number takes to stand.
OPEN_NUMBERS = """async () => {
  const board = document.querySelector('.dh-board');
  const key = new KeyboardEvent('keydown', { key: 'ArrowRight' });
  const waits = [];
  for (let n = 0; n < 5; n++) {
    const pressed = performance.now();
    board.dispatchEvent(key);
    await new Promise(requestAnimationFrame);
    waits.push(performance.now() - pressed);
  }
  return waits;
}"""


def setting_changed(page: Page, address: str) -> list[float]:
    """Press a key on a Streamlit slider inside a fragment, ten times."""
    page.goto(f"{address}/setting")
    page.wait_for_function(READY)
    return _pressed(page)


def solid_changed(page: Page, address: str) -> list[float]:
    """The same with a 3-D surface and a whole run of the script."""
    page.goto(f"{address}/solid")
    page.wait_for_function(READY)
    return _pressed(page, times=4)


def _pressed(page: Page, times: int = 10) -> list[float]:
    wait_until_still(page)
    page.evaluate(WATCH)
    slider = page.get_by_role("slider", name="rate")
    slider.focus()
    for n in range(times):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"() => window.waits.length > {n}")
        page.wait_for_timeout(150)
    return page.evaluate("window.waits")


def dragged(page: Page, address: str) -> tuple[list[float], list[float]]:
    """Drag a slider of a live figure: wait for the redraw (ms), and redraws per second."""
    page.goto(f"{address}/trail")
    page.wait_for_function(READY)
    wait_until_still(page)
    page.evaluate(WATCH_DRAG)
    x, y, width = (
        page.locator(".dh-sliders input")
        .nth(1)
        .evaluate(
            "input => { const b = input.getBoundingClientRect();"
            " return [b.x, b.y + b.height / 2, b.width]; }"
        )
    )
    page.mouse.move(x + 0.3 * width, y)
    page.mouse.down()
    begun = time.perf_counter()
    for n in range(90):
        page.mouse.move(x + (0.3 + 0.005 * n) * width, y)
        page.wait_for_timeout(10)
    seconds = time.perf_counter() - begun
    page.mouse.up()
    return page.evaluate("window.waits"), [page.evaluate("window.redraws.length") / seconds]


def played(page: Page, address: str, lesson: str, speed: str) -> list[float]:
    """Draws per second while a recorded run is played as fast as the browser can."""
    page.goto(f"{address}/{lesson}")
    page.wait_for_function(READY)
    wait_until_still(page)
    page.get_by_role("combobox", name="Speed").select_option(label=speed)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    return [page.evaluate(COUNT_FRAMES, 0.4)]


def board_played(page: Page, address: str) -> tuple[list[float], list[float]]:
    """A factorization on its board: paints per second at normal speed, numbers opened in ms."""
    page.goto(f"{address}/factorize")
    page.wait_for_function(READY)
    wait_until_still(page)
    stage = page.locator(".st-key-factorize_visits")
    stage.scroll_into_view_if_needed()
    stage.get_by_role("button", name="Play").click()
    canvas = ".st-key-factorize_visits .dh-board canvas"
    return [page.evaluate(COUNT_PAINTS, [canvas, 3])], page.evaluate(OPEN_NUMBERS)


def opened(browser: Browser, address: str, lesson: str) -> dict[str, float]:
    """Open a lesson with a cold cache, then once more warm: bytes and times."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    received = [0]

    def add(event: dict[str, float]) -> None:
        received[0] += event["encodedDataLength"]

    client.on("Network.loadingFinished", add)
    found: dict[str, float] = {}
    for state in ("cold", "warm"):
        begun = time.perf_counter()
        page.goto(f"{address}/{lesson}", wait_until="commit")
        page.wait_for_function(READY)
        found[f"{lesson}: {state} open to charts"] = 1000 * (time.perf_counter() - begun)
        if state == "cold":
            paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            found[f"{lesson}: cold open to first paint"] = page.evaluate(paint)
            found[f"{lesson}: cold open, MB"] = received[0] / 1e6
    context.close()
    return found


def started() -> float:
    """Milliseconds from the command to a healthy server, compiled kernels on disk."""
    begun = time.perf_counter()
    with serving(Path(tempfile.mkdtemp()) / "log.txt"):
        return 1000 * (time.perf_counter() - begun)


def measured(rounds: int) -> dict[str, list[float]]:
    """All rows, interleaved."""
    rows: dict[str, list[float]] = {}

    def note(name: str, values: list[float]) -> None:
        rows.setdefault(name, []).extend(values)

    logs = Path(tempfile.mkdtemp())
    with (
        sync_playwright() as playwright,
        serving_app("tests/stage_app/app.py", logs / "small.txt") as small,
        serving(logs / "course.txt") as course,
    ):
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for _ in range(rounds):
            note("setting changed, 2-D redrawn (fragment)", setting_changed(page, small.url))
            waits, rate = dragged(page, small.url)
            note("drag, redrawn through the route", waits)
            note("drag, redraws per second", rate)
            note("playback contour + path + curve, draws/s", played(page, small.url, "trail", "4×"))
            note("playback marker overlay, draws/s", played(page, small.url, "overlay", "4×"))
            note("3-D redrawn after a setting", solid_changed(page, small.url))
            paints, opens = board_played(page, course.url)
            note("playback of factorize, paints/s", paints)
            note("a number of factorize opened", opens)
            note("land in 3-D turned while it plays, draws/s", land_turned(page, small.url))
            note("gate opened, outcome on the page", gate_opened(page, course.url))
            note("next lesson, first figure", next_opened(page, course.url))
            for lesson in LESSONS:
                for name, value in opened(browser, course.url, lesson).items():
                    note(name, [value])
            note("server start, warm kernels", [started()])
        browser.close()
    return rows


def main(report: Callable[[str], object] = print) -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for name, values in measured(rounds).items():
        p95 = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
        report(f"{name:45} {statistics.median(values):8.1f} {min(p95, max(values)):8.1f}")


if __name__ == "__main__":
    main()
