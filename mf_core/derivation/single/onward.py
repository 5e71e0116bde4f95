"""From the slope to the update rule, for one rating: the item, the charge, the step."""

from math import hypot

from mf_core.derivation.numbers import by_p, by_q, charge, charged, slope_in_p, slope_in_q, squares
from mf_core.derivation.record import Gap, Part, Side, Step, Wrong
from mf_core.derivation.single import sides

ITEM = Part(
    "The item’s turn",
    lambda n: slope_in_q(n, squares),
    (
        Step(
            "Exchange user and item",
            "symmetry: the product p q does not care which of the two is called p",
            "The prediction treats p and q alike, so the same steps give the item’s slope.",
            Side(r"<by_q:i,f>\, <scale><e:u,i>^2", lambda n: by_q(n, squares)),
            Side(r"<slope><e:u,i>\,<p:u,f>", lambda n: n.slope * n.e * n.p),
            Gap(
                "<p:u,f>",
                (
                    Wrong(
                        "<q:i,f>",
                        lambda n: n.slope * n.e * n.q,
                        "That is the user’s line once more. The slope in one factor is the "
                        "*other* one: the constant it is multiplied by.",
                    ),
                    Wrong(
                        r"<p:u,f>\,<q:i,f>",
                        lambda n: n.slope * n.e * n.p * n.q,
                        "The variable itself does not stay: the slope of 3x is 3, not 3x.",
                    ),
                ),
            ),
        ),
    ),
)

CHARGE = Part(
    "A charge for length",
    lambda n: slope_in_p(n, charged),
    (
        Step(
            "Charge each rating for the length of its factors",
            "sum rule, constant factor",
            "Large factors now cost something, so the loss has two terms, and so has its slope.",
            Side(rf"<by_p:u,f>\, {sides.LOSS}", lambda n: by_p(n, charged)),
            sides.APART,
            Gap(
                "+ <scale><lam>",
                (
                    Wrong(
                        "- <scale><lam>",
                        lambda n: by_p(n, squares) - n.scale * n.lam * by_p(n, charge),
                        "The charge is added to the loss; with a minus, long factors would be "
                        "rewarded.",
                    ),
                    Wrong(
                        "+ <scale><lam>^2",
                        lambda n: by_p(n, squares) + n.scale * n.lam**2 * by_p(n, charge),
                        "A constant factor comes out of a derivative as it is; only the lengths "
                        "are squared.",
                    ),
                ),
            ),
        ),
        Step(
            "Only one square moves",
            "power rule; what does not contain the variable has slope 0",
            "Of all the squares in the two lengths, only that of this one factor depends on it.",
            sides.APART,
            sides.DERIVED,
            Gap(
                "2 <p:u,f>",
                (
                    Wrong(
                        r"2 \lVert <P_row:u> \rVert",
                        lambda n: n.slope * n.e * n.q + n.scale * n.lam * 2 * hypot(*n.P[n.u]),
                        "The squared length is a sum of k squares, and k − 1 of them stand still.",
                    ),
                    Wrong(
                        r"2 \left( <p:u,f> + <q:i,f> \right)",
                        lambda n: n.slope * n.e * n.q + n.scale * n.lam * 2 * (n.p + n.q),
                        "The item’s length does not contain the user’s factor: its slope is 0.",
                    ),
                    Wrong(
                        "<p:u,f>^2",
                        lambda n: n.slope * n.e * n.q + n.scale * n.lam * n.p**2,
                        "That is the square itself. Its slope is 2p: the exponent comes down.",
                    ),
                ),
            ),
            (r"\lVert <Q_row:i> \rVert^2",),
        ),
        Step(
            "Put the common factor in front",
            "distributive law",
            "The same constant stands before both terms; in the bracket the data pull one way "
            "and the charge pulls towards 0.",
            sides.DERIVED,
            sides.TIDY,
            Gap(
                r"<less> <lam>\,<p:u,f>",
                (
                    Wrong(
                        r"<plus> <lam>\,<p:u,f>",
                        lambda n: n.slope * (n.e * n.q + n.sign * n.lam * n.p),
                        "The sign that went in front of the bracket has to be undone inside it.",
                    ),
                    Wrong(
                        r"<less> 2 <lam>\,<p:u,f>",
                        lambda n: n.slope * (n.e * n.q - 2 * n.sign * n.lam * n.p),
                        "The 2 of the square has already gone in front, together with the other.",
                    ),
                    Wrong(
                        r"<less> <lam>\,<q:i,f>",
                        lambda n: n.slope * (n.e * n.q - n.sign * n.lam * n.q),
                        "Each factor is charged for its own length, not for its partner’s.",
                    ),
                ),
            ),
        ),
    ),
)

