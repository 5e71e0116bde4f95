"""`streamlit run tests/stage_app/app.py`: the stage with its routes, and no lessons."""

import sys
import time
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pages._kit.frame import script  # noqa: E402
from pages._kit.frame.compress import CompressedStatic  # noqa: E402
from pages._kit.stage.news import News  # noqa: E402
from pages._kit.stage.routes import ROUTES, job_route, picture_route  # noqa: E402
from tests.stage_app import figures  # noqa: E402

started = {}


def latest(job):
    """A run that gains ten steps in every half second, five times."""
    if job != "training":
        return None
    begun = started.setdefault(job, time.monotonic())
    version = min(int((time.monotonic() - begun) / 0.5), 5)
    loss = [20 * 0.9**t for t in range(10 * version + 1)]
    return News(version, {"loss": loss, "status": f"{len(loss)} steps"}, version == 5)


app = st.App(
    Path(__file__).with_name("shell.py"),
    routes=[*ROUTES, script.ROUTE, picture_route(figures.LIVE), job_route(latest, figures.growing)],
    middleware=[Middleware(CompressedStatic)],
)
