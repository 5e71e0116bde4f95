"""Lesson: the landscape of the loss, with its saddle, its valleys and its many minima."""

import streamlit as st

from mf_core.objective import loss
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import earlier, loss_surface
from pages._kit.stage.live import lab

lesson.begin("loss_surface")

if lesson.opening():
    with lesson.beside("ridge") as scene:
        lesson.title()
        earlier.ask("loss_surface")
        st.markdown(
            "The toy has 32 numbers to choose, so its J is a landscape over 32 directions. Nobody "
            "can draw that. But one can shrink the problem until it fits on a map: **one user, one "
            "film, one rating of 4 stars, one factor on each side**, and no price for length. Only "
            "p and q are left, and the prediction is their product."
        )
        panels.formula(
            r"\begin{gathered} (4 - \user{p}\,\item{q})^2, \qquad \residual{e} = 4 - "
            r"\user{p}\,\item{q} \\ \gradient{\nabla} = "
            r"\big(-2\,\residual{e}\,\item{q},\; -2\,\residual{e}\,\user{p}\big) \end{gathered}"
        )
        st.markdown(
            "Try it by hand. At (1, 1) the prediction is 1 and the loss (4 − 1)² = 9. At (2, 2) it "
            "is 0: solved. At (1, 4) it is 0, too, and at (4, 1), and at (−2, −2). So there is not "
            "one minimum but **two whole curves**, the two branches of the hyperbola pq = 4: p and "
            "q can share the rating in any way.\n\n"
            "And at (0, 0)? Each slope is the residual times the *other* number. Both numbers are "
            "0, so both slopes are, and the ground is level, although the loss is 16 and nothing "
            "is explained. You have met such a place before: a saddle."
        )
        with scene:
            guess = questions.place(
                "loss_surface_ridge",
                "A walk downhill begins at p = 1.5, q = −1.5 (the dot) and takes the steepest "
                "way down in small steps. Click where it ends.",
                loss_surface.still(),
                truth=loss_surface.end_of(*loss_surface.ASKED),
                unit="√star",
                height=400,
            )
    if guess is not None:
        st.markdown(
            "Here is that walk, on the map and on the same land as a block one can turn. The line "
            "p = −q is a **ridge**: the ground falls to both sides alike, so the steepest way down "
            "runs along it, straight into the saddle, and every step gets shorter. It arrives "
            "where nothing is explained, and stays.\n\n"
            "Now press *A hair beside it*. One hundredth of a √star, and the walk leaves the ridge "
            "just before the saddle and finds a minimum."
        )
        with lesson.wide("valley"):
            lab(loss_surface.VALLEY, key="loss_surface_valley", columns=2, height=360)
        st.markdown(
            "The ridge is infinitely thin, so a random start is never on it. But near the saddle "
            "all slopes are small, and a tiny start takes long to leave. That is why one begins "
            "with small random numbers: not too small, and never exactly zero.\n\n"
            "Which minimum is found? Both slopes carry the same e, so in small steps p² − q² "
            "hardly changes: p gains from q as q gains from p. Read it below the map. **The start "
            "decides**, and no rating has a say in it.\n\n"
            "*Far out* and *Far out, fast* begin at one point and end far apart. Across the "
            "valley, at right angles to the curve of minima, the ground bends by 2(p² + q²): "
            "strongly at the far ends of the hyperbola, least where p = q. A rate above "
            "1/(p² + q²) is beyond the edge there; the walk bounces from wall to wall until it "
            "finds flatter ground. A large rate *chooses* balanced factors."
        )
        questions.quiz("loss_surface_small", *loss_surface.SMALL_START)
        questions.quiz("loss_surface_convex", *loss_surface.CONVEX)

if lesson.section("Any two numbers of the model"):
    with lesson.beside("two") as scene:
        st.markdown(
            "Back to the whole toy. Freeze 30 of its 32 numbers where training has left them; J in "
            "the other two *can* be drawn. Here λ = 0: the data alone. The cross marks the lowest "
            "point, the ring where training ended. They differ, because training moved all 32 at "
            "once, and paid λ for their length, which usually keeps the ring nearer to zero.\n\n"
            "In each single number J is a parabola, for a residual contains it once and is "
            "squared. What matters is how two of them go together. Try the four pairs. Do the "
            "ellipses stand upright or lean? If they lean, the best value of one number depends on "
            "where the other stands. The measure of it is the **mixed curvature**: how much the "
            "slope along the first changes for one step of the second."
        )
        with st.container(horizontal=True):
            for name, (one, other) in loss_surface.PAIRS.items():
                lesson.preset(name, loss_surface_a=one, loss_surface_b=other)
        with scene:
            with st.container(horizontal=True):
                names = loss_surface.entries()
                a = controls.choose("loss_surface", "a", "First number", names)
                b = controls.choose("loss_surface", "b", "Second number", names, default=1)
            if a == b:
                panels.refuse("These are one and the same number. Choose two different ones.")
            else:
                lab(loss_surface.TWO, key="loss_surface_two", height=360, a=a, b=b)
        questions.quiz("loss_surface_apart", *loss_surface.APART)
        st.markdown(
            "So the landscape is not one valley but many, tied together wherever a rating ties a "
            "user to a film. It is **not convex**, and nobody can promise the lowest point of all. "
            "Yet it is tame: what stops a walk here is a saddle, thin and easy to leave, and the "
            "many minima of one branch are equally good."
        )
    st.markdown(
        "Every height on these maps is computed by the J of the last page, called with all but "
        "two of its numbers frozen:"
    )
    panels.formula_and_code(loss)

if lesson.section("Your turn: choose the minimum"):
    with lesson.beside("task") as scene:
        st.markdown(
            "Every point of the hyperbola explains the rating equally well, and the start decides "
            "which one a walk finds. Find a start that leads to an unbalanced minimum: most of the "
            "rating carried by p. Drag the dot, and think of p² − q² before you do."
        )
        with scene:
            lab(loss_surface.CHOOSE, key="loss_surface_task", height=420)

lesson.end(
    points=(
        "The loss of a factorization has a saddle at zero and whole curves of minima: the best P "
        "and Q are never unique.",
        "It is not convex in P and Q together, but a plain parabola in every single number.",
        "Numbers that share no rating do not feel each other; numbers that meet bend the ground "
        "together.",
    ),
    question="Which way is downhill for a single one of these numbers?",
)
