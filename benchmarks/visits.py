"""What a reader of the course waits for: a gate that opens, land that turns, the next lesson.

Rows of `benchmarks.interaction`, which starts servers and browser and says how it is measured.
"""

from playwright.sync_api import Page

from tests.browser import wait_until_still

READY = """() => document.querySelector(
  '.dh-plot .main-svg, .dh-plot canvas, .dh-board[data-step] canvas') !== null"""

# From a click to the first frame with more of `there` on the page.
WAIT_FOR = """there => {
  window.waited = null;
  const before = eval(there);
  addEventListener('click', () => {
    const clicked = performance.now();
    const look = () => {
      if (eval(there) <= before) return requestAnimationFrame(look);
      requestAnimationFrame(() => { window.waited = performance.now() - clicked; });
    };
    look();
  }, { capture: true, once: true });
}"""
GATED = ("derivative", "gradient", "vectorized", "update_rule")  # each begins with a choice
GATES_OPEN = """[...document.querySelectorAll('button')]
  .filter(button => button.innerText === 'Guess after all').length"""
NEXT_DRAWN = """document.querySelector('h1')?.innerText === 'Derivative'
  ? document.querySelectorAll('[class*="st-key-derivative_"] .dh-plot .main-svg').length : 0"""

# How often the n-th of a selector's canvases paints in so many seconds.
COUNT_PAINTS = """([selector, seconds]) => new Promise((done) => {
  const pen = document.querySelector(selector).getContext('2d');
  const clear = pen.clearRect;
  let paints = 0;
  pen.clearRect = (...all) => { paints++; clear.apply(pen, all); };
  setTimeout(() => { pen.clearRect = clear; done(paints / seconds); }, 1000 * seconds);
})"""
TURN = """(seconds) => {
  const land = document.querySelector('.dh-relief');
  const at = (n) => ({ pointerId: 1, button: 0, clientX: 300 + n, clientY: 300, bubbles: true });
  land.setPointerCapture = () => {};
  land.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  const begun = performance.now();
  const turn = (now) => {
    if (now - begun > 1000 * seconds) return;
    land.dispatchEvent(new PointerEvent('pointermove', at(100 * Math.sin((now - begun) / 500))));
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
}"""


def _waited(page: Page, there: str, button: str, role: str = "button") -> list[float]:
    page.evaluate(WAIT_FOR, there)
    page.get_by_role(role, name=button).first.click()  # type: ignore[arg-type]
    page.wait_for_function("() => window.waited !== null")
    return [page.evaluate("window.waited")]


def gate_opened(page: Page, address: str) -> list[float]:
    """From the click at the first gate of several lessons to the outcome on the page."""
    waits = []
    for lesson in GATED:
        page.goto(f"{address}/{lesson}")
        page.wait_for_function(READY)
        wait_until_still(page)
        waits += _waited(page, GATES_OPEN, "Show me")
        page.evaluate("localStorage.clear()")  # the next visitor finds it closed
    return waits


def next_opened(page: Page, address: str) -> list[float]:
    """From the click on the next lesson to its first figure."""
    page.goto(f"{address}/slope")
    page.wait_for_function(READY)
    wait_until_still(page)
    return _waited(page, NEXT_DRAWN, "Derivative →", "link")


def land_turned(page: Page, address: str) -> list[float]:
    """Pictures per second of a block of land that is turned while a walk on it plays."""
    page.goto(f"{address}/land")
    wait_until_still(page)
    page.get_by_text("block").click()
    page.wait_for_selector(".dh-relief canvas")
    wait_until_still(page)
    page.get_by_role("button", name="Play").click()
    page.evaluate(TURN, 2)
    return [page.evaluate(COUNT_PAINTS, [".dh-figure:has(.dh-relief) .dh-overlay", 1.5])]
