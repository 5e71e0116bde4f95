"""The lines both single-rating routes share, before they part and after they have met."""

from mf_core.derivation.numbers import Numbers, by_p, charge, squares
from mf_core.derivation.record import Side

# The dot product as a sum; its index g is not the f of the factor that moves.
SUM = r"\sum_{<g>=1}^{<k>} <p:u,g>\,<q:i,g>"
PRODUCT_OF_SUMS = r"\Big( \sum_{<g>=1}^{<k>} <p:u,g> \Big) \Big( \sum_{<g>=1}^{<k>} <q:i,g> \Big)"
SUM_OF_SUMS = r"\sum_{<g>=1}^{<k>} \left( <p:u,g> + <q:i,g> \right)"

QUESTION = Side(r"<by_p:u,f>\, <scale><e:u,i>^2", lambda n: by_p(n, squares))
ANSWER = Side(r"<slope><e:u,i>\,<q:i,f>", lambda n: n.slope * n.e * n.q)


def pull(n: Numbers) -> float:
    """Error times item factor less the shrinking: what the rate multiplies in p's update."""
    return float(n.e * n.q - n.sign * n.lam * n.p)


def pull_of_item(n: Numbers, p: float) -> float:
    """The same for the item, given the user's factor p."""
    return float(n.e * p - n.sign * n.lam * n.q)


BRACKET = r"\left( <e:u,i>\,<q:i,f> <less> <lam>\,<p:u,f> \right)"
LOSS = r"<scale>\left[ <e:u,i>^2 + <charge:u,i> \right]"

APART = Side(
    r"<by_p:u,f>\, <scale><e:u,i>^2 + <scale><lam>\, <by_p:u,f>"
    r"\left( \lVert <P_row:u> \rVert^2 + \lVert <Q_row:i> \rVert^2 \right)",
    lambda n: by_p(n, squares) + n.scale * n.lam * by_p(n, charge),
)
DERIVED = Side(
    r"<slope><e:u,i>\,<q:i,f> + <scale><lam>\, 2 <p:u,f>",
    lambda n: n.slope * n.e * n.q + n.scale * n.lam * 2 * n.p,
)
TIDY = Side(rf"<slope>{BRACKET}", lambda n: n.slope * pull(n))

STEPPED = Side(
    rf"<p:u,f> - <rate>\, \left( <slope>{BRACKET} \right)",
    lambda n: n.p - n.rate * n.slope * pull(n),
)
