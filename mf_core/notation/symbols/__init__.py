"""The symbols of the course as data: what each means, and how each source writes it."""

from mf_core.notation.symbols.model import FACTORS, PREDICTION
from mf_core.notation.symbols.problem import COUNTS, DATA, INDICES
from mf_core.notation.symbols.record import RoleName, Symbol
from mf_core.notation.symbols.training import TRAINING

SYMBOLS: dict[str, Symbol] = INDICES | COUNTS | DATA | FACTORS | PREDICTION | TRAINING

__all__ = ["SYMBOLS", "RoleName", "Symbol"]
