"""The path that `benchmarks.load` replays is one of this course."""

import asyncio

from benchmarks.load.scenes import PATH, played
from tests.visitor import visiting


def test_the_recorded_lecture_still_plays(server):
    """If a widget is gone or renamed: `python -m benchmarks.load.record`."""
    assert asyncio.run(lecture(server.url)) == []
    assert len(PATH) > 40


async def lecture(url):
    async with visiting(url) as visitor:
        for step in PATH:
            await played(visitor, step)
        return visitor.mishaps
