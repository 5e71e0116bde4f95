"""Lesson: the reader writes the two lines of the update rule, and they are run and judged."""

import streamlit as st

from mf_core.kernels.lines import lines_visit, worked_out
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.your_rule import check, lines, others, run, verdict
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("your_rule")

if lesson.opening():
    with lesson.beside("run") as scene:
        lesson.title()
        st.markdown(
            "You have seen the update rule derived, taken apart and let loose. Now the page is "
            "empty, and you write it. A visit hands you the error and the two old numbers; you "
            "hand back the two new ones. Write them as you would on paper: `p + η e`, or "
            "`p + eta*e`. At present both stay where they are, and so does the error."
        )
        rule = lines.write()
        verdict.understood(rule)
        with st.container(horizontal=True):
            lines.fill("Write it for me")
            lines.fill("Start again", *run.NOTHING)
        lines.letters()
        with scene:
            view = controls.choose(
                "your_rule", "view", "Seen as", tuple(run.VIEWS), format_func=run.view_title
            )
            lab(
                run.RUN,
                key="your_rule_run",
                height=400,
                clock="Epoch",
                fps=12,
                p=rule.p.text,
                q=rule.q.text,
                view=view,
            )
    st.markdown(
        "Your lines never become Python. They are cut into letters and signs, ordered as one "
        "works them out by hand, and this loop reads them from left to right, at every visit:"
    )
    panels.formula_and_code(worked_out)

rule = lines.written()

if lesson.section("A nudge cannot read"):
    with lesson.beside("check") as scene:
        if lesson.presenting():
            rule = lines.write()
        st.markdown(
            "A spelling can be judged by a teacher. A rule can be judged without one. Take a model "
            "that has been trained for a few epochs. Visit one of its ratings, nudge one factor a "
            "little, and look how the loss of that rating changes: that is the slope, and minus η "
            "times it is the step it asks for. Then let your lines make theirs. Each dot is one "
            "factor at one rating, and a right rule has all of them on the dashed line. Yours is:"
        )
        verdict.read(rule)
        guess = questions.predict(
            "your_rule_shape",
            "Somebody writes e p for e q, the error times its *own* factor. Where do the dots lie?",
            tuple(check.SHAPES),
        )
        with scene:
            lab(
                check.CHECK,
                key="your_rule_check",
                height=400,
                p=rule.p.text,
                q=rule.q.text,
            )
    if guess is not None:
        questions.gap(guess, check.found(check.OWN_FACTOR))
        for column, (which, one) in zip(st.columns(3), check.SHAPES.items(), strict=True):
            with column:
                stage(check.shape(which), key=f"your_rule_shape_{one.key}", height=300)
        st.markdown(
            "Three slips, three pictures: *minus for plus*, *a 2 too much*, *its own factor*. The "
            "first two still know the direction, if only backwards or too far, and lie on a line. "
            "The third follows something else than the slope. You need not find the slip to see "
            "that there is one, and which kind to look for."
        )

if lesson.section("The old p or the new one?"):
    with lesson.beside("orders") as scene:
        st.markdown(
            "On paper both lines happen at once. In a program one comes first, and if p is "
            "overwritten before q reads it, q follows the *new* p. Write `p'` for p in your second "
            "line and you have that program: a slip that no reader sees, for the lines look right."
        )
        guess = questions.predict(
            "your_rule_order",
            "What does it do to the curve, with η = 0.1?",
            others.ORDERS_TOLD,
        )
        with scene:
            if guess is None:
                panels.note("The curves come with your guess.")
            else:
                lab(others.ORDERS, key="your_rule_orders", height=400, clock="Epoch", fps=12)
        if guess is not None:
            questions.gap(guess, others.order_found(0.1))
            st.markdown(
                "That is why nobody notices. Now drag η up. At 0.3 the course’s rule still learns, "
                "and the other one is gone: the new p has already answered the error, and q "
                "answers it a second time. A slip that hides at small steps is still a slip."
            )
    panels.formula_and_code(lines_visit)

if lesson.section("Rules of your own"):
    with lesson.beside("others") as scene:
        if lesson.presenting():
            rule = lines.write()
        st.markdown(
            "The gradient says where downhill is. How far to go is yours to decide. Let the rate "
            "fade with the epochs t, and the last visits stop quarrelling. Keep only the sign of "
            "the step, and a loud rating counts no more than a quiet one. Clip it, and nothing can "
            "run away so easily. Keep half of the last step, v, and the walk "
            "gathers speed. A button writes such a rule into your fields."
        )
        with st.container(horizontal=True):
            lines.fill("Fading", *others.OTHERS_LINES[others.FADING])
            lines.fill("Only the sign", *others.OTHERS_LINES[others.SIGN])
            lines.fill("Clipped", *others.OTHERS_LINES[others.CLIPPED])
            lines.fill("Momentum", *others.OTHERS_LINES[others.MOMENTUM])
        with scene:
            lab(others.OTHERS, key="your_rule_others", height=400, clock="Epoch", fps=12)
        questions.show_task(others.settles(rule.p.text, rule.q.text))

lesson.end(
    points=(
        "A rule is two lines: the old value, plus η times the error times the *other* factor, less "
        "η times λ times the factor itself. Every letter has its reason, and every slip its "
        "picture.",
        "A nudge judges a rule without reading it: the steps lie on the line of the slope, or they "
        "do not.",
        "Both lines read the old p. Whoever reads the new one has another method, and with small "
        "steps never notices.",
    ),
    question="Does it still work with a hundred thousand ratings?",
)
