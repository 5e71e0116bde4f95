r"""The derivative of (r − 2p)² in p, by four rules: the small sister of the update rule.

The same numbers stand behind it as behind the long derivations: r is a rating, p the only
factor, and the item's factor is 2. So :math:`r - 2p` is the residual e.
"""

from mf_core.derivation.numbers import Numbers, by_p, slope_in_p
from mf_core.derivation.record import Gap, Part, Route, Side, Step, Wrong

_INSIDE = r"\frac{d}{dp} (r - 2p)"
_OF_R, _OF_2P, _OF_P = r"\frac{d}{dp} r", r"\frac{d}{dp} (2p)", r"\frac{d}{dp} p"


def _inside(n: Numbers) -> float:
    return float(by_p(n, lambda m: m.e))


def _square(n: Numbers) -> float:
    return float(n.e**2)


_QUESTION = Side(
    r"\frac{d}{dp} (r - 2p)^2",
    lambda n: by_p(n, lambda m: m.e**2),
)
_CHAINED = Side(rf"2 (r - 2p) \cdot {_INSIDE}", lambda n: 2 * n.e * _inside(n))
_APART = Side(
    rf"2 (r - 2p) \left( {_OF_R} - {_OF_2P} \right)",
    lambda n: 2 * n.e * (by_p(n, lambda m: m.r) - by_p(n, lambda m: m.rhat)),
)
_STILL = Side(
    rf"2 (r - 2p) \left( 0 - {_OF_2P} \right)",
    lambda n: 2 * n.e * (0 - by_p(n, lambda m: m.rhat)),
)
_OUTSIDE = Side(
    rf"2 (r - 2p) \left( -2 \cdot {_OF_P} \right)",
    lambda n: 2 * n.e * (-2 * by_p(n, lambda m: m.p)),
)
_ANSWER = Side("-4 (r - 2p)", lambda n: -4 * n.e)

SQUARED_MISS = Part(
    "The slope of (r − 2p)²",
    lambda n: slope_in_p(n, _square),
    (
        Step(
            "From the outside in",
            "chain rule, with the power rule for the square",
            "The square is the outer function, r − 2p the inner one. The slope of the outer is "
            "twice what is inside; it is multiplied by the slope of the inner.",
            _QUESTION,
            _CHAINED,
            Gap(
                "2 (r - 2p)",
                (
                    Wrong(
                        "(r - 2p)^2",
                        lambda n: n.e**2 * _inside(n),
                        "That is the square itself. Its slope is needed: the exponent comes down.",
                    ),
                    Wrong(
                        "2 p",
                        lambda n: 2 * n.p * _inside(n),
                        "What is squared is r − 2p, not p, so twice *that* stands here.",
                    ),
                ),
            ),
        ),
        Step(
            "Term by term",
            "sum rule",
            "A difference is as steep as its first term less its second.",
            _CHAINED,
            _APART,
            Gap(
                f"- {_OF_2P}",
                (
                    Wrong(
                        f"+ {_OF_2P}",
                        lambda n: 2 * n.e * (by_p(n, lambda m: m.r) + by_p(n, lambda m: m.rhat)),
                        "The minus belongs to the second term, and so to its slope.",
                    ),
                    Wrong(
                        f"- r {_OF_2P}",
                        lambda n: 2 * n.e * (0 - n.r * by_p(n, lambda m: m.rhat)),
                        "The two terms are not multiplied with each other; each goes by itself.",
                    ),
                ),
            ),
        ),
        Step(
            "What stands still",
            "a constant has slope 0",
            "Only p moves. The rating r stands still, so it contributes nothing.",
            _APART,
            _STILL,
            Gap(
                "0",
                (
                    Wrong(
                        "1",
                        lambda n: 2 * n.e * (1 - by_p(n, lambda m: m.rhat)),
                        "1 would be the slope of r in r. It is p that moves.",
                    ),
                    Wrong(
                        "r",
                        lambda n: 2 * n.e * (n.r - by_p(n, lambda m: m.rhat)),
                        "r is the height of that term, not its slope.",
                    ),
                ),
            ),
            (_OF_R,),
        ),
        Step(
            "The factor waits outside",
            "constant factor",
            "Twice a function is twice as steep. The 0 is gone, the minus stays.",
            _STILL,
            _OUTSIDE,
            Gap(
                "-2",
                (
                    Wrong(
                        "-1",
                        lambda n: 2 * n.e * -by_p(n, lambda m: m.p),
                        "A constant *term* vanishes; a constant *factor* stays.",
                    ),
                    Wrong(
                        "2",
                        lambda n: 2 * n.e * 2 * by_p(n, lambda m: m.p),
                        "The minus before the term got lost.",
                    ),
                ),
            ),
        ),
        Step(
            "Put the numbers together",
            "p has slope 1 in p; 2 · (−2) = −4",
            "The slope is −4 times what is still missing: the larger the miss, the steeper.",
            _OUTSIDE,
            _ANSWER,
            Gap(
                "-4",
                (
                    Wrong(
                        "-2",
                        lambda n: -2 * n.e,
                        "One 2 comes from the square, another one from 2p.",
                    ),
                    Wrong(
                        "4",
                        lambda n: 4 * n.e,
                        "The inner function falls while p rises: its slope is −2, not 2.",
                    ),
                ),
            ),
        ),
    ),
)

SQUARE_IN_P = Route(
    "The squared miss",
    "course",
    "From the outside in, then term by term.",
    (SQUARED_MISS,),
)
