"""The steps of route B: by which rule one line follows from the last, and what tempts."""

from mf_core.derivation.numbers import by_p
from mf_core.derivation.record import Gap, Step, Wrong
from mf_core.derivation.single.sides import ANSWER, PRODUCT_OF_SUMS, QUESTION, SUM, SUM_OF_SUMS
from mf_core.derivation.square import sides

STEPS = (
    Step(
        "Open the error",
        "definitions of the error and of the prediction",
        "Inside the square stands everything at once: rating, baseline and k products.",
        QUESTION,
        sides.OPENED,
        Gap(
            SUM,
            (
                Wrong(
                    SUM_OF_SUMS,
                    lambda n: by_p(
                        n, lambda m: m.scale * (sides.rest(m) - (m.P[m.u] + m.Q[m.i]).sum()) ** 2
                    ),
                    "A dot product multiplies pair by pair before it adds.",
                ),
                Wrong(
                    PRODUCT_OF_SUMS,
                    lambda n: by_p(
                        n,
                        lambda m: m.scale * (sides.rest(m) - m.P[m.u].sum() * m.Q[m.i].sum()) ** 2,
                    ),
                    "A sum of products is not the product of the sums.",
                ),
            ),
        ),
    ),
    Step(
        "Multiply out",
        "(a − b)² = a² − 2ab + b²",
        "Three terms: one without the factors, one with them once, one with them squared. The "
        "square has also swallowed the sign of the error.",
        sides.OPENED,
        sides.EXPANDED,
        Gap(
            rf"- 2 {sides.REST} {SUM}",
            (
                Wrong(
                    rf"+ 2 {sides.REST} {SUM}",
                    lambda n: by_p(n, lambda m: m.scale * (sides.rest(m) + sides.dot(m)) ** 2),
                    "That is (a + b)²: in the square of a difference the middle term is taken off.",
                ),
                Wrong(
                    rf"- {sides.REST} {SUM}",
                    lambda n: by_p(
                        n, lambda m: m.scale * (-sides.rest(m) * sides.dot(m) + sides.dot(m) ** 2)
                    ),
                    "The middle term comes twice: once as ab, once as ba.",
                ),
                Wrong(
                    "+ 0",
                    lambda n: by_p(n, lambda m: m.scale * sides.dot(m) ** 2),
                    "The square of a difference is more than two squares: a mixed term is missing.",
                ),
            ),
        ),
    ),
    Step(
        "Term by term",
        "sum rule; constant factors stay in front",
        "Each of the three terms is differentiated by itself.",
        sides.EXPANDED,
        sides.TERMS,
        Gap(
            sides.MIDDLE,
            (
                Wrong(
                    rf"- 2 <by_p:u,f> {sides.REST} \cdot <by_p:u,f> {SUM}",
                    lambda n: n.scale * sides.slope_of_last(n),
                    "The slope of a product is not the product of the slopes; the first of them "
                    "is 0.",
                ),
                Wrong(
                    rf"- 2 {sides.REST} {SUM}",
                    lambda n: (
                        n.scale * (-2 * sides.rest(n) * sides.dot(n) + sides.slope_of_last(n))
                    ),
                    "The middle term was copied, not differentiated.",
                ),
            ),
        ),
    ),
    Step(
        "The first term dies",
        "the slope of a constant is 0",
        "Rating and baseline do not contain the user’s factor, squared or not.",
        sides.TERMS,
        sides.TWO_TERMS,
        Gap(
            sides.MIDDLE,
            (
                Wrong(
                    rf"2 {sides.REST} {sides.MIDDLE}",
                    lambda n: n.scale * (2 * sides.rest(n) + sides.middle_and_last(n)),
                    "The power rule is for the variable. This is a number, and numbers have "
                    "slope 0.",
                ),
                Wrong(
                    rf"{sides.REST}^2 {sides.MIDDLE}",
                    lambda n: n.scale * (sides.rest(n) ** 2 + sides.middle_and_last(n)),
                    "A constant term does not survive a derivative; only constant *factors* do.",
                ),
            ),
        ),
        (sides.FIRST,),
    ),
    Step(
        "One product survives",
        "constant factor; all other products have slope 0",
        "Only the product with the factor in question moves, and its partner is what stays.",
        sides.TWO_TERMS,
        sides.ONE_LEFT,
        Gap(
            "<q:i,f>",
            (
                Wrong(
                    r"\sum_{<g>=1}^{<k>} <q:i,g>",
                    lambda n: (
                        n.scale * (-2 * sides.rest(n) * n.Q[n.i].sum() + sides.slope_of_last(n))
                    ),
                    "The summed index was taken for the one that is differentiated: only the "
                    "term g = f moves.",
                ),
                Wrong(
                    "<p:u,f>",
                    lambda n: n.scale * (-2 * sides.rest(n) * n.p + sides.slope_of_last(n)),
                    "The variable goes, its coefficient stays.",
                ),
            ),
        ),
    ),
    Step(
        "The square of the sum",
        "chain rule",
        "Twice the sum, times the slope of the sum, which we have just seen to be one item factor.",
        sides.ONE_LEFT,
        sides.CHAINED,
        Gap(
            rf"2 \Big( {SUM} \Big) <q:i,f>",
            (
                Wrong(
                    rf"2 \Big( {SUM} \Big)",
                    lambda n: n.scale * (-2 * sides.rest(n) * n.q + 2 * sides.dot(n)),
                    "The inner slope is missing: the sum moves only q as fast as the factor.",
                ),
                Wrong(
                    r"2 <p:u,f>\,<q:i,f>^2",
                    lambda n: n.scale * (-2 * sides.rest(n) * n.q + 2 * n.p * n.q**2),
                    "That is only the square of one product. The mixed terms contain the factor "
                    "in question too, and do not die.",
                ),
            ),
        ),
    ),
    Step(
        "Take out the item’s factor",
        "distributive law",
        "Both terms contain 2q; what they differ in is collected in a bracket.",
        sides.CHAINED,
        sides.FACTORED,
        Gap(
            rf"<r:u,i> - <b:u,i> - {SUM}",
            (
                Wrong(
                    rf"<r:u,i> - <b:u,i> + {SUM}",
                    lambda n: 2 * n.scale * -n.q * (sides.rest(n) + sides.dot(n)),
                    "The minus in front of the bracket turns the sign of the last term too.",
                ),
                Wrong(
                    "<r:u,i> - <b:u,i>",
                    lambda n: 2 * n.scale * -n.q * sides.rest(n),
                    "The second term contains q as well: it goes into the bracket, not away.",
                ),
            ),
        ),
    ),
    Step(
        "Recognise the error",
        "definition of the error",
        "The bracket is rating minus prediction: the error is back, and both routes have met.",
        sides.FACTORED,
        ANSWER,
        Gap(
            ANSWER.tex,
            (
                Wrong(
                    r"<climb><e:u,i>\,<q:i,f>",
                    lambda n: -n.slope * n.e * n.q,
                    "Look at the minus before q, and at which way round this source counts errors.",
                ),
                Wrong(
                    r"<slope><rhat:u,i>\,<q:i,f>",
                    lambda n: n.slope * n.rhat * n.q,
                    "The bracket is the error, not the prediction: the rating is in it.",
                ),
            ),
        ),
    ),
)
