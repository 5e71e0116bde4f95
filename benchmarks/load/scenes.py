"""What a hall does, each scene on its own: how long everybody waited, and what went wrong."""

import asyncio
import json
import random
import re
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load.meter import megabytes
from tests.browser import Server
from tests.visitor import Visitor, visiting

Step = dict[str, Any]
PATH: list[Step] = json.loads(Path(__file__).with_name("path.json").read_text("utf-8"))
_EVENTS = re.compile(r"downhill/jobs/[\w-]+/events")
_TRAIN = {"full_data_start": {"triggerValue": True}}


@dataclass
class Heard:
    """What the visitors of a scene have met, in seconds and bytes."""

    first: list[float] = field(default_factory=list)  # from knocking to a whole first lesson
    opened: list[float] = field(default_factory=list)  # a lesson, once inside
    reruns: list[float] = field(default_factory=list)  # a control, a gate
    errors: list[str] = field(default_factory=list)
    received: int = 0
    notes: list[str] = field(default_factory=list)

    def close(self, visitor: Visitor) -> None:
        """Take over what a visitor has met."""
        self.received += visitor.received
        self.errors += visitor.mishaps


async def played(visitor: Visitor, step: Step) -> float:
    """Do one step of the recorded path; the seconds it took."""
    if "open" in step:
        return await visitor.open(step["open"])
    return await visitor.change(step["values"], step["within"], step["query"])


async def enter(visitor: Visitor, heard: Heard, slug: str, knocked: float) -> None:
    """Open the first lesson."""
    await visitor.open(slug)
    heard.first.append(time.perf_counter() - knocked)


async def lecture(servers: Sequence[Server], heard: Heard, sessions: int, think: float) -> None:
    """Everybody follows the recorded path, each in a rhythm of their own."""

    async def student(number: int) -> None:
        await asyncio.sleep(2 * think * number / sessions)
        knocked = time.perf_counter()
        async with visiting(servers[number % len(servers)].url) as visitor:
            await enter(visitor, heard, PATH[0]["open"], knocked)
            for step in PATH[1:]:
                await asyncio.sleep(think * random.uniform(0.5, 1.5))
                waits = heard.opened if "open" in step else heard.reruns
                waits.append(await played(visitor, step))
            heard.close(visitor)

    await everybody((student(number) for number in range(sessions)), heard)


async def burst(servers: Sequence[Server], heard: Heard, sessions: int, _: float) -> None:
    """All have the first lesson open, and let go of the same slider in the same instant."""
    inside = asyncio.Barrier(sessions)

    async def student(number: int) -> None:
        await asyncio.sleep(5 * number / sessions)
        knocked = time.perf_counter()
        async with visiting(servers[number % len(servers)].url) as visitor:
            await enter(visitor, heard, PATH[0]["open"], knocked)
            for step in PATH[1:4]:
                await inside.wait()
                heard.reruns.append(await played(visitor, step))
            heard.close(visitor)

    await everybody((student(number) for number in range(sessions)), heard)


async def viewers(servers: Sequence[Server], heard: Heard, sessions: int, _: float) -> None:
    """So many watch one long run for ten seconds, at up to five messages a second."""
    messages = 0

    async def watch(address: str) -> None:
        nonlocal messages
        reader, writer = await asyncio.open_connection(*urlsplit(servers[0].url).netloc.split(":"))
        writer.write(f"GET /{address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        until = time.perf_counter() + 10
        while (left := until - time.perf_counter()) > 0:
            try:
                line = await asyncio.wait_for(reader.readline(), left)
            except TimeoutError:
                break
            messages += line.startswith(b"data: ")
            heard.received += len(line)
        writer.close()

    async with visiting(servers[0].url) as visitor:
        await visitor.open("full_data", "full_data_epochs=200")
        heard.reruns.append(await visitor.change(_TRAIN, query="full_data_epochs=200"))
        address = streams(visitor)[-1]
        await everybody((watch(address) for _ in range(sessions)), heard)
    heard.notes.append(f"{messages / 10:.0f} messages a second")


async def training(servers: Sequence[Server], heard: Heard, sessions: int, think: float) -> None:
    """Everybody presses Train in the same instant, while twenty others go on with lesson one."""
    inside, first_steps, over = asyncio.Barrier(sessions), [], asyncio.Event()

    async def trainer(number: int) -> None:
        async with visiting(servers[number % len(servers)].url) as visitor:
            await visitor.open("full_data")
            await inside.wait()
            pressed = time.perf_counter()
            heard.first.append(await visitor.change(_TRAIN))
            while "So that" not in "".join(visitor.said) and not streams(visitor):
                await asyncio.sleep(1)
                await visitor.open("full_data")
            first_steps.append(time.perf_counter() - pressed)
            heard.close(visitor)

    async def other(number: int) -> None:
        async with visiting(servers[number % len(servers)].url) as visitor:
            await visitor.open(PATH[0]["open"])
            while not over.is_set():
                await asyncio.sleep(think * random.uniform(0.5, 1.5))
                heard.reruns.append(await played(visitor, PATH[1]))
            heard.close(visitor)

    others = asyncio.gather(*map(other, range(20)))
    await everybody((trainer(number) for number in range(sessions)), heard)
    over.set()
    await others
    heard.notes.append(f"all {len(first_steps)} had a first step within {max(first_steps):.0f} s")


async def soak(servers: Sequence[Server], heard: Heard, sessions: int, _: float) -> None:
    """Visitors come and go: `sessions` visits one after the other, five at a time."""
    held, gate = [], asyncio.Semaphore(5)

    async def student() -> None:
        async with gate, visiting(servers[0].url) as visitor:
            await enter(visitor, heard, PATH[0]["open"], time.perf_counter())
            for step in PATH[1:]:
                heard.reruns.append(await played(visitor, step))
            heard.close(visitor)
        held.append(megabytes(servers[0]))

    await everybody((student() for _ in range(sessions)), heard)
    heard.notes.append(" ".join(f"{value:.0f}" for value in held))


def streams(visitor: Visitor) -> list[str]:
    """Addresses of the runs that are being trained on the page."""
    return _EVENTS.findall("".join(visitor.said))


async def everybody(students: Any, heard: Heard) -> None:  # noqa: ANN401
    """All of them at once; who fails is noted and holds up nobody."""
    tasks: list[Awaitable[None]] = list(students)
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, BaseException):
            heard.errors.append(f"{type(outcome).__name__}: {outcome}"[:200])


SCENES = {scene.__name__: scene for scene in (lecture, burst, viewers, training, soak)}
