"""Tests over every step of every derivation, and over every notation."""

import pytest

from mf_core.derivation import ROUTES
from mf_core.notation import DIALECTS

STEPS = [
    pytest.param(step, id=f"{key}-{step.name}")
    for key, route in ROUTES.items()
    for step in route.steps
]
each_step = pytest.mark.parametrize("step", STEPS)
each_dialect = pytest.mark.parametrize("dialect", DIALECTS)
