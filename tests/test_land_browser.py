"""Land in a real browser: painted below a plot, or as a block in space."""

import pytest

from tests.browser import axe, visiting, wait_for_rest

pytestmark = pytest.mark.browser

# The colour of a canvas at a share of its width and height, from the upper left.
COLOR = """([name, x, y]) => {
  const canvas = document.querySelector(name);
  const [right, down] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
  return [...canvas.getContext("2d").getImageData(right, down, 1, 1).data];
}"""
# All of it, as a short text that tells one picture from another.
PRINT = """name => {
  const canvas = document.querySelector(name);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, value, n) => (sum * 31 + value * (n % 7)) % 1000003, canvas.width);
}"""
COUNT_CONTEXTS = """() => {
  window.contexts = 0;
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    if (kind === "webgl2" && !window.nowebgl) window.contexts++;
    return window.nowebgl && kind === "webgl2" ? null : get.call(this, kind, ...rest);
  };
}"""
GROUND, BLOCK, OVERLAY = ".dh-ground", ".dh-relief canvas", ".dh-overlay"


@pytest.fixture
def page(browser, stage_server):
    with visiting(browser, stage_server, 900, 700) as opened:
        yield opened.page


def open_land(page, *scripts):
    for script in (COUNT_CONTEXTS, *scripts):
        page.add_init_script(f"({script})()")
    page.goto("/land")
    page.wait_for_selector(f"{GROUND}:not([hidden])")
    wait_for_rest(page)


def open_block(page, *scripts):
    open_land(page, *scripts)
    page.get_by_text("block").click()
    page.wait_for_selector(".dh-relief")


def printed(page, name):
    return page.evaluate(PRINT, name)


def wait_for_change(page, name, before):
    page.wait_for_function(f"([name, before]) => ({PRINT})(name) !== before", arg=[name, before])


def wait_for_the_same(page, name):
    """Until two looks, a while apart, see the same."""
    before = None
    while (now := printed(page, name)) != before:
        before = now
        page.wait_for_timeout(400)
    return now


def test_land_is_dark_in_the_valley_and_light_on_the_heights(page):
    """The map is that of x² + 10y² from −4 to 4, so the lowest place is in the middle."""
    open_land(page)
    low, high = (page.evaluate(COLOR, [GROUND, *at]) for at in ((0.53, 0.52), (0.5, 0.97)))
    assert sum(low) < 0.6 * sum(high)
    area, ground = (
        page.locator(name).first.bounding_box() for name in (".dh-plot .nsewdrag", GROUND)
    )
    assert area == pytest.approx(ground, abs=1)


def test_a_step_paints_the_walk_and_leaves_the_land(page):
    open_land(page)
    ground, walk = printed(page, GROUND), printed(page, OVERLAY)
    page.get_by_role("button", name="One step forward").click()
    wait_for_change(page, OVERLAY, walk)
    assert printed(page, GROUND) == ground


def test_the_pointer_is_told_the_height(page):
    open_land(page)
    area = page.locator(".dh-plot .nsewdrag").first.bounding_box()
    page.mouse.move(area["x"] + 0.75 * area["width"], area["y"] + area["height"] / 2)
    page.wait_for_selector(".dh-plot .hovertext")
    assert "f = 4" in page.locator(".dh-plot .hovertext").first.text_content()  # at (2, 0)


def test_a_block_is_turned_by_hand_and_by_keys_and_the_wheel_is_the_pages(page):
    open_block(page)
    before = wait_for_the_same(page, BLOCK)
    box = page.locator(".dh-relief").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y, steps=4)
    page.mouse.up()
    wait_for_change(page, BLOCK, before)
    before = wait_for_the_same(page, BLOCK)
    page.locator(".dh-relief").focus()
    page.keyboard.press("ArrowUp")
    wait_for_change(page, BLOCK, before)
    page.mouse.wheel(0, 200)
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => e.scrollTop > 50) || scrollY > 50"
    )


def test_the_camera_stays_while_it_plays_and_when_the_run_changes(page):
    open_block(page)
    page.locator(".dh-relief").focus()
    page.keyboard.press("ArrowLeft")
    turned, walk = wait_for_the_same(page, BLOCK), printed(page, OVERLAY)
    page.get_by_role("button", name="One step forward").click()
    wait_for_change(page, OVERLAY, walk)
    page.get_by_role("slider", name="rate").focus()
    walk = printed(page, OVERLAY)
    page.keyboard.press("ArrowRight")
    wait_for_change(page, OVERLAY, walk)
    assert wait_for_the_same(page, BLOCK) == turned


def test_map_and_block_take_turns_with_one_context_for_all(page):
    open_block(page)
    wait_for_the_same(page, BLOCK)
    for name in (GROUND, BLOCK, GROUND, BLOCK):
        page.get_by_text("block").click()
        page.wait_for_selector(f"{name}:not([hidden])")
    page.wait_for_selector(BLOCK)
    assert page.locator(".dh-figure").count() == 1
    assert page.evaluate("window.contexts") == 1


def test_a_context_that_was_lost_draws_again(page):
    keep = """() => {
      const get = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        const made = get.call(this, kind, ...rest);
        if (kind === "webgl2") window.gl = made;
        return made;
      };
    }"""
    open_block(page, keep)
    before = wait_for_the_same(page, BLOCK)
    page.evaluate("window.lost = window.gl.getExtension('WEBGL_lose_context')")
    page.evaluate("window.lost.loseContext()")
    page.locator(".dh-relief").focus()
    page.keyboard.press("ArrowLeft")
    page.evaluate("window.lost.restoreContext()")
    wait_for_change(page, BLOCK, before)
    assert sum(page.evaluate(COLOR, [BLOCK, 0.5, 0.6])) > 300


def test_without_webgl_the_figure_is_said_in_words(page):
    open_land(page, "() => { window.nowebgl = true; }")
    page.get_by_text("block").click()
    page.get_by_text("WebGL 2 is missing").wait_for()
    page.get_by_text("as a landscape in three dimensions").wait_for()


def test_a_block_has_no_axe_violations(page):
    open_block(page)
    wait_for_the_same(page, BLOCK)
    assert axe(page) == []
