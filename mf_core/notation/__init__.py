r"""The symbols of the course as data, and every formula in each of six notations.

`SYMBOLS` says what each letter means and how each source writes it, `DIALECTS` by which
conventions a source works; `render` turns one template into any of the notations.

>>> render("<p:u,f> \\leftarrow <p:u,f> <step><e:u,i>\\,<q:i,f>", "NO", roles=False)
'u_{ik} \\leftarrow u_{ik} + \\tfrac{2 \\eta}{N}\\,e_{ij}\\,v_{jk}'
"""

from mf_core.notation.dialects import (
    DIALECTS,
    Dialect,
    loss_scale,
    printed_rate_in,
    rate_in,
    step_coefficient,
)
from mf_core.notation.formulas import FORMULAS, StepRule, step_rule
from mf_core.notation.misprints import MISPRINTS, Check, Misprint
from mf_core.notation.rosetta import ROSETTA, Row, cell, table
from mf_core.notation.symbols import SYMBOLS, Symbol
from mf_core.notation.templates import (
    borrowed,
    changed,
    letters,
    references,
    render,
)

__all__ = [
    "DIALECTS",
    "FORMULAS",
    "MISPRINTS",
    "ROSETTA",
    "SYMBOLS",
    "Check",
    "Dialect",
    "Misprint",
    "Row",
    "StepRule",
    "Symbol",
    "borrowed",
    "cell",
    "changed",
    "letters",
    "loss_scale",
    "printed_rate_in",
    "rate_in",
    "references",
    "render",
    "step_coefficient",
    "step_rule",
    "table",
]
