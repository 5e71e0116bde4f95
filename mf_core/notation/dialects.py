"""The six ways of writing one and the same algorithm, as data: who writes, and by what rules.

The four sources of the course and a well-known library agree on the mathematics but not on
its letters, on the sign of the error, on the constant before the loss, or on what they call
the learning rate. Letters live in `symbols`; everything else that differs lives here.
"""

from typing import Literal, NamedTuple

Scale = Literal["half", "one", "mean"]


class Dialect(NamedTuple):
    """The conventions of one source.

    loss_scale : the constant before Σ e²: one half, one, or one over the number of ratings
    error_sign : +1 for *rating minus prediction*, −1 for *prediction minus rating*
    folded : whether the printed update has absorbed the constant that the derivative of the
        loss leaves over (2, or 2/N) into the learning rate
    penalised : whether its loss contains the regulariser
    baseline : whether its prediction starts from a baseline
    item_factors : whether an item is a row or a column of its matrix of item factors
    schedule : what is moved in one go
    note : what a reader of that source stumbles over, in one sentence
    """

    title: str
    loss_scale: Scale
    error_sign: Literal[1, -1]
    folded: bool
    penalised: bool
    baseline: bool
    item_factors: Literal["rows", "columns"]
    schedule: Literal[
        "any", "one rating, one factor at a time", "one rating, all factors", "all ratings at once"
    ]
    note: str


DIALECTS: dict[str, Dialect] = {
    "course": Dialect(
        "This course",
        loss_scale="half",
        error_sign=1,
        folded=False,
        penalised=True,
        baseline=True,
        item_factors="rows",
        schedule="any",
        note="The one half is there to cancel the 2 of the square, so that no constant is left.",
    ),
    "TR": Dialect(
        "Lecture transcript",
        loss_scale="one",
        error_sign=1,
        folded=True,
        penalised=False,
        baseline=True,
        item_factors="rows",
        schedule="one rating, one factor at a time",
        note="Here λ is the learning rate and γ the regulariser: the other way round than usual.",
    ),
    "NO": Dialect(
        "Lecture notes",
        loss_scale="mean",
        error_sign=1,
        folded=False,
        penalised=False,
        baseline=False,
        item_factors="rows",
        schedule="all ratings at once",
        note="Here y is the rating and r the mask; k is both a factor and the number of factors.",
    ),
    "AR": Dialect(
        "Article",
        loss_scale="mean",
        error_sign=-1,
        folded=True,
        penalised=False,
        baseline=False,
        item_factors="columns",
        schedule="all ratings at once",
        note="The error is prediction minus rating, hence the minus in the step; its 2/N is gone.",
    ),
    "SL": Dialect(
        "Lecture slides",
        loss_scale="half",
        error_sign=1,
        folded=False,
        penalised=False,
        baseline=False,
        item_factors="rows",
        schedule="all ratings at once",
        note="The slides stop at the gradient: they name no learning rate and no regulariser.",
    ),
    "Surprise": Dialect(
        "Surprise (library)",
        loss_scale="one",
        error_sign=1,
        folded=True,
        penalised=True,
        baseline=True,
        item_factors="rows",
        schedule="one rating, all factors",
        note="Here γ is the learning rate; λ charges the two biases as well as the factors.",
    ),
}


def loss_scale(dialect: str, n_ratings: int) -> float:
    r"""The constant c in the source's loss :math:`c \sum e^2`: ½, 1 or 1/N.

    Parameters
    ----------
    dialect : str
        A key of `DIALECTS`.
    n_ratings : int
        Number of observed ratings N; matters for a mean only.
    """
    return {"half": 0.5, "one": 1.0, "mean": 1.0 / n_ratings}[DIALECTS[dialect].loss_scale]


def rate_in(dialect: str, eta: float, n_ratings: int) -> float:
    r"""The learning rate that makes a source's own loss take the same steps as the course's.

    Scaling a loss scales its gradient, so the rate has to be scaled the other way:

    .. math:: \eta \cdot \tfrac12 = \eta_{\text{source}} \cdot c

    with c from `loss_scale`: a step on ½ Σ e² with rate α is a step on Σ e² with α/2 and a
    step on (1/N) Σ e² with α·N/2.

    Parameters
    ----------
    eta : float
        The rate of the course, for the loss with one half, in 1/star.
    n_ratings : int
        Number of observed ratings N.

    Examples
    --------
    >>> [rate_in(source, 0.1, n_ratings=8) for source in ("SL", "TR", "NO")]
    [0.1, 0.05, 0.4]
    """
    return eta * 0.5 / loss_scale(dialect, n_ratings)


def printed_rate_in(dialect: str, eta: float, n_ratings: int) -> float:
    """The rate to put into the update *as the source prints it*.

    It differs from `rate_in` where the source has folded the 2, or the 2/N, into its rate.

    Examples
    --------
    >>> [printed_rate_in(source, 0.1, n_ratings=8) for source in ("TR", "NO", "AR")]
    [0.1, 0.4, 0.1]
    """
    return eta if DIALECTS[dialect].folded else rate_in(dialect, eta, n_ratings)


def step_coefficient(dialect: str, rate: float, n_ratings: int) -> float:
    r"""What stands before :math:`e\,q` in the source's printed update, sign included.

    Parameters
    ----------
    rate : float
        The source's own learning rate, as in `printed_rate_in`.

    Returns
    -------
    float
        The factor of e · q, where e has the source's own sign: +η, +2η/N, or −α where the
        error is prediction minus rating.
    """
    size = rate if DIALECTS[dialect].folded else rate * 2.0 * loss_scale(dialect, n_ratings)
    return DIALECTS[dialect].error_sign * size
