"""The stage without a browser: what is sent, what the routes accept, what is packed."""

import base64
import gzip
import json
import math
import re
from pathlib import Path

import brotli
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from mf_core.figures.picture import Picture, Track
from pages._kit.frame import script
from pages._kit.frame.compress import CompressedStatic
from pages._kit.stage import Slider, Words, library
from pages._kit.stage.live import LiveFigure, remembering
from pages._kit.stage.news import News
from pages._kit.stage.packing import encoded
from pages._kit.stage.routes import ROUTES, job_route, picture_route
from pages._kit.stage.scene import ghosts, scene
from tests.asgi import asked
from tests.browser import open_lesson
from tests.stage_app import figures

ETA = Slider("eta", "η", "learning rate", 0.01, 1.0, 0.05, 0.1, log=True)


def unpacked(packed):
    """What plotly.js will read."""
    array = np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])
    shape = packed.get("shape", str(array.size))
    return array.reshape([int(n) for n in shape.split(", ")])


# --- what is sent


@given(st.lists(st.floats(allow_subnormal=False), min_size=1, max_size=30))
def test_numbers_arrive_as_a_screen_needs_them(numbers):
    """To seven digits; a gap where there is no number, or one beyond single precision."""
    arrived = unpacked(encoded(np.array(numbers)))
    for sent, got in zip(numbers, arrived.tolist(), strict=True):
        if math.isfinite(sent) and abs(sent) < 3e38:
            assert got == pytest.approx(sent, rel=1e-6, abs=1e-37)
        else:
            assert math.isnan(got) or abs(sent) < 3.5e38


def test_counts_and_matrices_keep_type_and_shape():
    matrix = np.arange(6).reshape(2, 3)
    packed = encoded(matrix)
    assert packed["dtype"] == "i4"
    assert unpacked(packed).tolist() == matrix.tolist()
    assert unpacked(encoded(np.array([2**40]))).tolist() == [float(2**40)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
        lambda part: st.lists(part) | st.dictionaries(st.text(), part),
    )
)
def test_whatever_a_layout_holds_is_json(value):
    """`allow_nan=False`: a browser's JSON knows neither NaN nor Infinity."""
    json.dumps(encoded(value), allow_nan=False)


def test_a_scene_takes_the_longest_clock_and_refuses_a_wrong_one():
    still = Picture([{"type": "bar"}], {}, "A bar.")
    moving = figures.curve_picture(np.ones(7))
    assert scene([still, moving])["n_steps"] == 7
    with pytest.raises(ValueError, match="2 labels for 7 steps"):
        scene([moving], Words(["a", "b"]))
    short = moving._replace(n_steps=8)
    with pytest.raises(ValueError, match="7 entries for 8 steps"):
        scene([short])
    astray = still._replace(tracks=(Track(1, "prefix", {"x": np.zeros(1)}),))
    with pytest.raises(ValueError, match="trace 1 of 1"):
        scene([astray])


def test_ghosts_are_the_recorded_curves_in_grey():
    run = [
        figures.contour_picture(np.arange(3.0), np.arange(3.0)),
        figures.curve_picture(np.ones(3)),
    ]
    left, right, none = ghosts([run, run], 3)
    assert (len(left), len(right), len(none)) == (2, 2, 0)
    assert left[0]["line"]["dash"] == "dash"
    assert unpacked(left[0]["x"]).tolist() == [0, 1, 2]


# --- sliders


@given(st.floats())
def test_a_slider_never_leaves_its_range(value):
    assert ETA.low <= ETA.clamp(value) <= ETA.high


@given(st.floats(0.01, 1.0))
def test_an_address_reads_back_equal(value):
    assert ETA.read(ETA.text(value)) == value


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "-1", "1.01", "1e999", "0x1"])
def test_an_address_out_of_range_is_no_value(text):
    assert ETA.read(text) is None


# --- routes


def app_with(figure):
    """An app that knows this one figure."""
    return Starlette(routes=[picture_route({figure.name: figure})])


PICTURES = app_with(figures.BOWL)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "missing"),
        ("eta=0.1&x0=1", "missing"),
        ("eta=nan&x0=1&y0=1", "from 0.005 to 1"),
        ("eta=7&x0=1&y0=1", "from 0.005 to 1"),
        ("eta=x&x0=1&y0=1", "from 0.005 to 1"),
        ("eta=0.1&x0=1&y0=1&evil=1", "no setting"),
    ],
)
def test_a_wrong_setting_is_refused_in_a_sentence(query, word):
    status, _, body = asked(PICTURES, "/downhill/picture/bowl", query)
    assert status == 400
    assert word in json.loads(body)["error"]


