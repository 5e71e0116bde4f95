"""What the lesson asks, with a reason for each answer."""

from mf_core.jobs import Job
from pages._kit.parts.overfitting import searches

WHERE = "Where will the lowest error of the 36 runs lie?"
LITTLE = "k = 3 and λ = 0.05: little freedom, cheaply paid"
PLACES = {
    "k = 16 and λ = 0: most freedom": "Sixteen factors learn the noise as well, and nothing "
    "charges them for it.",
    "k = 16 and λ = 0.4: most freedom, dearly paid": "With such a λ the factors cannot grow at "
    "all. What is left is little more than mean and biases.",
    LITTLE: "Three tastes were planted. Three factors hold them, and a small λ keeps the noise "
    "out.",
    "k = 1 and λ = 0: one taste, free": "One factor has no room for the other two tastes.",
}

CHOSEN_BY = {
    "The training error": "It falls in nearly every epoch and with every factor. Chosen by it, "
    "the largest model wins, trained for ever.",
    "The validation error": "Nothing was trained on these ratings, so they can tell learning from "
    "memory. By choosing, we use them up: the best of many is a little lucky.",
    "The test error": "Then nothing is left that nobody has chosen by, and no number on the page "
    "would be honest any more.",
}
BY_VALIDATION = "The validation error"

PER_RATING = {
    "Those of all users alike": "A bias charged λ for each of its n ratings comes to rest at "
    "n/(n + nλ) = 1/(1 + λ) of its mean: the same share for one rating and for a thousand.",
    "Those of users with few ratings most": "So it is when λ is charged *once per user*: n/(n + "
    "β). Charged once per rating, the charge grows with n just as the pull of the data does.",
    "Those of users with many ratings most": "Those are visited more often, and pulled by their "
    "data just as much more often. The two cancel.",
}
ALIKE = "Those of all users alike"


def is_first(job: Job[searches.Watch]) -> bool:
    """Whether a search went through the map the question is about."""
    return job.order.watch.plan == next(iter(searches.PLANS.values()))
