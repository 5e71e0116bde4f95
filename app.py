"""The door: start with ``streamlit run app.py`` (or, with set-up, ``python3 run.py``)."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from mf_core.warming import warm_up
from pages._kit.frame import logs, mishap, nodelay, script, theme
from pages._kit.frame.compress import CompressedStatic
from pages._kit.parts import news
from pages._kit.parts.live import LIVE
from pages._kit.stage.routes import ROUTES, job_route, picture_route


@asynccontextmanager
async def _warmed_up(_: st.App) -> AsyncIterator[None]:
    """Spend the start-up, not a visitor's first click, on what is done once.

    The kernels compile in a thread of their own: the first start must not wait for them.
    What is imported by now never becomes garbage: frozen, it is never searched for any.
    """
    logs.begin()
    nodelay.speak_at_once()
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    theme.FRAME / "shell.py",
    routes=[
        *ROUTES,
        picture_route(LIVE),
        job_route(news.latest, news.pictures),
        theme.FONTS,
        script.ROUTE,
    ],
    middleware=[Middleware(CompressedStatic), Middleware(theme.SmallFonts)],
    lifespan=_warmed_up,
    on_script_error=mishap.show,
)
