"""Pages of the test app, one for each situation; chosen by the address."""

import streamlit as st

from pages._kit.stage import Pick, Words, stage
from pages._kit.stage.address import move
from pages._kit.stage.live import lab
from tests.stage_app import figures


def live_page():
    st.title("Live")
    lab(figures.BOWL, key="bowl", columns=2)
    st.button("Crawl", on_click=move, args=("bowl", {"eta": 0.01}))


def trail_page():
    st.title("Trail")
    lab(figures.TRAIL, key="trail", columns=2)


def still_page():
    st.title("Still")
    eta = st.slider("rate", 0.01, 0.3, 0.05)
    x, y = figures.path(eta, 1.5, 1.0)
    shown = stage(
        figures.contour_picture(x, y),
        key="still",
        pick=Pick(),
        words=Words([f"x {a:.3f}" for a in x]),
    )
    st.text(f"step {shown.step} picked {shown.picked}")


def zoom_page():
    st.title("Zoom")
    eta = st.slider("rate", 0.01, 0.3, 0.05)
    x, y = figures.path(eta, 1.5, 1.0)
    old = [figures.contour_picture(*figures.path(0.01, 1.5, 1.0))]
    stage(figures.contour_picture(x, y), key="zoom", pinned=[old])


@st.fragment
def setting():
    eta = st.slider("rate", 0.01, 0.3, 0.05)
    x, y = figures.path(eta, 1.5, 1.0)
    stage(figures.curve_picture(figures.height_at(x, y)), key="setting")


def setting_page():
    st.title("Setting")
    setting()


def overlay_page():
    st.title("Overlay")
    stage(figures.contour_picture(*figures.path(0.05, 1.5, 1.0), "trail"), key="overlay")


def solid_page():
    st.title("Solid")
    eta = st.slider("rate", 0.01, 0.3, 0.05)
    stage(figures.surface_picture(*figures.path(eta, 1.5, 1.0)), key="solid")


def land_page():
    """A walk on a land from above, or as a block."""
    st.title("Land")
    draw = figures.block_picture if st.toggle("block") else figures.land_picture
    eta = st.slider("rate", 0.01, 0.3, 0.05)
    stage(draw(eta), key="land", height=420, start="first")


def diverged_page():
    st.title("Diverged")
    x, y = figures.path(1.0, 1.5, 1.0, n_steps=1000)
    pictures = [figures.contour_picture(x, y), figures.curve_picture(figures.height_at(x, y))]
    stage(pictures, key="diverged", columns=2)


def autoplay_page():
    st.title("Autoplay")
    stage(
        figures.contour_picture(*figures.path(0.05, 1.5, 1.0)),
        key="autoplay",
        start="first",
        autoplay=True,
    )


def tab_page():
    st.title("Tabs")
    _, hidden = st.tabs(["text", "figure"])
    with hidden:
        stage(figures.contour_picture(*figures.path(0.05, 1.5, 1.0)), key="tab")


def stream_page():
    st.title("Stream")
    url = "downhill/jobs/training/events"
    shown = stage(figures.growing({"loss": [20.0]}), key="stream", stream=url)
    st.text(f"finished {shown.finished}")


def home_page():
    st.title("Home")


PAGES = [
    home_page,
    live_page,
    still_page,
    zoom_page,
    solid_page,
    diverged_page,
    autoplay_page,
    tab_page,
]
PAGES += [stream_page, trail_page, setting_page, overlay_page, land_page]
st.set_page_config(page_title="Stage", layout="wide")
st.navigation([st.Page(page, url_path=page.__name__.removesuffix("_page")) for page in PAGES]).run()
