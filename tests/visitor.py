"""A visitor without a browser: speaks Streamlit's websocket protocol, and nothing is drawn.

A hundred of them cost one small process, so a test can fill a hall; and they say what no browser
would say, so a test can be a forger. Widgets are known by the key the lesson gives them.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import websockets
from google.protobuf.json_format import ParseDict
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_ID = re.compile(r"\$\$ID-[0-9a-f]{32}-(.+)")
_PATIENCE = 60.0  # seconds for one run of a script
Values = Mapping[str, Mapping[str, Any]]  # by key, as in a recording: {"name": {"intValue": "3"}}


def key_of(identity: str) -> str:
    """The key in the id of a widget, which else depends on where the course lies."""
    found = _ID.fullmatch(identity)
    return found[1] if found else ""


@dataclass
class Visitor:
    """One session; after each run it knows what is on the page."""

    socket: websockets.ClientConnection
    session: str = ""
    page: str = ""  # hash of the lesson that is shown
    pages: dict[str, str] = field(default_factory=dict)  # slug → hash
    ids: dict[str, str] = field(default_factory=dict)  # key of a widget → its id
    kinds: dict[str, str] = field(default_factory=dict)  # key of a widget → "slider", "text_input"
    fragments: dict[str, str] = field(default_factory=dict)  # key of a widget → its fragment
    said: list[str] = field(default_factory=list)  # every text of the last run
    mishaps: list[str] = field(default_factory=list)  # what the course called a mistake of its own
    known: dict[str, ForwardMsg] = field(default_factory=dict)  # need not be sent again
    received: int = 0  # bytes

    async def open(self, slug: str, query: str = "") -> float:
        """Run a lesson from its top; how long it took, in seconds."""
        message = BackMsg()
        run = message.rerun_script
        if self.pages:
            run.page_script_hash = self.pages[slug]
        else:
            run.page_name = slug
        run.query_string = query
        return await self.run(message)

    async def change(self, values: Values, within: str = "", query: str = "") -> float:
        """Say how the widgets stand and run the fragment `within` lives in, or the whole lesson."""
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash, run.query_string = self.page, query
        states = [{"id": self.ids[key], **value} for key, value in values.items()]
        ParseDict({"widgets": states}, run.widget_states)
        if within:
            run.fragment_id = self.fragments[within]
        return await self.run(message)

    async def run(self, message: BackMsg) -> float:
        """Send what a browser sends, and listen until the script has finished."""
        message.rerun_script.cached_message_hashes.extend(self.known)
        whole = not message.rerun_script.fragment_id
        if whole:
            self.said.clear()
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            while not self.hear(await self.socket.recv(decode=False)):
                pass
        return time.perf_counter() - began

    def hear(self, data: bytes) -> bool:
        """Take in one message; whether it was the end of a run."""
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        if message.ref_hash:
            message = self.known[message.ref_hash]
        elif message.metadata.cacheable and message.hash:
            self.known[message.hash] = message
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
            pages: Any = message.navigation.app_pages
            self.pages = {page.url_pathname: page.page_script_hash for page in pages}
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._see(message.delta)
        return kind == "script_finished"

    def _see(self, delta: Any) -> None:
        kind = delta.new_element.WhichOneof("type")
        element = getattr(delta.new_element, kind)
        if key := key_of(getattr(element, "id", "")):
            steps = kind == "slider" and element.options
            self.ids[key], self.kinds[key] = element.id, "select_slider" if steps else kind
            self.fragments[key] = delta.fragment_id
        text = str(element)
        self.said.append(text)
        if kind == "exception" or "went wrong on our side" in text:
            self.mishaps.append(text)


@asynccontextmanager
async def visiting(url: str, **options: Any) -> AsyncIterator[Visitor]:
    """Come in and leave again; what is not our affair (`origin`, headers) goes to websockets."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    asked: dict[str, Any] = {"origin": url, "max_size": None, "open_timeout": _PATIENCE} | options
    async with websockets.connect(address, subprotocols=["streamlit"], **asked) as socket:
        yield Visitor(socket)
