"""How a printed formula is held against the code: both sides, at every place they speak of."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from types import ModuleType

import numpy as np

from mf_core.reading import formulas
from tests.tex import Letter, Place, Value, statements, tidy, worth


def functions_of(package: ModuleType) -> dict[str, Callable[..., object]]:
    """Every function written in a package, compiled or cached ones too, by its name."""
    found = {}
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, thing in vars(importlib.import_module(info.name)).items():
            function = inspect.unwrap(thing) if callable(thing) else None
            if inspect.isfunction(function) and function.__module__ == info.name:
                found[name] = thing
    return found


def tex_of(thing: Callable[..., object] | ModuleType) -> str:
    """All that a docstring prints, line below line."""
    blocks = formulas(thing)
    assert blocks, f"{thing.__name__} prints no formula: it needs a `.. math::` block"
    return r" \\ ".join(blocks)


def same(*pairs: tuple[Value, Value]) -> None:
    for printed, code in pairs:
        np.testing.assert_allclose(printed, code, rtol=1e-10, atol=1e-12)


def same_on_both_sides(
    tex: str, place: Place, leave_out: Callable[[dict[str, int]], bool] = lambda _: False
) -> None:
    """Every equation holds, at all values of the indices on its left."""
    for read in statements(tex):
        assert read.relation == "=", f"no equation: {read.relation}, in: {tex}"
        places = read.left.all(place) if isinstance(read.left, Letter) else [place]
        kept = [here for here in places if read.holds(here) and not leave_out(here.index)]
        assert kept
        for here in kept:
            same((worth(read.left, here, tex), worth(read.right, here, tex)))


def same_row_by_row(
    tex: str, place: Place, indices: str, arrays: Sequence[Value], *, rtol: float = 1e-9
) -> None:
    """Each line speaks of the rows of one array: left and right are worth what stands there."""
    for read, index, array in zip(statements(tex), indices, arrays, strict=True):
        for n, row in enumerate(array):
            here = place.at(**{index: n})
            for side in (read.left, read.right):
                np.testing.assert_allclose(
                    worth(side, here, tex), tidy(row), rtol=rtol, atol=1e-9, err_msg=tex
                )
