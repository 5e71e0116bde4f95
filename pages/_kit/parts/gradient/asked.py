"""What the lesson on gradients asks, and the reason behind each answer."""

# --- gates: option → what is said to whoever chose it

ALONG = "along (6, −4), both slopes at once"
STEEPEST = {
    "straight along x, since 6 is more than 4": "Along x it rises by 6 per unit. Turning a "
    "little towards −y adds more than the turn costs: the best mixture gives 7.21.",
    ALONG: "Along (6, −4), at −33.7°, it rises by √(6² + 4²) = 7.21 per unit: more than along "
    "either axis.",
    "along (6, 4), sizes without their signs": "In y the slope is −4: towards +y f *falls*. The "
    "best direction goes towards −y.",
}

SADDLE_PLACE = "a place that goes up one way and down another"
PLACES = {
    "a minimum: zero slope means lowest": "Zero slope is what a minimum needs, but "
    "it is not enough. Along y the ground falls away on both sides.",
    "level ground: f does not change around it": "It is level only at first, for an infinitely "
    "short step. Any real step along x rises, any along y falls.",
    SADDLE_PLACE: "A minimum for x alone, a maximum for y alone: a **saddle**.",
}

LONG_STEP = (
    "With a long step, another direction wins. Is the arrow wrong?",
    "Move $h$ to 2: the dotted curve of real steps has its peak elsewhere. “Steepest” is a promise "
    "about the next moment, per unit of length; it says nothing about the ground further on. This "
    "is why gradient descent takes *small* steps, and then looks again.",
)

# --- quizzes: the question, option → reason, and the right option. Options are written without
# TeX: a formula by itself would be a label without a name.

SIGN_QUIZ = (
    "At (1, 1) you take a tiny step in the direction of $+y$. What does f do?",
    {
        "It rises.": "$3x^2$ would rise with $x$; but $x$ is frozen. Only $-2y^2$ moves.",
        "It falls.": "$\\partial f/\\partial y = -4y = -4$ there: the minus sign says downhill.",
        "It stays: $y$ is frozen.": "While one looks along $y$, it is $x$ that is frozen.",
    },
    "It falls.",
)

LIFTED_QUIZ = (
    "Drag y with y frozen: the cut sinks, its slope stays. Why? Because …",
    {
        "… a slope is measured at one point.": "True, but the slope stays at *every* x, along the "
        "whole cut.",
        "… −2y² is one number for the whole cut.": "It is added at every x alike, so it moves "
        "both ends of a rise by the same height. What is left of it in f(x + h) − f(x) is 0.",
        "… f does not contain y.": "It does. But while the cut is walked along, y does not move.",
    },
    "… −2y² is one number for the whole cut.",
)

RIGHT_ANGLE_QUIZ = (
    "The arrow meets its contour line at a right angle, because …",
    {
        "… along the line the slope is 0, and ∇f · d is 0 only at right angles.": "On a contour "
        "line the height does not change. So ∇f · d = 0 there, and two arrows with the dot "
        "product 0 stand at right angles.",
        "… the axes are at right angles.": "Turn both axes by 30° and the arrow still crosses the "
        "line at a right angle.",
        "… this surface is symmetric.": "It holds on every surface with a gradient, symmetric or "
        "not.",
    },
    "… along the line the slope is 0, and ∇f · d is 0 only at right angles.",
)

PARTIAL_QUIZ = (
    "What is $\\partial f/\\partial x_1$?",
    {
        "2x": "Which $x$? There are four of them, and only $x_1$ is being moved.",
        "2x₁": "Only $x_1^2$ contains $x_1$; the other three terms are constants and die.",
        "2xᵢ": "The letter $i$ lives inside the sum and counts from 1 to 4. Outside it means "
        "nothing: here $i$ is 1.",
        "2x₁ + x₂² + x₃² + x₄²": "The other three do not move while $x_1$ moves. They are "
        "constants, and the slope of a constant is 0, not the constant.",
    },
    "2x₁",
)

CURLY_QUIZ = (
    "Somebody walks so that $y = x$ all the time. Then $f = 3x^2 - 2x^2 = x^2$, and along the walk "
    "f changes by $2x$ per unit of x. Yet with $y$ frozen the slope is $6x$. Which sign stands for "
    "the $6x$?",
    {
        "∂f/∂x": "The round ∂ says: all other variables are frozen. The "
        "straight d would let $y$ move along, and gives $6x - 4y = 2x$ on this walk.",
        "df/dx": "The straight d follows everything that depends on $x$. If $y$ moves with $x$, "
        "that is $6x - 4y \\cdot 1 = 2x$.",
        "δf/δx": "The Greek δ is taken: in physics it stands for a small variation "
        "of a whole curve. It is not a partial derivative.",
    },
    "∂f/∂x",
)

# --- what later lessons ask again: the key of a quiz → its question, options and answer

ASKED = {
    "gradient_sign": SIGN_QUIZ,
    "gradient_partial": PARTIAL_QUIZ,
    "gradient_curly": CURLY_QUIZ,
}
