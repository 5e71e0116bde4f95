"""The running text of the race; where it names a number, the runs have made it."""

from collections.abc import Mapping

from mf_core.saying import brief, number
from pages._kit.parts.race import clocks, racers
from pages._kit.parts.race.clocks import CLOCKS, EPOCHS, EVALUATIONS, WALL
from pages._kit.parts.race.racers import ALS, RACERS, K, Run

ON_THE_CLOCK = {
    EPOCHS.name: (
        "An **epoch** reads every rating once. It is what most papers put under their curves, and "
        "easy to count. What is done with a rating that has been read is not counted at all. "
        "FunkSVD moves one feature with it, the others all of them; ALS builds a whole system of "
        "equations. A pair of its half-steps reads every rating twice, so it counts as two."
    ),
    EVALUATIONS.name: (
        "A **gradient evaluation** is one slope at one rating: that of a single p or a single q. "
        "SGD, mini-batch and batch take two for each of the k factors, FunkSVD two in all. ALS "
        "takes none, so on this clock it would stand at zero for ever, which is no clock. We "
        "charge it one for every product it makes: k (k + 3) at each rating in a pair, for the "
        "equations, and some more to solve them. How long a slope takes is not counted: whether "
        "its numbers are at hand, or have to be fetched."
    ),
    WALL.name: (
        "**Milliseconds** count everything, and so they count the machine as well: its memory, its "
        "compiler, what else it does just now. Each racer ran three times; of every step the "
        "quickest counts. Sorting and shuffling before the start are on nobody’s clock, nor is "
        "measuring J. One core for all of them, and the plain loops this course prints; another "
        "program would give other times."
    ),
}

THREE_LINES = (
    "1. **Hold Q.** What is left of J is a bowl in the numbers of each user: convex, with one "
    "lowest point.\n"
    "2. **Solve.** Where a bowl is lowest can be computed: k equations in k unknowns for each "
    "user. There is no rate, and nobody walks.\n"
    "3. **Nobody waits.** The equations of one user do not contain those of another, so all can be "
    "solved at the same time. Then hold P, and do the same for every film."
)


CLAIM = (
    "One of our sources, the article, says why gradient descent is to be preferred: to alternate "
    "means to solve many separate problems, one for each user and one for each film, and that can "
    "be inefficient; gradient descent is one loop over all numbers. The loop it describes is that "
    "of *batch* gradient descent. Now there are runs to decide it."
)
CLAIM_QUESTION = f"At k = {K}: on how many of the three clocks is batch descent ahead of ALS?"


def opening() -> str:
    """Who starts, where, and where the finish is."""
    train, test = racers.parts()
    return (
        "SGD, batch gradient descent and FunkSVD you have met. Three more join them here, and "
        "one of these does not even walk: **ALS**, alternating least squares, of which more below. "
        f"All six start at the same random numbers, read the same {train.values.size:,} ratings "
        f"({test.values.size:,} are held out), and lower the same J with k = {K} and "
        f"λ = {brief(racers.LAM)}. The finish is 5 % above the lowest J we know: "
        f"{number(racers.finish(), 0)} star². Whoever has a rate runs at the one, of seven tried, "
        "that took it there in the fewest epochs."
    )


def field() -> str:
    """Who they are: what each of them does before it moves."""
    return "\n".join(
        f"- **{name}** {racer.sentence}"
        + (f" (η = {brief(racer.knobs.eta)})." if name != ALS else ".")
        for name, racer in RACERS.items()
    )


def verdict(race: Mapping[str, Run], k: int = K) -> str:
    """The article's claim, decided by the runs: its own way against ALS, clock by clock."""
    said = []
    for clock in CLOCKS:
        found = clocks.arrivals(clock, race, k)
        ahead = min("batch", ALS, key=lambda name: found[name])
        said.append(
            f"in {clock.name} batch descent needs {clocks.said(found['batch'])} and "
            f"ALS {clocks.said(found[ALS])}, so {ahead} is ahead"
        )
    winners = ", ".join(f"{clocks.first(clock, race, k)} in {clock.name}" for clock in CLOCKS)
    return f"With k = {k}, {'; '.join(said)}. The first of all six is {winners}."


def settled() -> str:
    """What follows for the article’s sentence."""
    train, _ = racers.parts()
    return (
        "So is one loop over everything more efficient? The article is right about the many "
        f"problems: {train.n_users + train.n_items} small ones in every pair of half-steps. But "
        "they are the easy ones: convex, solved in closed form, and all at the same time if you "
        "have the cores. The one big problem is not convex. ALS needs few looks at the ratings, "
        "and pays for each with work that grows with k²; gradient descent does little with each "
        "look, and looks again. Which is cheaper depends on what a look costs, on k, and on the "
        "machine. In general the sentence is not true. Ask with it: on which clock?"
    )
