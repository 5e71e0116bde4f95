"""The steps of route A: by which rule one line follows from the last, and what tempts."""

from mf_core.derivation.chain import sides
from mf_core.derivation.numbers import by_p, squares
from mf_core.derivation.record import Gap, Step, Wrong
from mf_core.derivation.single.sides import ANSWER, PRODUCT_OF_SUMS, QUESTION, SUM, SUM_OF_SUMS

STEPS = (
    Step(
        "Outside first",
        "chain rule: the slope of a square is twice what is squared, times its own slope",
        "The square is gone; what remains is the slope of the error.",
        QUESTION,
        sides.CHAINED,
        Gap(
            "<twice><e:u,i>",
            (
                Wrong(
                    "<twice>",
                    lambda n: 2 * n.scale * by_p(n, lambda m: m.e),
                    "The slope of x² is 2x, not 2: the error itself has to stay.",
                ),
                Wrong(
                    "<scale><e:u,i>",
                    lambda n: n.scale * n.e * by_p(n, lambda m: m.e),
                    "The exponent comes down as a factor 2; here it got lost.",
                ),
                Wrong(
                    "<scale><e:u,i>^2",
                    lambda n: squares(n) * by_p(n, lambda m: m.e),
                    "The outer function was copied; the chain rule wants its slope.",
                ),
            ),
        ),
    ),
    Step(
        "Open the error",
        "definition of the error",
        "The error is written out as the difference it is.",
        sides.CHAINED,
        sides.OPENED,
        Gap(
            "<error:u,i>",
            (
                Wrong(
                    "<reversed:u,i>",
                    lambda n: sides.outer(n) * by_p(n, lambda m: -m.e),
                    "The difference the other way round: then the error before it would have to "
                    "change its sign as well.",
                ),
                Wrong(
                    r"<e:u,i>^2",
                    lambda n: sides.outer(n) * by_p(n, lambda m: m.e**2),
                    "The square has been dealt with one line above.",
                ),
            ),
        ),
    ),
    Step(
        "Open the prediction",
        "definition of the prediction",
        "The prediction is the baseline and a sum of k products; the sum gets an index of its own.",
        sides.OPENED,
        sides.SUMMED,
        Gap(
            SUM,
            (
                Wrong(
                    SUM_OF_SUMS,
                    lambda n: (
                        sides.outer(n) * by_p(n, lambda m: -n.sign * (m.P[m.u] + m.Q[m.i]).sum())
                    ),
                    "A dot product multiplies pair by pair before it adds.",
                ),
                Wrong(
                    PRODUCT_OF_SUMS,
                    lambda n: (
                        sides.outer(n)
                        * by_p(n, lambda m: -n.sign * m.P[m.u].sum() * m.Q[m.i].sum())
                    ),
                    "A sum of products is not the product of the sums: that one also pairs "
                    "different factors.",
                ),
            ),
        ),
    ),
    Step(
        "Term by term",
        "sum rule",
        "The slope of a sum is the sum of the slopes.",
        sides.SUMMED,
        sides.TERMS,
        Gap(
            sides.SUM_OF_SLOPES,
            (
                Wrong(
                    r"\sum_{<g>=1}^{<k>} <by_p:u,f> <p:u,g> \cdot <by_p:u,f> <q:i,g>",
                    lambda n: 0.0 * sides.outer(n),
                    "The slope of a product is not the product of the slopes; the item’s slope "
                    "is 0, so everything would vanish.",
                ),
                Wrong(
                    SUM,
                    lambda n: sides.outer(n) * -n.sign * n.products.sum(),
                    "The sum was copied, not differentiated.",
                ),
            ),
        ),
    ),
    Step(
        "Rating and baseline stand still",
        "the slope of a constant is 0",
        "Neither the rating nor the baseline contains the user’s factor: 0 and 0.",
        sides.TERMS,
        sides.PRODUCTS,
        Gap(
            "<less>",
            (
                Wrong(
                    "<lead>1 <less>",
                    lambda n: sides.outer(n) * n.sign * (1 - sides.sum_of_slopes(n)),
                    "The rating is data. Turning the user’s factor does not move it: slope 0, "
                    "not 1.",
                ),
                Wrong(
                    "<plus>",
                    lambda n: sides.outer(n) * n.sign * sides.sum_of_slopes(n),
                    "The constants may go, but the sign belongs to what stays.",
                ),
            ),
        ),
        ("<by_p:u,f> <r:u,i>", "<by_p:u,f> <b:u,i>"),
    ),
    Step(
        "Take the one product out of the sum",
        "a sum may be split",
        "One of the k products contains the factor in question; the others do not.",
        sides.PRODUCTS,
        sides.SPLIT,
        Gap(
            sides.SUM_OF_OTHERS,
            (
                Wrong(
                    sides.SUM_OF_SLOPES,
                    lambda n: (
                        sides.outer(n)
                        * -n.sign
                        * (sides.product_slope(n, n.f) + sides.sum_of_slopes(n))
                    ),
                    "The product taken out must be missing from the rest, or it counts twice.",
                ),
                Wrong(
                    r"\sum_{<g> \neq <f>} <p:u,g>\,<q:i,g>",
                    lambda n: sides.outer(n) * -n.sign * (n.q + n.products.sum() - n.p * n.q),
                    "Splitting a sum does not differentiate it: the slopes have to stay slopes.",
                ),
            ),
        ),
    ),
    Step(
        "A bunch of zeros",
        "the slope of a constant is 0",
        "All other products are constants here, whatever their values.",
        sides.SPLIT,
        sides.ALONE,
        Gap(
            sides.SLOPE_OF_ONE,
            (
                Wrong(
                    rf"{sides.SLOPE_OF_ONE} <less> \sum_{{<g> \neq <f>}} <q:i,g>",
                    lambda n: sides.outer(n) * -n.sign * n.Q[n.i].sum(),
                    "The other factors of the user are other variables. They are frozen, so "
                    "their products have slope 0.",
                ),
                Wrong(
                    "0",
                    lambda n: 0.0 * sides.outer(n),
                    "Not everything dies: one product does contain the factor in question.",
                ),
            ),
        ),
        (sides.SUM_OF_OTHERS,),
    ),
    Step(
        "A constant times the variable",
        "the slope of a constant times x is the constant",
        "Seen from the user’s factor, the item’s factor is just a number.",
        sides.ALONE,
        sides.DONE,
        Gap(
            "<q:i,f>",
            (
                Wrong(
                    "<p:u,f>",
                    lambda n: sides.outer(n) * -n.sign * n.p,
                    "The variable goes, its coefficient stays: the slope of 3x is 3.",
                ),
                Wrong(
                    r"<p:u,f>\,<q:i,f>",
                    lambda n: sides.outer(n) * -n.sign * n.p * n.q,
                    "Nothing was differentiated: this is still the product.",
                ),
                Wrong(
                    "1",
                    lambda n: sides.outer(n) * -n.sign,
                    "That is the slope of the factor alone; here it is multiplied by a number.",
                ),
            ),
        ),
    ),
    Step(
        "Tidy up",
        "arithmetic",
        "The constants are multiplied and the sign goes to the front.",
        sides.DONE,
        ANSWER,
        Gap(
            ANSWER.tex,
            (
                Wrong(
                    r"<climb><e:u,i>\,<q:i,f>",
                    lambda n: -n.slope * n.e * n.q,
                    "The sign of the bracket got lost on the way to the front.",
                ),
                Wrong(
                    r"<slope><e:u,i>^2\,<q:i,f>",
                    lambda n: n.slope * n.e**2 * n.q,
                    "The square became 2e in the first step; it does not come back.",
                ),
            ),
        ),
    ),
)
