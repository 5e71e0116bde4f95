"""Record the path of a lecture once, in a browser: what it says to the server, step by step.

    .venv/bin/python -m benchmarks.load.record

Run it again when the replay names a widget that is no longer there. Nothing of this checkout is
kept: a widget is known by the key its lesson gives it, a fragment by a widget that lives in it.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict
from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages._kit.course import lesson
from tests.browser import launch, serving, wait_until_still
from tests.visitor import key_of

PATH = Path(__file__).with_name("path.json")
LESSONS = ("slope", "derivative", "gradient", "descent", "ratings", "objective", "loss_surface")
LESSONS += ("update_rule", "one_rating", "vectorized", "factorize")
SETTLED = 900  # ms: a slider reports when the hand has rested
ACTIONS = 2  # on each lesson: so many sliders moved and gates opened


class Recorder:
    """Listens to one websocket and keeps what was asked for."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.lesson = ""
        self.keys: dict[str, str] = {}  # fragment → key of a widget in it

    def heard(self, data: bytes | str) -> None:
        """Note which widget lives in which fragment."""
        message = ForwardMsg.FromString(data) if isinstance(data, bytes) else ForwardMsg()
        if message.WhichOneof("type") == "delta" and message.delta.fragment_id:
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind and (key := key_of(getattr(getattr(element, kind), "id", ""))):
                self.keys[message.delta.fragment_id] = key

    def said(self, data: bytes | str) -> None:
        """Keep one request for a run."""
        message = BackMsg.FromString(data if isinstance(data, bytes) else data.encode())
        run = message.rerun_script
        if not run.widget_states.widgets:
            self.steps.append({"open": self.lesson})
            return
        widgets = MessageToDict(run.widget_states)["widgets"]
        values = {key_of(widget.pop("id")): widget for widget in widgets}
        within = self.keys.get(run.fragment_id, "")
        self.steps.append({"within": within, "query": run.query_string, "values": values})


def teach(page: Page) -> None:
    """On one lesson, as a lecturer does: move what moves, then open the gates."""
    page.wait_for_load_state("networkidle")  # the figures' own code comes last
    wait_until_still(page)
    for slider in page.locator(".dh-sliders input").all()[:ACTIONS]:
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(SETTLED)
        wait_until_still(page)
    for _ in range(min(ACTIONS, page.get_by_role("button", name="Show me").count())):
        page.get_by_role("button", name="Show me").first.click()
        page.wait_for_timeout(SETTLED)
        wait_until_still(page)


def main() -> None:
    """Teach the lessons one after the other and write down what was said."""
    recorder = Recorder()
    with serving(Path(tempfile.mkdtemp()) / "log.txt") as server, sync_playwright() as playwright:
        page = launch(playwright).new_page()
        page.on("websocket", lambda socket: socket.on("framesent", recorder.said))
        page.on("websocket", lambda socket: socket.on("framereceived", recorder.heard))
        for slug in LESSONS:
            recorder.lesson = slug
            if slug == LESSONS[0]:
                page.goto(f"{server.url}/{slug}")
            else:
                page.get_by_role("link", name=f"{lesson(slug).title} →").first.click()
                page.wait_for_url(f"**/{slug}*")
            teach(page)
    PATH.write_text(json.dumps(recorder.steps, indent=1) + "\n", encoding="utf-8")
    print(f"{len(recorder.steps)} runs of {len(LESSONS)} lessons in {PATH.name}")


if __name__ == "__main__":
    main()
