"""The show on a projector: every lesson, by PageDown alone, each step wholly in view."""

import re
from itertools import pairwise

import pytest

from pages._kit.course import lessons
from tests.browser import open_lesson, screenshot, stand, visiting, wait_for, wait_for_rest

pytestmark = pytest.mark.browser

SLUGS = [lesson.slug for lesson in lessons()]
MOST = 100  # presses; a lesson without an end would be a dead end, too

# What a step shows that does not fit: beyond the edges, scrolled, or smaller than the back row
# can read, an index as well.
FAULTS = r"""
() => {
  const foot = document.querySelector('.dh-foot').getBoundingClientRect();
  const main = document.querySelector('.stMain');
  const faults = new Set(main.scrollTop ? ['scrolled'] : []);
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const fault = (what, where) => faults.add(`${what}: ${where.trim().slice(0, 40)}`);
  const blocks = [...main.querySelectorAll('[data-dh-block]')].filter(seen);
  if (!blocks.length) faults.add('an empty step');
  for (const block of blocks) {
    const { left, right, top, bottom } = block.getBoundingClientRect();
    const below = Math.round(bottom - foot.top);
    if (top < 0 || below > 2) fault(`too high by ${below}`, block.textContent);
    if (left < -1 || right > innerWidth + 1) fault('too wide', block.textContent);
    const boxes = '.katex-display, pre, table, .dh-words, .dh-display, .dh-board';
    for (const inner of [...block.querySelectorAll(boxes)].filter(seen)) {
      const hidden = Math.round(inner.getBoundingClientRect().bottom - foot.top);
      if (hidden > 2) fault(`behind the foot by ${hidden}`, inner.textContent);
      if (inner.scrollWidth > inner.clientWidth + 2) fault('cut at the side', inner.textContent);
      const cut = inner.scrollHeight > inner.clientHeight + 6 && inner.matches('.dh-words');
      if (cut) fault('cut below', inner.textContent);
    }
    for (const figure of [...block.querySelectorAll('.dh-figure')].filter(seen)) {
      const small = figure.clientHeight < innerHeight / 4;
      if (small) fault(`a small figure of ${figure.clientHeight}`, '');
    }
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const apart = '.katex-mathml, style, script, [data-testid="stIconMaterial"]';
    while (texts.nextNode()) {
      const words = texts.currentNode.data;
      const element = texts.currentNode.parentElement;
      if (!/[^\s\u200b]/.test(words) || !seen(element) || element.closest(apart)) continue;
      if (element.getBoundingClientRect().width === 0) continue;
      const zoom = element.currentCSSZoom ?? 1;
      const size = zoom * parseFloat(getComputedStyle(element).fontSize);
      if (size < innerHeight / 40 - 0.5) fault(`small type of ${size.toFixed(1)}`, words);
    }
  }
  return [...faults];
}
"""
DRAWN = """() => [...document.querySelectorAll('.dh-figure .dh-plot')].every(
  (plot) => plot.hidden || plot.childElementCount || plot.closest('[data-dh-off]'))"""


def settled(page):
    """Wait until Python and the figures have done what was asked, and say where that is."""
    page.wait_for_selector('[data-test-script-state="notRunning"] .dh-foot')
    page.wait_for_function(DRAWN, timeout=15_000)
    wait_for_rest(page)
    wait_for(page, lambda: stand(page))
    return stand(page)


def seen(page):
    """All by which one sees that a press has done something; the rest of the address is late."""
    revealed = re.search(r"shown=\d+", page.url)
    return stand(page), page.locator(".dh-foot-next").inner_text(), revealed and revealed[0]


def pressed(page):
    """The clicker forward: whether there was anything to come."""
    if page.locator(".dh-foot-next").is_disabled():
        return False
    before = seen(page)
    page.keyboard.press("PageDown")
    wait_for(page, lambda: seen(page) != before)
    return True


def walked(page, slug):
    """A lesson from its first step to its last: (where, what the button says, faults) of each."""
    steps = []
    for _ in range(MOST):
        here = settled(page)
        if not here.startswith(f"{slug} "):
            break
        faults = page.evaluate(FAULTS)
        if faults:
            size = page.viewport_size["width"]
            screenshot(page, f"show_{size}_{slug}_{len(steps) + 1:02d}")
        steps.append((here, seen(page)[1], faults))
        if not pressed(page):
            break
    return steps


WINDOWS = [(slug, 1024, 768) for slug in SLUGS] + [("slope", 1920, 1080), ("factorize", 1920, 1080)]


@pytest.mark.parametrize(("slug", "width", "height"), WINDOWS)
def test_the_clicker_alone_shows_a_lesson_each_step_in_view(browser, server, slug, width, height):
    after = (*SLUGS, slug)[SLUGS.index(slug) + 1] if slug != SLUGS[-1] else slug
    with visiting(browser, server, width, height) as visit:
        open_lesson(visit.page, slug, "present=1")
        wait_for(visit.page, lambda: stand(visit.page).startswith(f"{slug} 1 1/"))
        steps = walked(visit.page, slug)
        assert stand(visit.page).split()[0] == after  # no dead end
    assert [pair for pair in pairwise(steps) if skips(*pair)] == []
    wrong = {where: faults for where, _, faults in steps if faults}
    assert not wrong, f"{len(wrong)} of {len(steps)} steps do not fit: {wrong}"


def skips(before, here):
    """Whether a press has passed over a step; what is revealed may stand further on."""
    (_, section, step), (_, section_now, step_now) = parts(before[0]), parts(here[0])
    turned = (section_now, step_now) in {(section, step + 1), (section + 1, 1)}
    return before[1] != "Reveal" and not turned


def parts(where):
    """ "slope 2 3/6" as its lesson, section and step."""
    slug, section, step = where.split()
    return slug, int(section), int(step.split("/")[0])
