"""The running text of the toy lesson; where it names a number, the number is computed."""

import numpy as np

from mf_core.datasets import Dataset
from mf_core.saying import number
from pages._kit.text import esc_md, paragraphs
from pages._kit.toy import facts, runs, trust

_FIRST = (
    f"η = {number(runs.KNOBS.eta, 1)}, λ = {number(runs.KNOBS.lam, 1)}, k = {runs.SETUP.k}, "
    f"seed {runs.SEED}"
)

START = (
    "Nothing is known about taste at first, so every cell is predicted as the mean μ of the "
    "ratings plus a little noise. What is predicted before any taste is called the **baseline**. "
    "Here it is μ alone; the next lesson adds a **bias** for each user and each film: how far "
    "their ratings usually lie above or below the mean."
)

EPOCH = (
    "An **epoch** visits every training rating once. The order is drawn anew each time, which is "
    "why the method is called **stochastic** gradient descent: each step follows the slope of one "
    "rating, picked by chance, and not that of all together. A single step may be wrong for the "
    "others. Many of them together go downhill. That is also how neural networks are trained: one "
    "loss, many numbers, small steps."
)

VISIT = (
    "The visit does what you did by hand two lessons ago. It predicts, takes the difference to "
    "the rating, and moves both rows so that the product comes closer, seldom all the way: at "
    "η = 0.1 most residuals shrink and stay. Going all the way would please this one rating and "
    "undo what the others asked for. Users take their turn in random order; the ratings of one "
    "user are visited one after the other, which learns as well and spares the computer the search."
)

HELD_OUT = (
    "Does a small error on the training ratings mean a good prediction for the empty cells? It "
    "cannot tell: these ratings had their say in every factor. The honest test is a rating that "
    "training never saw. So leave one out, train on the other ratings, predict it; then the "
    "same with the next one, until each was left out once. The RMSE over all of them is an error "
    "that nobody could learn by heart."
)

THREE_PARTS = (
    "That is why ratings are divided into three. The **training** ratings move the factors. The "
    "**validation** ratings are looked at while one chooses k, λ and when to stop. The **test** "
    "ratings are looked at once, at the very end, and only reported. A number one has chosen by "
    "is no longer honest: take the best of sixty epochs on four ratings, and you have chosen the "
    "luckiest epoch. On this page the ratings left out serve as validation; there is no test "
    "part, because so few ratings are not enough for three."
)

TURNED = (
    "Turn the whole map, or stretch one direction for the users and shrink it for the films. "
    "Everybody moves, and **no prediction changes**. So “factor 1” is not “history”. What means "
    "something is the dot product: the direction of a film as seen from a user, and both lengths. "
    "It is not the distance. The nearest film need not be the one predicted best, and a stretch "
    "changes who is near. With λ > 0 not every such table costs the same: J charges for "
    "lengths, so it allows the turn and forbids the stretch."
)

INVERSE = (
    "A is any table of k × k numbers that can be undone. A⁻¹ undoes it, and A⁻ᵀ is that table "
    "mirrored along its diagonal: whatever A does to the users, the other one does the reverse "
    "of to the films, and the product stays."
)

FULL_TABLE = (
    "Suppose everybody had seen everything. We fill the holes with half stars near what a trained "
    "run predicts: made up, but full. For a full table mathematics has an answer without any "
    "walking. The **singular value decomposition** writes it as a sum of products of one column "
    "and one row, the strongest first. Keep the first k, and no other table made of k such "
    "products, none of **rank** k, has a smaller error. Gradient descent knows nothing of this. "
    "Where does it arrive?"
)

FUNK = (
    "On a full table both lead to the same place, at different speed. But the decomposition needs "
    "every cell, and our table has holes; for known cells alone there is no such formula, and "
    "filling holes with zeros answers another question. In 2006 Simon Funk simply "
    "walked downhill on the known cells of a film contest, and kept the name: FunkSVD. It is "
    "gradient descent for the goal the SVD has on a full table, and the reason the lecture "
    "transcript starts from the SVD."
)

TASK = (
    "Choose k, λ and η for ratings you have not seen. The dotted line is what the mean alone "
    "achieves. The solid curve is the training error, the dashed one the error on ratings left "
    "out, each of them once. Every change trains as many runs as there are ratings, so the answer "
    "comes when you let go."
)


def counted(data: Dataset) -> str:
    """How many cells are known, and how many numbers two factors have to learn from them."""
    n_users, n_items = data.ratings.n_users, data.ratings.n_items
    n = data.ratings.values.size
    return (
        f"{n} of {n_users * n_items} cells are known. Two factors for each user and each film are "
        f"{2 * (n_users + n_items)} numbers to learn from them."
    )


