"""The lines of route A: what is written on each, and what it is worth."""

from mf_core.derivation.numbers import Numbers, by_p
from mf_core.derivation.record import Side
from mf_core.derivation.single.sides import SUM


def outer(n: Numbers) -> float:
    """The derivative of the square in the error, 2 c e."""
    return float(2 * n.scale * n.e)


def product_slope(n: Numbers, g: int) -> float:
    """The slope of the g-th product p_ug q_ig in p_uf."""
    return by_p(n, lambda m: m.products[g])


def others(n: Numbers) -> list[int]:
    """The factors that are not in question."""
    return [g for g in range(n.P.shape[1]) if g != n.f]


def sum_of_slopes(n: Numbers) -> float:
    """The slopes of all k products, added up."""
    return product_slope(n, n.f) + sum(product_slope(n, g) for g in others(n))


OUTER = r"<twice><e:u,i>\, "
SLOPE_OF_PRODUCT = r"<by_p:u,f>\left( <p:u,g>\,<q:i,g> \right)"
SLOPE_OF_ONE = r"<by_p:u,f>\left( <p:u,f>\,<q:i,f> \right)"
SUM_OF_SLOPES = rf"\sum_{{<g>=1}}^{{<k>}} {SLOPE_OF_PRODUCT}"
SUM_OF_OTHERS = rf"\sum_{{<g> \neq <f>}} {SLOPE_OF_PRODUCT}"

CHAINED = Side(rf"{OUTER}<by_p:u,f> <e:u,i>", lambda n: outer(n) * by_p(n, lambda m: m.e))
OPENED = Side(
    rf"{OUTER}<by_p:u,f>\left( <error:u,i> \right)",
    lambda n: outer(n) * by_p(n, lambda m: n.sign * (m.r - m.rhat)),
)
SUMMED = Side(
    rf"{OUTER}<by_p:u,f>\left( <lead><r:u,i> <less> <b:u,i> <less> {SUM} \right)",
    lambda n: outer(n) * by_p(n, lambda m: n.sign * (m.r - m.b - m.products.sum())),
)
TERMS = Side(
    rf"{OUTER}\left( <lead><by_p:u,f> <r:u,i> <less> <by_p:u,f> <b:u,i> <less> "
    rf"{SUM_OF_SLOPES} \right)",
    lambda n: (
        outer(n) * n.sign * (by_p(n, lambda m: m.r) - by_p(n, lambda m: m.b) - sum_of_slopes(n))
    ),
)
PRODUCTS = Side(
    rf"{OUTER}\left( <less> {SUM_OF_SLOPES} \right)",
    lambda n: outer(n) * -n.sign * sum_of_slopes(n),
)
SPLIT = Side(
    rf"{OUTER}\left( <less> {SLOPE_OF_ONE} <less> {SUM_OF_OTHERS} \right)",
    lambda n: (
        outer(n) * -n.sign * (product_slope(n, n.f) + sum(product_slope(n, g) for g in others(n)))
    ),
)
ALONE = Side(
    rf"{OUTER}\left( <less> {SLOPE_OF_ONE} \right)",
    lambda n: outer(n) * -n.sign * product_slope(n, n.f),
)
DONE = Side(rf"{OUTER}\left( <less> <q:i,f> \right)", lambda n: outer(n) * -n.sign * n.q)
