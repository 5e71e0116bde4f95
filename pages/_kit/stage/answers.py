"""Answers of the route, packed and kept: a hall at one slider asks for the same pictures."""

import asyncio
import gzip
import json
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

_BUDGET = 16_000_000  # bytes of all answers that are kept: some six thousand
_AT_ONCE = 2  # answers made at the same time

Asked = tuple[object, ...]  # a figure and its settings
Names = frozenset[str]  # of parts of a scene
Answer = tuple[Names, bytes]  # the names of all parts of a scene; packed, what is sent of it


class _Kept(NamedTuple):
    """What is known of one scene."""

    names: Names
    packed: dict[Names, bytes]  # the answer for those who have these of its parts


class Answers:
    """The answers asked for last; those of one scene differ by the parts that a browser has."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self.budget = budget
        self.size = 0
        self.kept: OrderedDict[Asked, _Kept] = OrderedDict()  # the one asked for last at its end
        self.under_way: dict[tuple[Asked, Names], asyncio.Task[bytes]] = {}
        # Drawing holds the interpreter: many at once would only take it from those who answer.
        self.threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="answer")

    async def get(self, asked: Asked, have: Names, make: Callable[[], Answer]) -> bytes:
        """The packed answer to those who have these parts; `make`, in a thread, if it is new.

        Who asks for what somebody else is waiting for waits with them.
        """
        if asked in self.kept:
            self.kept.move_to_end(asked)
            names, packed = self.kept[asked]
            if names & have in packed:
                return packed[names & have]
        turn = (asked, have)
        if turn not in self.under_way:
            task = self.under_way[turn] = asyncio.create_task(self._made(asked, have, make))
            task.add_done_callback(lambda _: self.under_way.pop(turn))
        return await asyncio.shield(self.under_way[turn])

    async def _made(self, asked: Asked, have: Names, make: Callable[[], Answer]) -> bytes:
        loop = asyncio.get_running_loop()
        names, answer = await loop.run_in_executor(self.threads, make)
        of_scene = self.kept.setdefault(asked, _Kept(names, {}))
        self.kept.move_to_end(asked)
        self.size += len(answer) - len(of_scene.packed.get(names & have, b""))
        of_scene.packed[names & have] = answer
        while self.size > self.budget:
            _, oldest = self.kept.popitem(last=False)
            self.size -= sum(map(len, oldest.packed.values()))
        return answer


def packed(value: object) -> bytes:
    """As JSON that a browser can unpack; more effort would save one byte in a hundred."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8"), compresslevel=4, mtime=0)