def on_the_map(data: Dataset) -> str:
    """What happens on the map while it learns."""
    run = runs.by_epochs(data, runs.KNOBS.eta, runs.KNOBS.lam, runs.SETUP.k, runs.SEED)
    size = np.linalg.norm(run.recording.Q, axis=2).mean(axis=1)
    return (
        f"Play it from the start and look at the map. With {_FIRST} most of them begin near the "
        f"middle, where no taste can be told: a film is {number(size[0])} √star from it on "
        f"average. Then they leave in different directions, to {number(size[-1])} √star on "
        "average. Ratings are measured in stars, and a product of two factors must come out in "
        "stars, so a factor counts in roots of stars. Most users end up pointing to the films they "
        "like."
    )


def setbacks(data: Dataset) -> str:
    """Two things that look wrong and are not: a residual that grows, an error that rises."""
    found = facts.early_walk(data)
    run = runs.by_epochs(data, runs.KNOBS.eta, runs.KNOBS.lam, runs.SETUP.k, runs.SEED)
    rmse = run.recording.train_rmse
    if not (found.finite and found.grew):
        return "Downhill is a direction on average, not a promise for each step."
    user, item = (esc_md(name) for name in (data.user_names[found.u], data.item_titles[found.i]))
    return paragraphs(
        f"Must a visit shrink its residual? In the first twelve epochs of {_FIRST} there are "
        f"{found.visits} visits, and **{found.grew}** of them make it larger. In "
        f"visit {found.visit} that of {user} and *{item}* goes from "
        f"{number(found.before, 3, sign=True)} to {number(found.after, 3, sign=True)}. Where the "
        "residual is almost zero, the error has nothing left to ask for, and λ alone pulls the "
        "factors towards zero.",
        f"Must the error fall in every epoch? Over {rmse.size - 1} epochs it rose in "
        f"**{facts.risen(rmse)}**. With a rate that stays, the ratings visited last have the last "
        "word, and the next epoch another few. A smaller η makes the quarrel smaller, and slower.",
    )


def overfitting(data: Dataset) -> str:
    """The lesson of the ratings left out, with its numbers."""
    found = facts.left_out(data, **trust.whole(runs.OVERLEARNS))
    lowest = int(np.argmin(found.left_rmse))
    low, high, n = facts.spread_of_luck(data)
    first = runs.by_epochs(data, runs.KNOBS.eta, runs.KNOBS.lam, runs.SETUP.k, runs.SEED)
    rises = found.left_rmse[-1] > found.left_rmse[lowest]
    why = (
        f"and ends at {number(found.left_rmse[-1])}, while the training error keeps going down, to "
        f"{number(found.train_rmse[-1])}. That is **overfitting**: from some epoch on, the run "
        "learns these ratings and no longer the taste behind them."
        if rises
        else f"where it ends; the training error ends at {number(found.train_rmse[-1])}. If the "
        "first went up again while the second went on down, that would be **overfitting**: "
        "learning these ratings and no longer the taste behind them."
    )
    return paragraphs(
        f"With k = 2 and λ = 0.2 the error on ratings left out falls to "
        f"{number(found.left_rmse[lowest])} stars in epoch {lowest} {why} The mean of the others, "
        f"without any factor, misses by {number(found.mean_rmse)}.",
        f"And one small group held out tells little. On the {first.test.values.size} of the first "
        f"figure the same settings end anywhere from {number(low)} to {number(high)} stars, over "
        f"seeds 0 to {n - 1}.",
    )


def other_starts(data: Dataset) -> str:
    """Why equal, tiny and huge starts do what they do, with the numbers of the runs."""
    found = {name: run.recording.train_rmse for name, run in runs.started(data).items()}
    tiny, huge = found["tiny, σ = 0.001"], found["huge, σ = 3"]
    waits = int(np.argmax(tiny < 0.99 * tiny[0]))
    dies = (
        f"it diverges within {huge.size} epochs"
        if not np.isfinite(huge[-1])
        else f"it ends at {number(huge[-1])} stars"
    )
    return paragraphs(
        "**All 0.1** moves, and still ends higher: "
        f"{number(found['all 0.1'][-1])} against {number(found['random, σ = 0.3'][-1])} stars. "
        "Equal columns get equal gradients at every visit and stay equal for ever. Two equal "
        "columns are worth one: that is a table of **rank 1**, however large k is.",
        f"**Tiny** starts beside the saddle. The gradient is there, but it is a residual times a "
        f"tiny number, so for {waits} epochs nothing is seen to happen. Each step makes the "
        "factors larger by about the same share, hence the next step too: at last it falls, and "
        f"ends at {number(tiny[-1])}.",
        f"**Huge** starts at {number(huge[0])} stars of error, and {dies}. Its steps are large "
        "residuals times large factors, far beyond the rate that this slope bears. Small and "
        "random is not a habit; it is what is left.",
    )
