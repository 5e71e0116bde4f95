"""Plain HTTP beside Streamlit: pictures while the reader drags, news of a run in training.

A route costs a fraction of a millisecond, a rerun of a script several; so whatever happens
many times a second goes this way.
"""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from streamlit import config

from mf_core.warming import WARM
from pages._kit.frame.compress import accepted_ways
from pages._kit.stage import library
from pages._kit.stage.answers import Answer, Answers, Names, packed
from pages._kit.stage.live import LiveFigure, SettingError, Settings, settings_of
from pages._kit.stage.news import Draw, Latest, News
from pages._kit.stage.parts import names_in, without
from pages._kit.stage.scene import scene

HAVE = "downhill-have"  # the header in which a browser names the parts it has
_PAUSE = 0.2  # seconds between two looks at a run: at most five messages a second
_HEARTBEAT = 15.0  # seconds of silence after which a line without meaning keeps proxies calm
_LONGEST = 3600.0  # seconds; the browser connects again by itself if the run goes on
_log = logging.getLogger(__name__)


def picture_route(figures: Mapping[str, LiveFigure]) -> Route:
    """The scene of a live figure under the settings in the address.

    Parameters
    ----------
    figures : mapping from the name in the address
        Every figure that may be asked for.
    """
    answers = Answers()

    async def picture(request: Request) -> Response:
        figure = figures.get(request.path_params["name"])
        if figure is None:
            return _refusal(404, "There is no such figure.")
        have = frozenset(request.headers.get(HAVE, "").split(","))
        try:
            settings = settings_of(figure, request.query_params)
            asked = (figure.name, *settings.values())
            answer = await answers.get(asked, have, lambda: _drawn(figure, settings, have))
        except SettingError as error:
            return _refusal(400, str(error))
        except (ArithmeticError, ValueError):
            _log.exception("%s could not be drawn", request.url.path)
            return _refusal(400, "These settings cannot be drawn.")
        return _unpacked_for(request, answer)

    return Route("/downhill/picture/{name}", picture)


def _drawn(figure: LiveFigure, settings: Settings, have: Names) -> Answer:
    """The scene of a figure for those who have some of its parts."""
    whole = figure.scene(settings)
    return names_in(whole), packed(without(whole, have))


def _unpacked_for(request: Request, body: bytes) -> Response:
    """A packed answer, opened for those few who do not take it as it is."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if "gzip" in accepted_ways(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type="application/json", headers=headers)


def health(_: Request) -> Response:
    """That the routes are there, how warm the kernels are, and the setting a hall depends on."""
    collects = bool(config.get_option("runner.postScriptGC"))
    state = {"status": "ok", "warm": WARM.is_set(), "post_script_gc": collects}
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


def spare_library(_: Request) -> Response:
    """The plotly.js of the plotly package, should Streamlit's own be gone."""
    return FileResponse(
        library.spare_file(),
        media_type="text/javascript",
        headers={"Cache-Control": "public, max-age=3600"},
    )


ROUTES = [
    Route("/downhill/health", health),
    Route("/downhill/plotly.js", spare_library),
]


def job_route(latest: Latest, draw: Draw) -> Route:
    """Server-sent events of the runs that `latest` knows by their tokens.

    Parameters
    ----------
    latest : function from a token to News, or None if there is no such run
        Called five times a second for each listener; returns at once.
    draw : function from a message to pictures
        Called in a thread, at each change.
    """

    async def events(request: Request) -> Response:
        job = request.path_params["job"]
        if latest(job) is None:
            return _refusal(404, "There is no such run.")
        return StreamingResponse(
            _events(lambda: latest(job), draw),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return Route("/downhill/jobs/{job}/events", events)


async def _events(
    latest: Callable[[], News | None],
    draw: Draw,
) -> AsyncIterator[str]:
    """One event for each change of a run, up to its last one."""
    clock = asyncio.get_running_loop().time
    begun = spoken = clock()
    version = -1
    while clock() - begun < _LONGEST:
        news = latest()
        if news is None:  # forgotten by the queue
            yield _event({"status": "This run is no longer kept.", "done": True})
            return
        if news.version != version:
            version, spoken = news.version, clock()
            yield _event(await to_thread.run_sync(_message, news, draw))
            if news.done:
                return
        elif clock() - spoken > _HEARTBEAT:
            spoken = clock()
            yield ": still here\n\n"
        await asyncio.sleep(_PAUSE)


def _message(news: News, draw: Draw) -> dict[str, object]:
    return {
        "scene": scene(draw(news.message)),
        "status": news.message.get("status", ""),
        "done": news.done,
    }


def _event(message: Mapping[str, object]) -> str:
    return f"data: {json.dumps(message, separators=(',', ':'))}\n\n"


def _refusal(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status, headers={"Cache-Control": "no-store"})
