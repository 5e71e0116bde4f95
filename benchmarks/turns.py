"""How long a presenter waits for the next step: every press of a lecture at 1024×768.

    .venv/bin/python -m benchmarks.turns [lesson …]

One line for each lesson, `name turns p50 p95 slowest` in milliseconds, and one for all; then the
slowest turns. A turn is over when the next step is in view, its figures drawn: a step within a
section is turned by the browser alone, a section, a reveal and a lesson by Python, too.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pages._kit.course import lessons
from tests.browser import launch, open_lesson, serving, stand, wait_for

SCREEN = {"width": 1024, "height": 768}
MOST = 100  # presses

# From the key to the frame in which another step is painted, and every figure on it has been.
TURN = """() => new Promise((done) => {
  const root = document.documentElement;
  // Between two lessons there is neither.
  const seen = () => [root.dataset.dhStep, document.querySelector('.dh-foot-next')?.innerText];
  const inView = (plot) => plot.checkVisibility({ visibilityProperty: true });
  const drawn = () => [...document.querySelectorAll('.dh-figure .dh-plot')].every(
    (plot) => plot.hidden || !inView(plot) || plot.childElementCount);
  const before = String(seen());
  const pressed = performance.now();
  const look = () => {
    const late = performance.now() - pressed > 8000;
    const turned = root.dataset.dhStep && String(seen()) !== before && drawn();
    if (!turned && !late) return requestAnimationFrame(look);
    requestAnimationFrame(() => done(performance.now() - pressed));
  };
  const key = new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, composed: true });
  document.body.dispatchEvent(key);
  look();
})"""


def turned(page: Page, slug: str) -> list[tuple[float, str]]:
    """Every turn of a lesson from its first step to its last: (milliseconds, from where)."""
    open_lesson(page, slug, "present=1")
    wait_for(page, lambda: stand(page).startswith(f"{slug} 1 1/"))
    turns: list[tuple[float, str]] = []
    for _ in range(MOST):
        page.wait_for_selector('[data-test-script-state="notRunning"] .dh-foot')
        page.wait_for_timeout(300)
        here = stand(page)
        if not here.startswith(f"{slug} ") or page.locator(".dh-foot-next").is_disabled():
            break
        turns.append((page.evaluate(TURN), here))
    return turns


def line(name: str, turns: list[tuple[float, str]]) -> str:
    """One row of the report."""
    waits = sorted(wait for wait, _ in turns)
    p95 = statistics.quantiles(waits, n=20)[-1]
    return f"{name:16} {len(waits):4} {statistics.median(waits):7.0f} {p95:7.0f} {waits[-1]:7.0f}"


def main() -> None:
    """Measure and print."""
    slugs = sys.argv[1:] or [lesson.slug for lesson in lessons()]
    log = Path(tempfile.mkdtemp()) / "log.txt"
    every: list[tuple[float, str]] = []
    with sync_playwright() as playwright, serving(log) as server:
        browser = launch(playwright)
        page = browser.new_page(base_url=server.url, viewport=SCREEN)
        for slug in slugs:
            turns = turned(page, slug)
            every += turns
            print(line(slug, turns), flush=True)
        browser.close()
    print(line("all", every))
    for wait, where in sorted(every, reverse=True)[:12]:
        print(f"  {wait:5.0f}  {where}")


if __name__ == "__main__":
    main()
