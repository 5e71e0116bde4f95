"""The steps of the batch route: by which rule a line follows from the last, what tempts."""

from mf_core.derivation.batch import sides
from mf_core.derivation.numbers import entries_by_p
from mf_core.derivation.record import Gap, Step, Wrong

STEPS = (
    Step(
        "Outside first, in every term",
        "sum rule and chain rule",
        "Every observed rating contributes twice its error times the slope of its error.",
        sides.START,
        sides.CHAINED,
        Gap(
            r"<e:v,i>\, <by_p:u,f> <e:v,i>",
            (
                Wrong(
                    "<by_p:u,f> <e:v,i>",
                    lambda n: (
                        2 * n.scale * float((n.M * entries_by_p(n, lambda m: m.errors)).sum())
                    ),
                    "The slope of x² is 2x: the error itself has to stay.",
                ),
                Wrong(
                    r"<e:v,i>^2\, <by_p:u,f> <e:v,i>",
                    lambda n: (
                        2
                        * n.scale
                        * float((n.M * n.errors**2 * entries_by_p(n, lambda m: m.errors)).sum())
                    ),
                    "The exponent came down as the 2; it does not stay up as well.",
                ),
            ),
        ),
    ),
    Step(
        "The ratings stand still",
        "the slope of a constant is 0",
        "In each error only the prediction can move.",
        sides.CHAINED,
        sides.PREDICTED,
        Gap(
            "<rhat:v,i>",
            (
                Wrong(
                    "<r:v,i>",
                    lambda n: (
                        n.slope * float((n.M * n.errors * entries_by_p(n, sides.ratings)).sum())
                    ),
                    "The ratings are data; it is the prediction that depends on the factors.",
                ),
                Wrong(
                    "<rhat:v,i>^2",
                    lambda n: (
                        n.slope
                        * float(
                            (
                                n.M
                                * n.errors
                                * entries_by_p(n, lambda m: sides.predictions(m) ** 2)
                            ).sum()
                        )
                    ),
                    "The square has been dealt with one line above.",
                ),
            ),
        ),
    ),
    Step(
        "Sort the ratings by user",
        "a sum may be split",
        "First the ratings of the user in question, then those of everybody else.",
        sides.PREDICTED,
        sides.BY_USER,
        Gap(
            r"<v> \neq <u>",
            (
                Wrong(
                    r"\text{all } <v>",
                    lambda n: (
                        n.slope
                        * (
                            float(sides.row(n) @ sides.slopes(n)[n.u])
                            + float((n.M * n.errors * sides.slopes(n)).sum())
                        )
                    ),
                    "Then the user in question would be counted a second time.",
                ),
                Wrong(
                    "<v> = <u>",
                    lambda n: n.slope * 2 * float(sides.row(n) @ sides.slopes(n)[n.u]),
                    "These ratings are in the first sum already; the second is for the others.",
                ),
            ),
        ),
    ),
    Step(
        "Only this user matters",
        "the slope of a constant is 0",
        "Nobody else’s prediction contains this user’s factor: the sum shrinks to one row.",
        sides.BY_USER,
        sides.ONE_USER,
        Gap(
            sides.MINE,
            (
                Wrong(
                    sides.EVERY_ITEM,
                    lambda n: n.slope * float(n.errors[n.u] @ sides.slopes(n)[n.u]),
                    "Items the user never rated have no error; an empty cell is not a zero.",
                ),
                Wrong(
                    rf"\tfrac{{1}}{{<n_rated:u>}} {sides.MINE}",
                    lambda n: (
                        n.slope * float(sides.row(n) @ sides.slopes(n)[n.u]) / sides.n_rated(n)
                    ),
                    "Terms that are 0 leave a sum; nobody divides by how many are left.",
                ),
            ),
        ),
        (sides.OTHERS,),
    ),
    Step(
        "Only this factor matters",
        "constant factor; all other products have slope 0",
        "Of the k products in a prediction one contains the factor in question; its partner stays.",
        sides.ONE_USER,
        sides.ONE_FACTOR,
        Gap(
            "<q:i,f>",
            (
                Wrong(
                    r"\sum_{<g>=1}^{<k>} <q:i,g>",
                    lambda n: n.slope * float(sides.row(n) @ n.Q.sum(axis=1)),
                    "The other factors of the user are frozen: their products have slope 0.",
                ),
                Wrong(
                    "<p:u,f>",
                    lambda n: n.slope * float(sides.row(n).sum() * n.p),
                    "The variable goes, its coefficient stays.",
                ),
            ),
        ),
    ),
    Step(
        "Tidy up",
        "arithmetic",
        "One constant in front, and for each rated item its error times its factor.",
        sides.ONE_FACTOR,
        sides.TIDY,
        Gap(
            sides.TIDY.tex,
            (
                Wrong(
                    rf"<climb>{sides.MINE} <e:u,i>\,<q:i,f>",
                    lambda n: -n.slope * float(sides.row(n) @ n.Q[:, n.f]),
                    "The sign got lost: if all predictions are too low, more of the factor must "
                    "make the loss smaller.",
                ),
                Wrong(
                    rf"<slope>{sides.MINE} <e:u,i> \cdot {sides.MINE} <q:i,f>",
                    lambda n: n.slope * float(sides.row(n).sum() * (n.M[n.u] * n.Q[:, n.f]).sum()),
                    "A sum of products is not the product of the sums.",
                ),
            ),
        ),
    ),
    Step(
        "Let the mask choose",
        "a factor 1 keeps a term, a factor 0 removes it",
        "The sum may now run over all items: what was not rated is multiplied by 0.",
        sides.TIDY,
        sides.MASKED,
        Gap(
            r"<m:u,i>\,<e:u,i>",
            (
                Wrong(
                    r"\left( <e:u,i> - <m:u,i> \right)",
                    lambda n: n.slope * float((n.errors[n.u] - n.M[n.u]) @ n.Q[:, n.f]),
                    "Subtracting the mask changes every observed error and keeps the missing ones.",
                ),
                Wrong(
                    r"\left( 1 - <m:u,i> \right) <e:u,i>",
                    lambda n: n.slope * float(((1 - n.M[n.u]) * n.errors[n.u]) @ n.Q[:, n.f]),
                    "This keeps exactly the items that were *not* rated.",
                ),
                Wrong(
                    "<e:u,i>",
                    lambda n: n.slope * float(n.errors[n.u] @ n.Q[:, n.f]),
                    "Without the mask every empty cell counts as a rating of 0.",
                ),
            ),
        ),
    ),
    Step(
        "Row times column",
        "definition of the matrix product",
        "A row of masked errors times a column of item factors: one entry of a matrix product.",
        sides.MASKED,
        sides.ENTRY,
        Gap(
            "<EQ_entry:u,f>",
            (
                Wrong(
                    r"((<Error>) <Q_right>)_{<u>,<f>}",
                    lambda n: n.slope * sides.entry(n, n.errors),
                    "The mask is missing: this multiplies the empty cells too.",
                ),
                Wrong(
                    "(<M> <Q_right>)_{<u>,<f>}",
                    lambda n: n.slope * sides.entry(n, n.M),
                    "The mask says which ratings count, not how wrong they are.",
                ),
            ),
        ),
    ),
)
