"""Lesson: partial derivatives, the gradient they make, and why it points the steepest way up."""

import streamlit as st

from mf_core.slopes.calculus import directional_derivative
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.gradient import asked, of_four, point
from pages._kit.stage.live import lab

lesson.begin("gradient")

if lesson.opening():
    with lesson.beside("slices") as scene:
        lesson.title()
        with scene:
            frozen = controls.choose(
                "gradient", "frozen", "Freeze", ("y", "x"), format_func="{} stands still".format
            )
            lab(point.SLICES, key="gradient_slices", height=340, columns=2, frozen=frozen)
        st.markdown(r"""
        The last page could not say what the slope of $5x + 6y$ is. On a hillside “the slope” has no
        meaning until you say **which way you face**.

        So face along one axis. Hold $y$ still: the surface is cut open, and the edge of the cut is
        an ordinary curve of $x$, with an ordinary slope. Then turn, and hold $x$ still instead. Two
        old questions have taken the place of the new one, and both were answered two pages ago.

        Take $f(x, y) = 3x^2 - 2y^2$ and stand at $x = 1$, $y = 1$. With $y$ frozen at 1 it is
        $3x^2 - 2$: the rule for powers gives $6x$, and the $-2$ gives nothing. With $x$ frozen it
        is $3 - 2y^2$, with the slope $-4y$. So the ground rises by 6 per unit towards $+x$ and
        falls by 4 per unit towards $+y$. These are the **partial derivatives**, partial because
        each knows one direction only:
        """)
        panels.formula(
            r"\gradient{\frac{\partial f}{\partial x} = 6x} \qquad "
            r"\gradient{\frac{\partial f}{\partial y} = -4y}"
        )
        st.markdown(r"""
        The round ∂ is read “partial”, or “del”: “partial f by partial x”. It says that *everything
        else stands still*. Drag the frozen variable: the cut rises or sinks as a whole, and its
        slope does not change. A number added to a curve lifts it and tilts nothing.
        """)
        questions.quiz("gradient_sign", *asked.SIGN_QUIZ)
        questions.quiz("gradient_lifted", *asked.LIFTED_QUIZ)
        earlier.ask("gradient")

if lesson.section("Two slopes make an arrow"):
    with lesson.beside("arrows") as scene:
        st.markdown(r"""
        Two numbers are awkward to carry about. Write both slopes under each other and they become
        one thing: the **gradient**, written $\nabla f$ and read “gradient of f”, or “nabla f” after
        the harp whose shape it has.

        It is no number. It is an arrow, another one at every point. **Drag the point over the
        map.** A **contour line** joins places of equal height, as on a hiking map; where lines
        crowd, the ground is steep. The dashed legs are the two partial derivatives, the arrow is
        what they add up to. Its length is written with two bars, $\lVert \nabla f \rVert$, and
        Pythagoras gives it from the legs.
        """)
        with scene:
            lab(point.ARROWS, key="gradient_arrows", height=440)
        st.markdown(r"""
        Two things can be seen wherever you drag. The arrow crosses its contour line **at a right
        angle**, and it is long where the lines crowd. Neither is an accident, and one argument
        explains both. (The arrow is drawn at a tenth of its length, the small ones smaller still.
        The hollow diamond in the middle comes later.)
        """)

if lesson.section("Any other way is two legs"):
    with lesson.beside("legs") as scene:
        st.markdown(r"""
        Nobody has to walk along an axis. Face any way you like: call the direction $d$ and make it
        of length 1. At the angle α it is made of two legs, $\cos\alpha$ along x and $\sin\alpha$
        along y. How fast does f rise that way?

        Walk the legs instead of the arrow. For a tiny step $h$ the first leg is $h\cos\alpha$ long
        and lifts you by $6 \cdot h\cos\alpha$, because 6 is the slope along x. The second leg
        brings $-4 \cdot h\sin\alpha$. You arrive at the same place, so you have risen by the same
        height. Add the two, and divide by $h$:
        """)
        panels.formula(r"""\begin{aligned} \frac{\text{rise}}{h} &= 6\cos\alpha - 4\sin\alpha \\ &=
            \frac{\partial f}{\partial x}\, d_x + \frac{\partial f}{\partial y}\,
            d_y = \gradient{\nabla f} \cdot d \end{aligned}""")
        with scene:
            lab(point.LEGS, key="gradient_legs", height=340, columns=2, x=1.0, y=1.0)
        st.markdown(r"""
        Multiply in pairs and add: this is called the **dot product**, written with a dot. Remember
        its shape. Two chapters on, the same sum of products will be what a recommender predicts.

        The price of the argument is the word *tiny*. On the second leg the slope along y is no
        longer read at the point where you stood, and the surface bends meanwhile. As $h$ shrinks,
        so does that error; in the limit the two lines are exact.
        """)