def test_an_unknown_figure_is_refused_in_a_sentence():
    status, _, body = asked(PICTURES, "/downhill/picture/nothing")
    assert status == 404
    assert json.loads(body)["error"] == "There is no such figure."


def test_the_route_sends_what_the_page_would_draw():
    settings = {"eta": 0.1, "x0": 1.0, "y0": -0.5}
    status, _, body = asked(PICTURES, "/downhill/picture/bowl", "eta=0.1&x0=1&y0=-0.5")
    assert status == 200
    words = Words(None, figures.ends(**settings), figures.flat(**settings))
    assert json.loads(body) == scene(figures.bowl(**settings), words)


def test_settings_that_break_a_figure_are_refused_not_a_fault_of_the_server():
    broken = LiveFigure("broken", lambda eta: 1 / (eta - eta), (ETA,))
    status, _, body = asked(app_with(broken), "/downhill/picture/broken", "eta=0.1")
    assert (status, json.loads(body)) == (400, {"error": "These settings cannot be drawn."})


def test_a_choice_is_one_of_those_offered():
    still, choices = Picture([], {}, "Nothing."), {"shape": ("a", "b")}
    app = app_with(LiveFigure("chosen", lambda shape: still._replace(alt=shape), (), choices))
    alts = [
        json.loads(asked(app, "/downhill/picture/chosen", query)[2])["figures"][0]["alt"]
        for query in ("", "shape=b")
    ]
    assert alts == ["a", "b"]
    assert asked(app, "/downhill/picture/chosen", "shape=c")[0] == 400


@pytest.mark.browser
def test_the_rules_of_the_stage_stand_in_a_page_once_however_many_figures_it_has(page):
    open_lesson(page, "factorize")
    page.wait_for_selector(".dh-stage .main-svg, .dh-board[data-step] canvas")
    assert page.locator(".dh-stage").count() > 1
    rules = "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
    of_stage = f"{rules}.filter(({{ selectorText }}) => selectorText === '.dh-stage')"
    assert page.evaluate(f"{of_stage}.length") == 1


def test_the_spare_library_is_plotly_and_the_bundled_one_is_found():
    status, headers, body = asked(Starlette(routes=ROUTES), "/downhill/plotly.js")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert body[:200].lstrip().startswith(b"/**\n* plotly.js v")
    assert len(library.addresses()) == 2


def test_a_run_is_told_to_its_end(monkeypatch):
    """Each version once, the last one marked; an unknown token gets no stream."""
    monkeypatch.setattr("pages._kit.stage.routes._PAUSE", 0)
    versions = iter([0, 0, 0, 1, 1, 2])  # the first is spent on looking whether there is a run

    def latest(job):
        if job != "known":
            return None
        version = next(versions)
        return News(version, {"loss": [1.0] * (version + 1), "status": f"v{version}"}, version == 2)

    app = Starlette(routes=[job_route(latest, figures.growing)])
    status, headers, body = asked(app, "/downhill/jobs/known/events")
    assert status == 200
    assert headers["content-type"].startswith("text/event-stream")
    events = [json.loads(part.removeprefix("data: ")) for part in body.decode().split("\n\n")[:-1]]
    assert [event["status"] for event in events] == ["v0", "v1", "v2"]
    assert [event["done"] for event in events] == [False, False, True]
    assert events[2]["scene"]["n_steps"] == 3
    assert asked(app, "/downhill/jobs/other/events")[0] == 404


# --- packing

TEXT = b"const answer = 42;\n" * 500


def packing_app(content=TEXT, **headers):
    """An app that serves one immutable text, and how often it was asked."""
    served = []

    def file(request):
        served.append(request.headers.get("if-none-match"))
        fixed = {"cache-control": "public, immutable", "etag": '"x"'}
        fixed |= {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(content, media_type="text/javascript", headers=fixed)

    app = Starlette(
        routes=[Route("/static/{name}", file), Route("/other/{name}", file)],
        middleware=[Middleware(CompressedStatic)],
    )
    return app, served


@pytest.mark.parametrize(
    ("offers", "way", "unpack"),
    [
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ],
)
def test_immutable_text_is_packed_once(offers, way, unpack):
    app, served = packing_app()
    for _ in range(3):
        status, headers, body = asked(app, "/static/a.js", accept_encoding=offers)
        assert status == 200
        assert unpack(body) == TEXT
        assert headers["content-encoding"] == way
        assert headers["content-length"] == str(len(body))
        assert "accept-encoding" in headers["vary"].lower()
        assert "immutable" in headers["cache-control"]
        assert headers["etag"] != '"x"'
    assert len(served) == 1
    known = headers["etag"]
    status, headers, body = asked(app, "/static/a.js", accept_encoding=offers, if_none_match=known)
    assert (status, body) == (304, b"")
    assert "content-encoding" not in headers


def test_each_browser_gets_what_it_can_unpack():
    app, served = packing_app()
    ways = ["br", "gzip", "br", "gzip"]
    answers = [asked(app, "/static/a.js", accept_encoding=way)[1] for way in ways]
    assert [headers["content-encoding"] for headers in answers] == ways
    assert len({headers["etag"] for headers in answers}) == len(served) == 2


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/static/a.js", {}),
        ("/static/a.js", {"accept_encoding": "gzip;q=0"}),
        ("/static/a.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/other/a.js", {"accept_encoding": "gzip"}),
    ],
)
def test_who_does_not_ask_gets_the_bytes_as_they_are(path, sent):
    app, _ = packing_app()
    _, headers, body = asked(app, path, **sent)
    assert body == TEXT
    assert "content-encoding" not in headers


