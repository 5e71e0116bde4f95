"""What the lesson on descent asks, and the reason behind each answer."""

CLIMBS = "it climbs, faster and faster"
SIGNS = {
    "it comes to the minimum from the other side": "A walk that adds the gradient goes *with* it "
    "from the first step, and the gradient points uphill.",
    CLIMBS: "Each step lands where it is steeper, so the next one is longer: on this bowl every "
    "step multiplies the distance by 1.2.",
    "it circles at the same height": "To stay level one would have to walk at a right angle to "
    "the gradient.",
}

ASCENT_QUIZ = (
    "In the transcript one reads: “… where is the x that has the smallest value, *or the "
    "largest value if we’re doing gradient descent*.” What should the last words be?",
    {
        "gradient ascent": "Against the gradient: descent, to a smallest value. Along it: ascent, "
        "to a largest. Same arrow, other sign.",
        "stochastic gradient descent": "“Stochastic” means that each step looks at a part of the "
        "data. It still goes down.",
        "nothing: descent finds both": "Descent goes against the gradient, and f falls. It cannot "
        "find a top, except by standing on it from the start.",
    },
    "gradient ascent",
)

RATE_QUIZ = (
    "The transcript writes the step as θₙ = θₙ₋₁ **+** ∇loss. The sign is one slip. What else is "
    "missing?",
    {
        "A learning rate.": "The gradient is a slope, not a distance. On x² + 10y², a whole "
        "gradient per step (η = 1) is ten times beyond what the walls allow.",
        "A square.": "The loss has been squared already; the gradient is taken as it is.",
        "Nothing.": "Then every step would have η = 1. On x² + 10y² that walk leaves the map at "
        "once: 1 − 1 · 20 = −19.",
    },
    "A learning rate.",
)

ADDS_UP_QUIZ = (
    "The ball is quicker along the valley than across it, because …",
    {
        "… the slope along the valley is larger.": "It is smaller, by far: that is why plain "
        "descent crawls there.",
        "… along the valley all pushes agree, across it they alternate.": "What is kept of the "
        "last move has the same sign as the new push along x, and mostly the opposite one along y.",
        "… β is larger for x than for y.": "There is one β for both. Only the signs of the slopes "
        "differ.",
    },
    "… along the valley all pushes agree, across it they alternate.",
)

TIRES_QUIZ = (
    "With η = 0.5 AdaGrad’s rates fall from step to step, because …",
    {
        "… the ground becomes flatter.": "The slopes do shrink. But the rate is what they are "
        "multiplied by, and it falls even where the slope stays the same.",
        "… s only grows.": "Every square is added and none is taken away. On equal slopes the rate "
        "falls like 1/√t.",
        "… η falls.": "η is fixed. It is divided by a root that grows.",
    },
    "… s only grows.",
)

SADDLE_ODD = (
    "On the saddle, it first walks straight towards the middle. Why?",
    "Started almost on the ridge (y = 0.01), it feels only the slope along x and comes to the "
    "saddle as if to a minimum. There the gradient is nearly zero, and it hesitates for many "
    "steps. But each step multiplies the tiny y by 1 + 4η, and in the end it slides off. Set y to "
    "exactly 0 and it stays for ever.",
)

FASTEST_ODD = (
    "Why is the fastest rate not just below the edge?",
    "Just below the edge the walk jumps from wall to wall and hardly loses height: along y each "
    "step multiplies by almost −1. The best rate balances the two directions, 1 − 2η against "
    "20η − 1: for many steps that is η = 2/(2 + 20) ≈ 0.091. For a finite target and this start, "
    "the search may find one a little beside it.",
)

ADAM_ODD = (
    "Adam is everybody’s favourite. Why is it so slow here?",
    "Adam and RMSProp divide by the size of recent slopes: η is then roughly the *length of a "
    "step*, not a factor of the slope. So it is for AdaGrad at its first step only; later ones "
    "shrink, because its sum of squares never does. With one rate for all, theirs is far too small "
    "here. Look at the last column, or raise η until the first three have left the map.",
)

# --- what later lessons ask again: the key of a quiz → its question, options and answer

ASKED = {
    "descent_ascent": ASCENT_QUIZ,
    "descent_rate": RATE_QUIZ,
}