if lesson.section("Why the arrow points the steepest way up"):
    with lesson.beside("dial") as scene:
        st.markdown(r"""
        Stand at (1, 1) again, where $\nabla f = (6, -4)$. Every direction has its slope,
        $6\cos\alpha - 4\sin\alpha$. Which one is largest?
        """)
        guess = questions.predict(
            "gradient_dial",
            "In which direction does f rise fastest?",
            tuple(asked.STEEPEST),
            reasons=asked.STEEPEST,
        )
        with scene:
            view = "gradient" if guess else "hidden"
            lab(point.DIAL, key="gradient_dial", height=340, columns=2, x=1.0, y=1.0, view=view)
        if guess:
            questions.gap(guess, asked.ALONG)
            st.markdown(r"""
            The dashed curve is the slope in every direction. It is highest **along the gradient**,
            lowest exactly opposite, and it passes through zero at right angles to it: there f does
            not change, so that is where the contour line runs. This is the right angle you saw on
            the map. The height of the peak is $\lVert \nabla f \rVert$, so a longer arrow means
            steeper ground, and contour lines closer together. **Downhill is minus uphill.**
            """)
            questions.quiz("gradient_right_angle", *asked.RIGHT_ANGLE_QUIZ)
            panels.odd(*asked.LONG_STEP)
    st.markdown(r"""
    The slope in a direction, as it is computed for the dial. It divides by $\lVert d \rVert$, so
    that only the direction of $d$ counts and not its length:
    """)
    panels.formula_and_code(directional_derivative)

if lesson.section("Where the arrow vanishes"):
    with lesson.beside("saddle") as scene:
        st.markdown(r"""
        Now stand at (0, 0). Both partial derivatives are zero there, $6 \cdot 0$ and $-4 \cdot 0$,
        so the gradient is the zero vector: there is no arrow. In one variable a flat place was a
        minimum, a maximum, or neither. Here?
        """)
        guess = questions.predict(
            "gradient_saddle",
            "What kind of place is (0, 0)?",
            tuple(asked.PLACES),
            reasons=asked.PLACES,
        )
        if guess:
            questions.gap(guess, asked.SADDLE_PLACE)
            with scene:
                lab(point.FLAT, key="gradient_saddle", height=340, columns=2)
            st.markdown(r"""
            The slope is 0 in *every* direction. A real step tells more: towards 0° and 180° the
            ground rises, towards ±90° it falls. **A zero gradient is a flat spot, not a promise of
            a minimum.** Saddles will come back: with all its numbers at zero, a recommender stands
            on one, and learns nothing.
            """)

if lesson.section("More variables than one can draw"):
    st.markdown(r"""
    A recommender for a thousand people and films has thousands of variables. Nothing changes,
    except that nobody can draw it. Take four. The sign Σ, a Greek S, says “add up”: one term for
    each i from 1 to 4.
    """)
    panels.formula(of_four.SUM)
    questions.quiz("gradient_partial", *asked.PARTIAL_QUIZ)
    st.markdown(r"""
    To differentiate by one variable, **grey out every term that does not contain it**. What is grey
    is constant, and the slope of a constant is 0. The whole derivation of matrix factorization will
    be this gesture.
    """)
    number = controls.choose(
        "gradient", "variable", "Differentiate by", (1, 2, 3, 4), format_func=of_four.variable
    )
    panels.formula(of_four.grey_out(number))
    st.markdown(r"""
    All four together are the gradient, $\nabla f = (2x_1, 2x_2, 2x_3, 2x_4)$: a function that hands
    you a *vector*, a list of numbers, at each point. It has a direction and a length as before:
    $\lVert \nabla f \rVert$ is the root of the sum of the squares. Evaluate it at one point.
    """)
    of_four.typed_gradient("gradient_typed")
    st.markdown(r"""
    Who learnt calculus in one variable writes $df/dx$. The slides write $df/dx$ on one line and
    $\delta f/\delta x$ on the next, and mean the same by both. There is a real difference between a
    straight d and a round one:
    """)
    questions.quiz("gradient_curly", *asked.CURLY_QUIZ)

if lesson.section("Your turn"):
    with lesson.beside("task") as scene:
        st.markdown(r"""
        The arrow is hidden this time, and you stand at (−1, 1.5). Compute the gradient on paper
        first; then the dial is one turn.
        """)
        with scene:
            lab(point.TURN, key="gradient_turn", height=340, columns=2)

lesson.end(
    points=(
        "A partial derivative ∂f/∂x is an ordinary slope with every other variable frozen.",
        "The gradient collects the partial derivatives. The slope in a direction d of length 1 is "
        "∇f · d: largest along the gradient, zero along the contour line.",
        "A zero gradient is a flat spot: a minimum, a maximum, or a saddle.",
    ),
    question="If minus the gradient is the steepest way down, how far should one step?",
)
