"""The stage in a real browser, on the small app of `tests/stage_app`."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import axe, visiting, wait_for_rest, wait_until_still
from tests.stage_app import figures

pytestmark = pytest.mark.browser

# Draws are counted from outside: nothing in the stage knows that it is tested.
COUNT_DRAWS = """() => {
  window.draws = {react: 0, restyle: 0};
  for (const name of ["react", "restyle"]) {
    const draw = Plotly[name];
    Plotly[name] = (...all) => { window.draws[name]++; return draw(...all); };
  }
}"""
FIRST_PLOT = "document.querySelector('.dh-plot')"


@pytest.fixture
def stage_visit(browser, stage_server):
    with visiting(browser, stage_server, 1280, 1000) as opened:
        yield opened


@pytest.fixture
def page(stage_visit):
    return stage_visit.page


def open_page(page, name):
    page.goto(name)
    page.wait_for_selector(".dh-plot .main-svg")
    wait_until_still(page)
    wait_for_rest(page)


def step(page):
    return int(page.locator(".dh-stage").get_attribute("data-step"))


def wait_for_step(page, wanted):
    page.wait_for_selector(f".dh-stage[data-step='{wanted}']")


# A long recording travels in 16 bits; by factors from 10⁻⁶ to 1.5 that is a part in nine thousand.
WIRE = 1.5 / 9000


def wait_for_text(page, text):
    page.get_by_text(text).first.wait_for()


def contours(page):
    return page.evaluate(f"{FIRST_PLOT}.querySelectorAll('.contourlayer .contour path').length")


def drag_slider(page, name, steps):
    """Drag the thumb of a slider to the right by so many pixels, and let go."""
    box = page.get_by_label(name).bounding_box()
    at = page.get_by_label(name).evaluate("e => (e.value - e.min) / (e.max - e.min)")
    x, y = box["x"] + 8 + at * (box["width"] - 16), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + steps, y, steps=10)
    page.mouse.up()


def pixel_of(page, x, y):
    """Where a point of the contour figure (axes from -2 to 2) lies in the window."""
    area = page.locator(".dh-plot .nsewdrag").first.bounding_box()
    return (
        area["x"] + (x + 2) / 4 * area["width"],
        area["y"] + (1 - (y + 2) / 4) * area["height"],
    )


# --- drawn in place


def test_a_setting_changes_the_figure_in_place(page):
    """Same DOM node, same zoom; only the path is another one."""
    open_page(page, "/zoom")
    page.evaluate(f"window.before = {FIRST_PLOT}")
    page.mouse.move(*pixel_of(page, 0.0, 0.0))
    page.mouse.down()
    page.mouse.move(*pixel_of(page, 1.0, 1.0), steps=4)
    page.mouse.up()
    page.wait_for_function(f"() => {FIRST_PLOT}._fullLayout.xaxis.range[0] > -0.1")
    zoomed = page.evaluate(f"{FIRST_PLOT}._fullLayout.xaxis.range")
    assert zoomed == pytest.approx([0, 1], abs=0.04)
    old = page.evaluate(f"{FIRST_PLOT}.data[1].x[1]")
    page.get_by_role("slider", name="rate").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"old => {FIRST_PLOT}.data[1].x[1] !== old", arg=old)
    assert page.evaluate(f"window.before === {FIRST_PLOT}")
    assert page.evaluate(f"{FIRST_PLOT}._fullLayout.xaxis.range") == zoomed
    # x₁ = x₀ (1 − 2 η) with x₀ = 1.5 and the slider's next value 0.06
    assert page.evaluate(f"{FIRST_PLOT}.data[1].x[1]") == pytest.approx(
        1.5 * (1 - 2 * 0.06), abs=WIRE
    )


def test_a_pinned_run_stays_behind_in_grey(page):
    """It is drawn after the traces of the picture, at its last step."""
    open_page(page, "/zoom")
    ghost = page.evaluate(f"{FIRST_PLOT}.data[3]")
    assert ghost["line"]["dash"] == "dash"
    x, _ = figures.path(0.01, 1.5, 1.0)
    length, last = page.evaluate(f"(d => [d.x.length, d.x[d.x.length - 1]])({FIRST_PLOT}.data[3])")
    assert length == figures.N_STEPS
    assert last == pytest.approx(x[-1], rel=1e-6)


def test_the_camera_stays(page):
    open_page(page, "/solid")
    scene = f"{FIRST_PLOT}._fullLayout?.scene?._scene"
    page.wait_for_function(f"() => {scene}?.camera")
    eye = f"Array.from({scene}.camera.eye)"
    box = page.locator(".dh-plot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    page.wait_for_function(f"() => Math.abs({scene}.camera.eye[0] - 1.5) > 0.1")
    page.mouse.up()
    page.wait_for_timeout(500)  # plotly.js lets a turning camera glide to its end
    turned = page.evaluate(eye)
    old = page.evaluate(f"{FIRST_PLOT}.data[1].x[1]")
    page.get_by_role("slider", name="rate").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"old => {FIRST_PLOT}.data[1].x[1] !== old", arg=old)
    page.wait_for_timeout(500)
    assert page.evaluate(eye) == pytest.approx(turned, abs=0.02)


def test_in_a_hidden_tab_it_waits_for_its_width(page):
    page.goto("/tab")
    wait_until_still(page)
    assert page.locator(".dh-plot .main-svg").count() == 0
    page.get_by_role("tab", name="figure").click()
    page.wait_for_selector(".dh-plot .main-svg")
    plot, svg = page.locator(".dh-plot"), page.locator(".dh-plot .main-svg").first
    assert svg.bounding_box()["width"] == pytest.approx(plot.bounding_box()["width"], abs=1)


def test_two_figures_stack_on_a_phone(browser, stage_server):
    with visiting(browser, stage_server, 390, 844) as visit:
        open_page(visit.page, "/live")
        visit.page.wait_for_function("() => document.querySelectorAll('.dh-plot').length === 2")
        first, second = (visit.page.locator(".dh-plot").nth(n).bounding_box() for n in (0, 1))
        assert first["x"] == second["x"]
        assert second["y"] >= first["y"] + first["height"]
        assert first["x"] + first["width"] <= 390


# --- the player


def test_playing_keeps_the_contours_and_ends_at_the_last_step(page):
    open_page(page, "/live")
    before = contours(page)
    assert before > 0
    page.evaluate(COUNT_DRAWS)
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    wait_for_step(page, figures.N_STEPS - 1)
    page.get_by_role("button", name="Play").wait_for()
    assert contours(page) == before
    draws = page.evaluate("window.draws")
    assert draws["react"] == 0
    assert draws["restyle"] >= 2 * 10


def test_a_step_is_one_restyle_for_each_figure_that_moves(page):
    open_page(page, "/live")
    page.evaluate(COUNT_DRAWS)
    page.get_by_role("button", name="One step back").click()
    wait_for_step(page, figures.N_STEPS - 2)
    assert page.evaluate("window.draws") == {"react": 0, "restyle": 2}
    _, y = figures.path(0.05, 1.5, 1.0)
    drawn = page.evaluate(f"(d => [d[1].x.length, Array.from(d[1].y)])({FIRST_PLOT}.data)")
    assert drawn[0] == figures.N_STEPS - 1
    assert drawn[1] == pytest.approx(y[:-1], abs=WIRE)


def test_a_trail_over_contours_moves_without_a_redraw(page):
    """Playing and dragging draw the curve beside it; the contour figure only its canvas."""
    open_page(page, "/trail")
    page.evaluate(COUNT_DRAWS)
    page.evaluate(f"""() => {{ window.redrawn = 0;
        {FIRST_PLOT}.on('plotly_afterplot', () => window.redrawn++) }}""")
    painted = """() => { const c = document.querySelector('.dh-overlay');
        const all = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return all.filter((v, n) => n % 4 === 3 && v > 0).length }"""
    whole = page.evaluate(painted)
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    dot = page.evaluate(painted)
    assert 0 < dot < whole
    drag_slider(page, "learning rate", 40)
    page.wait_for_function("() => location.search.includes('trail_eta')")
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("End")
    wait_for_step(page, figures.N_STEPS - 1)
    assert page.evaluate(painted) > 2 * dot
    assert page.evaluate("window.redrawn") == 0
    assert page.evaluate("window.draws.restyle") > 0


def test_the_player_obeys_the_keyboard_alone(page):
    open_page(page, "/zoom")
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 2)
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, 1)
    page.keyboard.press("End")
    wait_for_step(page, figures.N_STEPS - 1)
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    page.keyboard.press(" ")
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Play").wait_for()
    assert 0 <= step(page) < figures.N_STEPS


def test_python_hears_where_the_reader_stopped(page):
    open_page(page, "/still")
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    wait_for_text(page, "step 1 picked None")
    x, _ = figures.path(0.05, 1.5, 1.0)
    assert page.locator(".dh-step").inner_text() == f"Step 1 of 59 · x {x[1]:.3f}"


def test_a_diverged_run_ends_its_curve_and_says_so(page):
    """η = 1 multiplies y by −7 at every step: beyond 10⁹ at step 11 (7¹¹ ≈ 2·10⁹)."""
    open_page(page, "/diverged")
    # The height is 4 · 49^t: beyond 10⁹ first at t = 5 (1.1·10⁹).
    assert page.locator(".dh-step").inner_text() == "Step 999 of 999 · diverged at step 5"
    assert page.evaluate(f"{FIRST_PLOT}.data[1].x.length") == 11
    assert page.evaluate("document.querySelectorAll('.dh-plot')[1].data[1].x.length") == 0
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('.dh-stage').dataset.step > 20")


def test_less_motion_means_jumps_and_no_start_by_itself(browser, stage_server):
    with visiting(browser, stage_server, 1280, 1000) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        open_page(visit.page, "/autoplay")
        visit.page.wait_for_timeout(1000)
        assert step(visit.page) == 0
        visit.page.evaluate(
            "() => { window.steps = []; new MutationObserver(() => window.steps.push("
            "+document.querySelector('.dh-stage').dataset.step)).observe("
            "document.querySelector('.dh-stage'), {attributeFilter: ['data-step']}) }"
        )
        visit.page.get_by_role("button", name="Play").click()
        wait_for_step(visit.page, 12)
        assert visit.page.evaluate("window.steps") == [6, 12]


def test_autoplay_begins_by_itself(page):
    open_page(page, "/autoplay")
    wait_for_step(page, figures.N_STEPS - 1)


# --- picking


def test_a_click_in_a_contour_plot_gives_its_data_coordinates(page):
    open_page(page, "/still")
    page.mouse.click(*pixel_of(page, 0.5, -1.25))
    text = page.get_by_text(re.compile(r"picked \(0,"))
    text.wait_for()
    x, y = map(float, re.findall(r"-?\d+\.\d+", text.inner_text()))
    assert x == pytest.approx(0.5, abs=0.04)  # one per cent of the axis
    assert y == pytest.approx(-1.25, abs=0.04)


def test_dragging_the_start_moves_its_sliders_and_the_path(page):
    open_page(page, "/live")
    page.mouse.move(*pixel_of(page, 1.5, 1.0))
    page.mouse.down()
    page.mouse.move(*pixel_of(page, -1.0, -0.5), steps=8)
    # still held: the route has answered, Python has not been asked
    page.wait_for_function(f"() => Math.abs({FIRST_PLOT}.data[1].x[0] + 1) < 0.04")
    wait_for_text(page, re.compile(r"x0 -(1\.0|0\.9[6-9])"))  # the words are those of the picture
    assert "bowl_x0" not in page.url
    page.mouse.up()
    wait_for_text(page, re.compile(r"x0 -(1\.0|0\.9[6-9])"))
    assert page.get_by_label("start, up").get_attribute("aria-valuetext").startswith("-0.")


def test_the_arrow_keys_move_the_chosen_point(page):
    open_page(page, "/live")
    page.locator(".dh-pickable").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_text(page, "x0 1.42")  # two per cent of an axis of length 4


# --- sliders, route, address


def test_a_drag_follows_live_and_settles_in_python_and_the_address(page):
    open_page(page, "/live")
    places = page.evaluate("history.length")
    requests = []
    page.on("request", lambda r: requests.append(r.url) if "/downhill/picture/" in r.url else None)
    drag_slider(page, "learning rate", 60)
    wait_for_text(page, re.compile(r"eta 0\.(0[6-9]|[1-9])"))
    assert len(requests) >= 2
    value = float(parse_qs(urlsplit(page.url).query)["bowl_eta"][0])
    wait_for_text(page, f"eta {value}")
    x, _ = figures.path(value, 1.5, 1.0)
    page.wait_for_function(f"x => Math.abs({FIRST_PLOT}.data[1].x[1] - x) < {WIRE}", arg=x[1])
    assert page.evaluate("history.length") == places


def test_a_link_brings_its_values_and_never_a_wrong_one(page):
    open_page(page, "/live?bowl_eta=0.1&bowl_x0=99&bowl_y0=nan")
    wait_for_text(page, "python: eta 0.1, x0 1.5, y0 1.0")
    assert page.get_by_label("learning rate").get_attribute("aria-valuetext") == "0.1"
    page.wait_for_function("() => location.search === '?bowl_eta=0.1'")


def test_back_undoes_a_button_but_not_a_drag(page):
    open_page(page, "/live?bowl_eta=0.1")
    drag_slider(page, "learning rate", 60)
    wait_for_text(page, re.compile(r"eta 0\.(1[1-9]|[2-9])"))
    dragged = parse_qs(urlsplit(page.url).query)["bowl_eta"][0]
    drag_slider(page, "start, across", -60)
    page.wait_for_function("() => location.search.includes('bowl_x0')")
    page.get_by_role("button", name="Crawl").click()
    wait_for_text(page, "eta 0.01,")
    page.wait_for_function("() => location.search.includes('bowl_eta=0.01')")
    assert page.get_by_label("learning rate").get_attribute("aria-valuetext") == "0.01"
    page.go_back()
    wait_for_text(page, f"eta {dragged},")
    assert page.get_by_label("learning rate").get_attribute("aria-valuetext") == dragged


def test_a_drag_that_ends_where_it_began_lets_python_move_the_slider_again(page):
    """No browser reports a change there."""
    open_page(page, "/live")
    box = page.get_by_label("start, across").bounding_box()
    at = (box["x"] + 8 + 3.5 / 4 * (box["width"] - 16), box["y"] + box["height"] / 2)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] - 40, at[1], steps=2)
    page.mouse.move(*at, steps=2)
    page.mouse.up()
    page.get_by_role("button", name="Crawl").click()
    wait_for_text(page, "eta 0.01,")
    assert page.get_by_text("x0 1.5,").count() == 1
    x, _ = figures.path(0.01, 1.5, 1.0)
    page.wait_for_function(f"x => Math.abs({FIRST_PLOT}.data[1].x[1] - x) < {WIRE}", arg=x[1])


def test_values_survive_a_visit_to_another_page(page):
    open_page(page, "/live?bowl_eta=0.1")
    page.get_by_role("link", name="zoom page").click()
    wait_for_text(page, "Zoom")
    page.get_by_role("link", name="live page").click()
    wait_for_text(page, "eta 0.1,")
    page.wait_for_function("() => location.search.includes('bowl_eta=0.1')")


def test_a_run_in_training_arrives_by_itself_and_says_when_it_is_done(page):
    open_page(page, "/stream")
    wait_for_text(page, "finished True")
    assert page.locator(".dh-note").inner_text() == "51 steps"
    assert page.evaluate(f"{FIRST_PLOT}.data[0].y.length") == 51


# --- when things go wrong, and for everyone


def test_the_spare_library_steps_in(browser, stage_server):
    with visiting(browser, stage_server, 1280, 1000) as visit:
        visit.page.route("**/PlotlyChart.*.js", lambda route: route.abort())
        open_page(visit.page, "/zoom")
        assert visit.page.evaluate("Plotly.version")


def test_without_any_library_it_says_so_in_words(browser, stage_server):
    with visiting(browser, stage_server, 1280, 1000) as visit:
        visit.page.route("**/PlotlyChart.*.js", lambda route: route.abort())
        visit.page.route("**/downhill/plotly.js", lambda route: route.abort())
        visit.page.goto("/zoom")
        visit.page.get_by_role("alert").wait_for()
        said = visit.page.locator(".dh-failed").inner_text()
        assert "did not load" in said
        assert "Contours of a stretched bowl" in said


@pytest.mark.parametrize("name", ["live", "still", "solid", "diverged"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(page, name, scheme):
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"/{name}")
    assert axe(page) == []
