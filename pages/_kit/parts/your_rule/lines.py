"""The two fields a rule is typed in, and what may stand in them."""

from mf_core.rules import RIGHT, Rule, read_line_of_p, read_line_of_q, read_rule
from mf_core.slopes.formula import FormulaError
from pages._kit import lesson, panels, typed
from pages._kit.parts.your_rule.run import NOTHING
from pages._kit.text import table

P, Q = "your_rule_p", "your_rule_q"
_LETTERS = (
    ("$e_{ui}$", "e", "the error of this rating, before the step"),
    ("$p_{uf},\\ q_{if}$", "p, q", "the factor of the user, of the film, before the step"),
    ("$p'_{uf}$", "p′ or p'", "the *new* p; in the second line only"),
    ("η, λ", "eta, lambda", "the rate and the charge, from the sliders"),
    ("$r_{ui}$, μ", "r, mu", "the rating, and the mean of all ratings"),
    ("t, n", "t, n", "how many epochs are over, and which visit this is"),
    ("v", "v", "by how much this very factor moved at its last visit"),
)


def write() -> Rule:
    """Ask for both lines; of a line that cannot be read, the last good one stays."""
    return Rule(
        typed.typed_line(P, "new p =", NOTHING[0], read_line_of_p),
        typed.typed_line(Q, "new q =", NOTHING[1], read_line_of_q),
    )


def written() -> Rule:
    """Both lines as they stand, where the fields are not drawn."""
    try:
        return read_rule(typed.kept(P, NOTHING[0]), typed.kept(Q, NOTHING[1]))
    except FormulaError:  # of a link somebody has mistyped
        return read_rule(*NOTHING)


def fill(label: str, p: str = RIGHT.p.text, q: str = RIGHT.q.text) -> None:
    """A button that writes two lines into the fields; the browser's Back undoes it."""
    lesson.preset(label, **{P: p, Q: q})


def letters() -> None:
    """What may stand in a line, folded away."""
    panels.odd(
        "Which letters are there?",
        table(("letter", "type", "what it is"), _LETTERS)
        + "\n\nBeside them numbers, + − · / ^, brackets, abs, sign, sqrt, exp, ln, tanh. Each line "
        "is worked out for every factor f of the two rows.",
    )
