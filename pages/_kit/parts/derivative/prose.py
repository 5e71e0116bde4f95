"""The running text of the lesson on the derivative, in the order of its sections."""

TWO_POINTS = """
A tangent touches a curve at one point, but rise over run needs two. The way out is one of the
best ideas in mathematics: take two points, and let them meet.

Begin by hand, on $f = 3x^2$ at $x = 1$, where $f = 3$. One step to the right, f is 12. The line
through both points is called a **secant**, and its slope is $(12 - 3)/1 = 9$. Too crude: on the
way the curve has bent. Take half a step: $(6.75 - 3)/0.5 = 7.5$. A tenth: 6.3. A hundredth: 6.03.
These numbers are on their way to somewhere, and one can guess where: to 6.

Now drag **Δ**, the distance of the two points. The lower plot is a microscope that always shows
three Δ of the curve. Nothing happens to the curve; it is only enlarged. But the bend goes out of
the picture, until curve and secant cannot be told apart. **Close up, a smooth curve is a straight
line**, and a line has a slope.

Not every curve does us this favour. |x| keeps its corner under any microscope, and so it has no
slope at 0.
"""

TOO_STEEP = """
At x = 1 the secants run towards 6. Lay a line with exactly that slope through the point, and you
have the tangent. A secant is only an estimate of it: with Δ = 1 its slope is 9, too steep by 3.
"""

EXACTLY_3_DELTA = """
Drag Δ, or the point along the curve. In the lower plot the slopes of all secants with this Δ form
a line beside f′, at the same distance everywhere: **the error is exactly 3Δ**. The lines under the
figure say why. The two 3x² cancel, one Δ divides out, and what is left is 6x and 3Δ.

This is what one wants of an estimate: that it can be wrong, but only by an amount one knows.
"""

LIMIT = """
For every Δ that is not zero, the secant’s slope is 6x + 3Δ. We may not *put in* Δ = 0 at the
beginning: that would be 0/0, which can be any number. So we simplify first, and then ask which
number is approached as Δ shrinks. It is called the **limit**, *lim* for short; what shrinks is
written below:
"""

LIMIT_FORMULA = (
    r"\begin{aligned} \gradient{f'(x)} &= "
    r"\lim_{\Delta \to 0} \frac{f(x+\Delta) - f(x)}{\Delta} \\[0.5em]"
    r" &= \lim_{\Delta \to 0} \,(6x + \residual{3\Delta}) = \gradient{6x} \end{aligned}"
)

LIMIT_READ = """
Say: “the limit, as Δ goes to 0, of …”. Δ never arrives at 0, and it need not. The limit is not the
slope of a last secant, for there is none. It is the number to which they come as close as you like,
once Δ is small enough.

Here are two lines of this calculation as the slides have them. Each contains a mistake.
"""

IN_THE_PROGRAM = """
In the program Δ is called h, and it cannot go to 0 either. It stops at a small number, and a small
error remains. This line has computed every secant above:
"""

AT_A_POINT = """
The limit was taken once, for all x. To know the slope at some x, put that x into f′. For $3x^2$ we
have $f' = 6x$, and that is all the work there is:
"""

CUBE = """
Was x² a lucky case? Take x³, and go through the same lines. The only labour is to multiply out:
$(x+\\Delta)^3 = x^3 + 3x^2\\Delta + 3x\\Delta^2 + \\Delta^3$.
"""

CUBE_COUNTED = """
The two x³ cancel, one Δ divides out, and whatever still holds a Δ vanishes in the limit. But why
3x²? $(x+\\Delta)^3$ is three brackets, multiplied. A single Δ can be taken from the first, the
second or the third of them, and the other two then give x². That makes x²Δ, three times.

With n brackets there are n places to take the Δ from, and n − 1 brackets left to give an x. **This
is the whole power rule.** One thing is lost: the error of the secant, 3xΔ + Δ², is no longer
the same at every x. Drag the point away from 0 and see.
"""

POWER = """
Nobody takes limits every time. For powers of x there is a rule: **the exponent comes down as a
factor, and one less of it stays above.** It holds for negative exponents as well, where there are
no brackets to count. Turn n through them and compare with the slope that is measured.
"""

NEGATIVE = """
Take the rule where it is easiest to slip. Each answer claims a slope at x = 1.5, and so a line
through that point; choose one, and see it drawn beside the curve.
"""

SQUARED_MISS = """
What this course has to make small is not a power of x. It is the square of a miss. Say a film got r
stars, and our prediction is 2p, where p is a number we may choose. The miss is r − 2p, its square

$$(r - 2p)^2$$

Try it by hand, with r = 5 and p = 1. The miss is 3, its square 9. Move p to 1.01, and the miss is
2.98, its square 8.8804. That is 0.1196 less for a step of 0.01: a slope of about −11.96. Four rules
find it exactly.

- **Constant.** What does not move has the slope 0.
- **Constant factor.** Twice a function is twice as steep.
- **Sum.** Over the same run two rises add up, so the slopes of the terms are added.
- **Chain.** If p moves a little, the miss moves −2 times as far. If the miss moves a little, its
  square moves 2 · 3 times as far. What is done one after the other is multiplied: −2 · 6 = −12,
  like two wheels of a gear.

Go through the lines, then fill the gaps yourself. The same lines come back in chapter 4, where they
train a recommender; only more letters will be in them.
"""

FLAT = """
All three curves have slope 0 at x = 0, and only one of them is lowest there. What tells them apart
is how they bend. A curve that bends upwards everywhere, so that it lies above each of its tangents,
is called **convex**. One that lies below each of them is **concave**. The first curve is convex,
the second concave, the third neither.
"""

BEND = """
A machine has no eyes for such a picture. It can ask for one number more: f′ is a function, so it
has a slope of its own. The **slope of the slope** is written f″, “f double prime”, and in this
course it is called the **curvature**. Where it is positive, the slope grows, and the curve bends
upwards; where it is negative, downwards. At a flat place, positive curvature means a minimum, at
least of what lies near, and negative curvature a maximum. If it is 0, nothing is decided, and one
has to look closer.

For 3x² the curvature is 6, everywhere. Remember that number: in chapter 2 the curvature will say
how long a step downhill may be before it does harm.

With two variables there is a fourth kind of flat place, the saddle: up one way, down the other. It
comes in the next chapter, and again when we learn from ratings.
"""

OWN = """
Type any function of x: `3x^2`, `sin(x)/x`, `|x-1|`, `2^-x`, `ln(x)`, `tan(x)`. Also `sigmoid(x)`,
which means $1/(1 + e^{-x})$: an S that climbs from 0 to 1, steepest in the middle. The formula of
the derivative comes from the rules of this page and a few more. Two close points, which know no
rule, check it.
"""
