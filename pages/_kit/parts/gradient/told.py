"""The running text of the lesson on gradients, section by section, in Markdown."""

OPENING = r"""
The last page could not say what the slope of $5x + 6y$ is. On a hillside “the slope” has no
meaning until you say **which way you face**.

So face along one axis. Hold $y$ still: the surface is cut open, and the edge of the cut is an
ordinary curve of $x$, with an ordinary slope. Then turn, and hold $x$ still instead. Two old
questions have taken the place of the new one, and both were answered two pages ago.

Take $f(x, y) = 3x^2 - 2y^2$ and stand at $x = 1$, $y = 1$. With $y$ frozen at 1 it is
$3x^2 - 2$: the rule for powers gives $6x$, and the $-2$ gives nothing. With $x$ frozen it is
$3 - 2y^2$, with the slope $-4y$. So the ground rises by 6 per unit towards $+x$ and falls by 4
per unit towards $+y$. These are the **partial derivatives**, partial because each knows one
direction only:
"""

PARTIALS = r"""\gradient{\frac{\partial f}{\partial x} = 6x} \qquad
\gradient{\frac{\partial f}{\partial y} = -4y}"""

ROUND_D = r"""
The round ∂ is read “partial”, or “del”: “partial f by partial x”. It says that *everything
else stands still*. Drag the frozen variable: the cut rises or sinks as a whole, and its slope
does not change. A number added to a curve lifts it and tilts nothing.
"""

ARROWS = r"""
Two numbers are awkward to carry about. Write both slopes under each other and they become one
thing: the **gradient**, written $\nabla f$ and read “gradient of f”, or “nabla f” after the harp
whose shape it has.

It is no number. It is an arrow, another one at every point. **Drag the point over the map.** A
**contour line** joins places of equal height, as on a hiking map; where lines crowd, the ground
is steep. The dashed legs are the two partial derivatives, the arrow is what they add up to. Its
length is written with two bars, $\lVert \nabla f \rVert$, and Pythagoras gives it from the legs.
"""

ARROWS_SEEN = r"""
Two things can be seen wherever you drag. The arrow crosses its contour line **at a right
angle**, and it is long where the lines crowd. Neither is an accident, and one argument explains
both. (The arrow is drawn at a tenth of its length, the small ones smaller still. The hollow
diamond in the middle comes later.)
"""

LEGS = r"""
Nobody has to walk along an axis. Face any way you like: call the direction $d$ and make it of
length 1. At the angle α it is made of two legs, $\cos\alpha$ along x and $\sin\alpha$ along y.
How fast does f rise that way?

Walk the legs instead of the arrow. For a tiny step $h$ the first leg is $h\cos\alpha$ long and
lifts you by $6 \cdot h\cos\alpha$, because 6 is the slope along x. The second leg brings
$-4 \cdot h\sin\alpha$. You arrive at the same place, so you have risen by the same height. Add
the two, and divide by $h$:
"""

DOT = r"""\begin{aligned} \frac{\text{rise}}{h} &= 6\cos\alpha - 4\sin\alpha \\
&= \frac{\partial f}{\partial x}\, d_x + \frac{\partial f}{\partial y}\, d_y
= \gradient{\nabla f} \cdot d \end{aligned}"""

DOT_SAID = r"""
Multiply in pairs and add: this is called the **dot product**, written with a dot. Remember its
shape. Two chapters on, the same sum of products will be what a recommender predicts.

The price of the argument is the word *tiny*. On the second leg the slope along y is no longer
read at the point where you stood, and the surface bends meanwhile. As $h$ shrinks, so does that
error; in the limit the two lines are exact.
"""

STEEPEST = r"""
Stand at (1, 1) again, where $\nabla f = (6, -4)$. Every direction has its slope,
$6\cos\alpha - 4\sin\alpha$. Which one is largest?
"""

STEEPEST_SEEN = r"""
The dashed curve is the slope in every direction. It is highest **along the gradient**, lowest
exactly opposite, and it passes through zero at right angles to it: there f does not change, so
that is where the contour line runs. This is the right angle you saw on the map. The height of
the peak is $\lVert \nabla f \rVert$, so a longer arrow means steeper ground, and contour lines
closer together. **Downhill is minus uphill.**
"""

VANISHES = r"""
Now stand at (0, 0). Both partial derivatives are zero there, $6 \cdot 0$ and $-4 \cdot 0$, so
the gradient is the zero vector: there is no arrow. In one variable a flat place was a minimum, a
maximum, or neither. Here?
"""

VANISHES_SEEN = r"""
The slope is 0 in *every* direction. A real step tells more: towards 0° and 180° the ground
rises, towards ±90° it falls. **A zero gradient is a flat spot, not a promise of a minimum.**
Saddles will come back: with all its numbers at zero, a recommender stands on one, and learns
nothing.
"""

FOUR = r"""
A recommender for a thousand people and films has thousands of variables. Nothing changes, except
that nobody can draw it. Take four. The sign Σ, a Greek S, says “add up”: one term for each i from
1 to 4.
"""

FOUR_GREY = r"""
To differentiate by one variable, **grey out every term that does not contain it**. What is grey
is constant, and the slope of a constant is 0. The whole derivation of matrix factorization will
be this gesture.
"""

FOUR_ALL = r"""
All four together are the gradient, $\nabla f = (2x_1, 2x_2, 2x_3, 2x_4)$: a function that hands
you a *vector*, a list of numbers, at each point. It has a direction and a length as before:
$\lVert \nabla f \rVert$ is the root of the sum of the squares. Evaluate it at one point.
"""

CURLY = r"""
Who learnt calculus in one variable writes $df/dx$. The slides write $df/dx$ on one line and
$\delta f/\delta x$ on the next, and mean the same by both. There is a real difference between a
straight d and a round one:
"""

CODE = r"""
The slope in a direction, as it is computed for the dial. It divides by $\lVert d \rVert$, so that
only the direction of $d$ counts and not its length:
"""

TURN = r"""
The arrow is hidden this time, and you stand at (−1, 1.5). Compute the gradient on paper first;
then the dial is one turn.
"""
