"""From the slope to the update rule, for all ratings: the item, the charge, the step."""

from mf_core.derivation.batch import sides
from mf_core.derivation.numbers import (
    all_charged,
    all_squares,
    by_p,
    by_q,
    slope_in_p,
    slope_in_q,
)
from mf_core.derivation.record import Gap, Part, Side, Step, Wrong

_ITEM = Part(
    "The item’s turn",
    lambda n: slope_in_q(n, all_squares),
    (
        Step(
            "Exchange users and items",
            "symmetry: transpose everything",
            "The same argument along a column: now the users who rated the item are summed.",
            Side("<dq:i,f>", lambda n: by_q(n, all_squares)),
            Side(
                "<slope><EP_entry:i,f>",
                lambda n: n.slope * float(((n.M * n.errors).T @ n.P)[n.i, n.f]),
            ),
            Gap(
                "<slope><EP_entry:i,f>",
                (
                    Wrong(
                        "<climb><EP_entry:i,f>",
                        lambda n: -n.slope * float(((n.M * n.errors).T @ n.P)[n.i, n.f]),
                        "Symmetry keeps the sign: the item’s slope is built like the user’s.",
                    ),
                    Wrong(
                        r"<slope><e:u,i>\,<p:u,f>",
                        lambda n: n.slope * float(n.e * n.p),
                        "That is the share of a single rating; all users who rated the item count.",
                    ),
                ),
            ),
        ),
    ),
)

_CHARGED = rf"<scale> {sides.ALL} \left[ <e:v,i>^2 + <charge:v,i> \right]"
_BRACKET = r"\left( <EQ_entry:u,f> <less> <lam>\,<n_rated:u>\,<p:u,f> \right)"

_CHARGE = Part(
    "A charge for length",
    lambda n: slope_in_p(n, all_charged),
    (
        Step(
            "Charge each rating for the length of its factors",
            "power rule; a sum of equal terms is a multiple",
            "A user is charged once per rating, so the pull towards 0 grows with the ratings; "
            "but so does the pull of the data.",
            Side(rf"<by_p:u,f>\, {_CHARGED}", lambda n: by_p(n, all_charged)),
            Side(rf"<slope>{_BRACKET}", lambda n: n.slope * sides.pull(n, sides.n_rated(n))),
            Gap(
                r"<n_rated:u>\,<p:u,f>",
                (
                    Wrong(
                        "<p:u,f>",
                        lambda n: n.slope * sides.pull(n, 1.0),
                        "The charge stands inside the sum: it is paid at every rating of the user.",
                    ),
                    Wrong(
                        r"<n_ratings>\,<p:u,f>",
                        lambda n: n.slope * sides.pull(n, n.n_ratings),
                        "Other users’ ratings charge other users’ factors.",
                    ),
                ),
            ),
        ),
    ),
)

_UPDATE = Part(
    "The update of the user’s factor",
    lambda n: n.p - n.rate * slope_in_p(n, all_charged),
    (
        Step(
            "Go downhill",
            "gradient descent; minus times minus is plus",
            "One step for all ratings together, read from one and the same old P and Q.",
            Side(
                rf"<p:u,f> - <rate>\, <by_p:u,f>\, {_CHARGED}",
                lambda n: n.p - n.rate * by_p(n, all_charged),
            ),
            Side(
                rf"<p:u,f> <step>{_BRACKET}",
                lambda n: n.p + n.step * sides.pull(n, sides.n_rated(n)),
            ),
            Gap(
                "<step>",
                (
                    Wrong(
                        "<wrong_way>",
                        lambda n: n.p - n.step * sides.pull(n, sides.n_rated(n)),
                        "Count the minuses: one of descent, one of the slope if the error is "
                        "rating minus prediction, none if it is the reverse.",
                    ),
                    Wrong(
                        r"<step>2\,",
                        lambda n: n.p + 2 * n.step * sides.pull(n, sides.n_rated(n)),
                        "The 2 of the square has been used up already; it must not come twice.",
                    ),
                ),
            ),
        ),
    ),
)

ONWARD = (_ITEM, _CHARGE, _UPDATE)