UPDATE = Part(
    "The update of the user’s factor",
    lambda n: n.p - n.rate * slope_in_p(n, charged),
    (
        Step(
            "Go downhill",
            "gradient descent; the slope is the one just derived",
            "The new value is the old one less the rate times the slope.",
            Side(
                rf"<p:u,f> - <rate>\, <by_p:u,f>\, {sides.LOSS}",
                lambda n: n.p - n.rate * by_p(n, charged),
            ),
            sides.STEPPED,
            Gap(
                "- <rate>",
                (
                    Wrong(
                        "+ <rate>",
                        lambda n: n.p + n.rate * n.slope * sides.pull(n),
                        "The slope points uphill; plus the slope makes the loss larger.",
                    ),
                    Wrong(
                        "- ",
                        lambda n: n.p - n.slope * sides.pull(n),
                        "A slope is not a distance: without a rate the step has no sensible size.",
                    ),
                ),
            ),
        ),
        Step(
            "Roll the constant into the rate",
            "minus times minus is plus; a constant times a rate is a rate",
            "Two minus signs have become a plus. The constant of the slope, if there is one, joins "
            "the rate; with one half in front of the loss there is none.",
            sides.STEPPED,
            Side(rf"<p:u,f> <step>{sides.BRACKET}", lambda n: n.p + n.step * sides.pull(n)),
            Gap(
                "<step>",
                (
                    Wrong(
                        "<wrong_way>",
                        lambda n: n.p - n.step * sides.pull(n),
                        "Count the minuses: one of descent, one of the slope if the error is "
                        "rating minus prediction, none if it is the reverse.",
                    ),
                    Wrong(
                        r"<step>2\,",
                        lambda n: n.p + 2 * n.step * sides.pull(n),
                        "The 2 of the square has been used up already; it must not come twice.",
                    ),
                ),
            ),
        ),
    ),
)

UPDATE_ITEM = Part(
    "The update of the item’s factor",
    lambda n: n.q - n.rate * slope_in_q(n, charged),
    (
        Step(
            "Move the item, from the same old values",
            "symmetry",
            "Both updates read the old pair: the item must not feel the user’s new factor.",
            Side(
                rf"<q:i,f> - <rate>\, <by_q:i,f>\, {sides.LOSS}",
                lambda n: n.q - n.rate * by_q(n, charged),
            ),
            Side(
                r"<q:i,f> <step>\left( <e:u,i>\,<p:u,f> <less> <lam>\,<q:i,f> \right)",
                lambda n: n.q + n.step * sides.pull_of_item(n, n.p),
            ),
            Gap(
                "<p:u,f>",
                (
                    Wrong(
                        "<p:u,f>^{\\,\\text{new}}",
                        lambda n: (
                            n.q + n.step * sides.pull_of_item(n, n.p + n.step * sides.pull(n))
                        ),
                        "That is the sequential update, common in listings: the item then goes "
                        "down a slope measured at a place where the user no longer is.",
                    ),
                    Wrong(
                        r"<p:u,f>\,<q:i,f>",
                        lambda n: n.q + n.step * sides.pull_of_item(n, n.p * n.q),
                        "Only the partner’s factor stays in a slope, not the variable itself.",
                    ),
                ),
            ),
        ),
    ),
)

# From the slope to the update rule; the same for both routes.
ONWARD = (ITEM, CHARGE, UPDATE, UPDATE_ITEM)
