"""The formulas of the course, each written once for all notations."""

from typing import NamedTuple

from mf_core.notation.dialects import DIALECTS, step_coefficient
from mf_core.notation.templates import render

FORMULAS: dict[str, str] = {
    "prediction": r"<rhat:u,i> = <baseline:u,i><dot:u,i>",
    "prediction, summed": r"<rhat:u,i> = <baseline:u,i>\sum_{<g>=1}^{<k>} <p:u,g>\,<q:i,g>",
    "baseline": r"<b:u,i> = <mu> + <b_one:u> + <b_one:i>",
    "residual": r"<e:u,i> = <error:u,i>",
    "loss": r"<J> = <scale> \sum_{<pairs:u,i>} <charged:u,i>",
    "slope of one rating, user": (r"<by_p:u,f>\, <scale> <e:u,i>^2 = <slope><e:u,i>\,<q:i,f>"),
    "slope of one rating, item": (r"<by_q:i,f>\, <scale> <e:u,i>^2 = <slope><e:u,i>\,<p:u,f>"),
    "step, user": r"<p:u,f> \leftarrow <p:u,f> <step><e:u,i>\,<q:i,f>",
    "step, item": r"<q:i,f> \leftarrow <q:i,f> <step><e:u,i>\,<p:u,f>",
    "regularised step, user": (
        r"<p:u,f> \leftarrow <p:u,f> <step>\left( <e:u,i>\,<q:i,f> <less> <lam>\,<p:u,f> \right)"
    ),
    "regularised step, item": (
        r"<q:i,f> \leftarrow <q:i,f> <step>\left( <e:u,i>\,<p:u,f> <less> <lam>\,<q:i,f> \right)"
    ),
    "slope of all ratings, user": r"<dp:u,f> = <slope>\sum_{<items_of:i,u>} <e:u,i>\,<q:i,f>",
    "masked residuals": r"<E> = \left( <Error> \right) \odot <M>",
    "gradient, users": r"<dP> = <slope><EQ>",
    "gradient, items": r"<dQ> = <slope><EP>",
    "batch step, users": r"<P> \leftarrow <P> <step><EQ>",
    "batch step, items": r"<Q> \leftarrow <Q> <step><EP>",
}


class StepRule(NamedTuple):
    """How a source moves one factor of a user and of an item after one rating.

    user, item : TeX in the source's notation
    coefficient : what stands before e · q, for the printed rate and N ratings, in numbers
    """

    user: str
    item: str
    rate: float
    n_ratings: int
    coefficient: float


def step_rule(dialect: str, rate: float, n_ratings: int) -> StepRule:
    r"""The update a source prints, as TeX and as a number.

    .. math:: p_{uf} \leftarrow p_{uf} + c\, e_{ui}\, q_{if}

    with c = η in the course, λ in the transcript (the 2 rolled in), 2η/N in the notes, −α in
    the article, whose error is prediction minus rating.

    Parameters
    ----------
    dialect : str
        A key of `DIALECTS`.
    rate : float
        The source's printed learning rate (`printed_rate_in`), in 1/star.
    n_ratings : int
        Number of observed ratings N.

    Examples
    --------
    >>> rule = step_rule("NO", rate=0.4, n_ratings=8)
    >>> rule.coefficient
    0.1
    """
    penalised = "regularised " if DIALECTS[dialect].penalised or dialect == "TR" else ""
    user, item = (
        render(FORMULAS[f"{penalised}step, {side}"], dialect) for side in ("user", "item")
    )
    return StepRule(user, item, rate, n_ratings, step_coefficient(dialect, rate, n_ratings))