@pytest.mark.parametrize("headers", [{"cache_control": "no-cache"}, {"content_encoding": "br"}])
def test_what_may_change_or_is_packed_already_is_left_alone(headers):
    app, served = packing_app(**headers)
    for _ in range(2):
        assert asked(app, "/static/a.js", accept_encoding="gzip")[2] == TEXT
    assert len(served) == 2


def test_a_figure_is_asked_once_for_all_whose_sliders_stand_alike():
    asked_for = []

    def draw(eta):
        asked_for.append(eta)
        return Picture([], {}, "a picture")

    figures_of_two = [remembering(LiveFigure("one", draw, (ETA,))) for _ in range(2)]
    for eta in (0.1, 0.2, 0.1):
        for figure in figures_of_two:
            assert figure.pictures({"eta": eta}) == [Picture([], {}, "a picture")]
            assert figure.words({"eta": eta}) == Words()
    assert asked_for == [0.1, 0.2]


# --- JavaScript that is fetched once


def test_a_component_names_a_file_that_is_kept_for_ever_and_changes_its_name(tmp_path):
    names = []
    for code in ("export default () => 1;\n", "export default () => 2;\n"):
        (tmp_path / "main.js").write_text(code, encoding="utf-8")
        told = script.fetched("mine", tmp_path)
        names += re.findall(r"downhill/static/mine\.[0-9a-f]{12}\.js", told)
        app = Starlette(routes=[script.ROUTE], middleware=[Middleware(CompressedStatic)])
        status, headers, body = asked(app, f"/{names[-1]}")
        assert (status, body) == (200, code.encode())
        assert "immutable" in headers["cache-control"]
    assert len(set(names)) == 2
    assert asked(app, "/downhill/static/mine.js")[0] == 404


def test_a_figure_is_sent_without_the_code_that_draws_it():
    """Else it would come again with every figure of a page, and with every change of one."""
    page = AppTest.from_function(page_with_a_lab, default_timeout=60).run()
    sent = [each.proto for each in page.main if each.type == "bidi_component"]
    figure = next(proto for proto in sent if proto.component_name == "downhill_stage")
    assert "downhill/static/stage." in figure.js_content
    assert len(figure.js_content) < 500


# --- in a script, without a browser


def test_a_page_takes_its_values_from_the_link(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[1])
    page = AppTest.from_function(page_with_a_lab, default_timeout=60)
    page.query_params["bowl_eta"] = "0.25"
    page.query_params["bowl_x0"] = "99"
    page.run()
    assert not page.exception
    assert "eta 0.25, x0 1.5" in page.text[0].value


def test_a_button_moves_a_slider_and_the_address():
    page = AppTest.from_function(page_with_a_lab, default_timeout=60).run()
    page.button(key="crawl").click().run()
    assert "eta 0.01, x0 1.5" in page.text[0].value
    assert page.query_params["bowl_eta"] == "0.01"
    page.query_params["bowl_eta"] = "0.1"  # as Back would
    page.run()
    assert "eta 0.1, x0 1.5" in page.text[0].value


def page_with_a_lab():
    import streamlit as st  # noqa: PLC0415 (this function is a script of its own)

    from pages._kit.stage.address import move  # noqa: PLC0415
    from pages._kit.stage.live import lab  # noqa: PLC0415
    from tests.stage_app import figures  # noqa: PLC0415

    shown = lab(figures.BOWL, key="bowl")
    assert shown.step == 59
    st.text(f"eta {shown.values['eta']}, x0 {shown.values['x0']}")
    st.button("Crawl", key="crawl", on_click=move, args=("bowl", {"eta": 0.01}))
