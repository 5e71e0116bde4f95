"""The welcome page: what Downhill is, where to begin, and how to use it."""

import streamlit as st

from mf_core.figures.descent_map import descent_map
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend
from pages._kit import course, lesson, memory, panels
from pages._kit.stage import stage

lesson.begin("start")
lesson.title()

if lesson.opening():
    st.markdown(
        "You rate a few films, and a program guesses what you would say about thousands of "
        "others. It has seen none of them, and it knows nothing of history or romance. All it "
        "does is walk **downhill**: it looks at its mistakes, finds the direction in which they "
        "shrink fastest, takes a small step, and looks again."
    )
    st.markdown(
        "This course takes that walk apart. It begins with the slope of a line and ends with a "
        "recommender trained, while you watch, on real ratings. Whatever moves on these pages is "
        "computed as you look, by the same code you can read beside it."
    )
    hills = SURFACES["four valleys"]
    walk = descend(hills, (-0.3, -0.6), OPTIMIZERS["plain"], 0.004, 60)
    with st.container(key="start_figure"):
        stage(
            descent_map(hills, walk),
            key="start_walk",
            start="first",
            autoplay=True,
            follow=False,
            fps=12,
        )
    panels.note(
        "Sixty steps downhill. Whoever walks here sees no map, only the slope under their feet."
    )


if lesson.section("The way down"):
    for chapter in course.COURSE:
        if chapter.lessons:
            st.markdown(f"### {chapter.name}")
        for one in chapter.lessons:
            st.page_link(one.file, label=f"**{one.title}** · {one.question}{memory.mark(one.slug)}")
    lesson.forget_button("start")

if lesson.section("How to use it"):
    st.markdown(
        "- **Guess first.** Many figures wait until you have said what you expect. That is "
        "where the learning happens.\n"
        "- **Move one control at a time**, and watch what follows. Every control is in the "
        "address of the page, so a link shows others exactly what you see.\n"
        "- **Play, pause, and go back.** Each run is recorded from its first step: drag its "
        "time line in either direction.\n"
        "- **Teaching?** *Present*, at the top of each lesson, shows one section per screen; "
        "Page Down reveals what is hidden and turns to the next."
    )

lesson.end(
    points=(
        "Learning, here, means making one number smaller: the error.",
        "The slope says which way is down; the learning rate says how far to step.",
        "Everything else is finding the slope.",
    ),
    question="So what is a slope?",
)
