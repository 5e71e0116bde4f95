"""Where the 2 of the square went: every source's step and rate, and how far each moves a factor."""

from mf_core.derivation import Numbers
from mf_core.notation import DIALECTS, FORMULAS, printed_rate_in, render, step_coefficient
from mf_core.saying import number
from pages._kit.text import short, table

IN_THE_RATE = "In the learning rate: its λ is twice the rate of that loss."
WHERE_THE_TWO_WENT = {
    "It was forgotten, so its steps are half as long.": "A forgotten 2 would show in the table: "
    "the last column would differ. It is the same.",
    IN_THE_RATE: "A constant times a rate is a rate. One half of λ is the rate of Σe², the whole "
    "of λ is what is printed.",
    "It cancels against the ½ of the loss.": "So it does in this course. But the transcript’s "
    "loss is Σe², without any ½ to cancel against.",
}


def rates(numbers: Numbers) -> str:
    """Every source's loss, printed step and rate, and how far they move this factor: a table."""
    rows = []
    for key, source in DIALECTS.items():
        own = numbers._replace(dialect=key)
        rate = printed_rate_in(key, numbers.eta, numbers.n_ratings)
        moved = step_coefficient(key, rate, numbers.n_ratings) * float(own.e * own.q)
        scale = (render("<scale>", key).strip() or "1").replace("|", r"\vert ")
        # Without colours: those of the roles are made for large formulas, not for small print.
        step = render(FORMULAS["step, user"], key, roles=False)
        rows.append((source.title, f"${scale}$", f"${step}$", short(rate), number(moved, 4)))
    head = ("source", "before $e^2$", "printed step", "printed rate", "the factor moves by")
    return table(head, rows, "lclrr")
