"""The formula of an optimiser, as printed, makes the step that the optimiser makes."""

import numpy as np
import pytest

from mf_core.slopes.descent import OPTIMIZERS
from mf_core.slopes.descent.optimizers import BETA, BETA_2, EPSILON
from tests.tex import Place, run, statements


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimiser_steps_as_printed(name, seed):
    """f′ is a parabola with its vertex off the path; the slope is read where the walk reads it."""
    optimizer, tex = OPTIMIZERS[name], OPTIMIZERS[name].tex
    rng = np.random.default_rng(seed)
    x, eta, t = rng.normal(), rng.uniform(0.01, 0.5), int(rng.integers(1, 20))
    moved = [str(read.left) for read in statements(tex) if read.relation == r"\leftarrow"]
    remembered = dict(zip(moved[:-1], rng.uniform(0.1, 2.0, len(moved) - 1), strict=True))
    assert moved[-1] == "x"
    assert len(remembered) == len(optimizer.start_memory)

    def slope(at):
        return (at - 3.0) ** 2 + 1.0

    g = slope(x + optimizer.lookahead * remembered.get("v", 0.0))
    move, memory = optimizer.step(g, tuple(remembered.values()), eta, t)
    constants = {r"\beta": BETA, r"\beta_1": BETA, r"\beta_2": BETA_2, r"\epsilon": EPSILON}
    place = Place({}, {}, {}, known={**constants, **remembered, r"\eta": eta, "t": t, "x": x})
    place.known |= {"f'": slope} if "f'" in tex else {"g": g}
    run(tex, place)
    assert place.known["x"] - x == pytest.approx(move, rel=1e-10)
    assert [place.known[letter] for letter in remembered] == pytest.approx([*memory], rel=1e-10)
