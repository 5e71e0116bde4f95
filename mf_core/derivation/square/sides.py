"""The lines of route B: what is written on each, and what it is worth."""

from mf_core.derivation.numbers import Numbers, Scalar, by_p
from mf_core.derivation.record import Side
from mf_core.derivation.single.sides import SUM

REST = r"\left( <r:u,i> - <b:u,i> \right)"
SQUARED_SUM = rf"\Big( {SUM} \Big)^2"
FIRST = rf"<by_p:u,f> {REST}^2"
MIDDLE = rf"- 2 {REST}\, <by_p:u,f> {SUM}"
LAST = rf"<by_p:u,f> {SQUARED_SUM}"


def rest(n: Numbers) -> Scalar:
    """What the baseline leaves to be explained by taste, in stars."""
    return n.r - n.b


def dot(n: Numbers) -> Scalar:
    """The dot product p_u · q_i."""
    return n.products.sum()


def slope_of_dot(n: Numbers) -> float:
    """The slope of the dot product in p_uf."""
    return by_p(n, dot)


def slope_of_last(n: Numbers) -> float:
    """The slope of the squared dot product in p_uf."""
    return by_p(n, lambda m: dot(m) ** 2)


def middle_and_last(n: Numbers) -> float:
    """The slopes of the two terms in which p_uf occurs."""
    return float(-2 * rest(n) * slope_of_dot(n) + slope_of_last(n))


OPENED = Side(
    rf"<by_p:u,f>\, <scale>\Big( <lead><r:u,i> <less> <b:u,i> <less> {SUM} \Big)^2",
    lambda n: by_p(n, lambda m: m.scale * (n.sign * (rest(m) - dot(m))) ** 2),
)
EXPANDED = Side(
    rf"<by_p:u,f>\, <scale>\Big[ {REST}^2 - 2 {REST} {SUM} + {SQUARED_SUM} \Big]",
    lambda n: by_p(n, lambda m: m.scale * (rest(m) ** 2 - 2 * rest(m) * dot(m) + dot(m) ** 2)),
)
TERMS = Side(
    rf"<scale>\Big[ {FIRST} {MIDDLE} + {LAST} \Big]",
    lambda n: n.scale * (by_p(n, lambda m: rest(m) ** 2) + middle_and_last(n)),
)
TWO_TERMS = Side(rf"<scale>\Big[ {MIDDLE} + {LAST} \Big]", lambda n: n.scale * middle_and_last(n))
ONE_LEFT = Side(
    rf"<scale>\Big[ - 2 {REST}\, <q:i,f> + {LAST} \Big]",
    lambda n: n.scale * (-2 * rest(n) * n.q + slope_of_last(n)),
)
CHAINED = Side(
    rf"<scale>\Big[ - 2 {REST}\, <q:i,f> + 2 \Big( {SUM} \Big) <q:i,f> \Big]",
    lambda n: n.scale * (-2 * rest(n) * n.q + 2 * dot(n) * n.q),
)
FACTORED = Side(
    rf"<twice>\left( -<q:i,f> \right) \Big( <r:u,i> - <b:u,i> - {SUM} \Big)",
    lambda n: 2 * n.scale * -n.q * (rest(n) - dot(n)),
)
