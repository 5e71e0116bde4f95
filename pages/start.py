"""The welcome page: what Downhill is, where to begin, and how to use it."""

import streamlit as st

from pages._kit import lesson
from pages._kit.parts import start
from pages._kit.stage.live import lab

lesson.begin("start")

if lesson.opening():
    with lesson.beside("land") as scene:
        lesson.title()
        st.markdown(
            "You rate a few films, and a program guesses what you would say about thousands of "
            "others. It has seen none of them, and it knows nothing of history or romance. All it "
            "does is walk **downhill**: it looks at its mistakes, finds the direction in which "
            "they shrink fastest, takes a small step, and looks again."
        )
        with scene:
            lab(start.THROW, key="start_land", height=520, autoplay=True)
        st.markdown(
            "**Click on the land, or drag across it.** A handful of balls is let go there. They "
            "see no map. Each feels the slope under it, steps against it, and that is the whole "
            "method."
        )
        st.markdown(
            "This course takes the walk apart. It begins with the slope of a line and ends with a "
            "recommender that you train yourself. Whatever moves on these pages is computed as "
            "you look, by the code that is printed on them; nothing is a recording."
        )

if lesson.section("For whom, and how long"):
    st.markdown(
        "You need school algebra: letters for numbers, brackets, the graph of a line. You need no "
        "calculus; the first two chapters build what is used. Each lesson takes twenty minutes "
        "to half an hour, more if you solve its task. Nothing has to be installed, nobody asks "
        "who you are, and what you answer stays in this browser."
    )

if lesson.section("The way down"):
    start.path()
    lesson.forget_button("start")

if lesson.section("How to use it"):
    st.markdown(
        "- **Guess first.** Many figures ask what you expect before they answer. *Show me* is "
        "always beside the question; but a guess that was wrong is what one remembers.\n"
        "- **Move one control at a time**, and watch what follows: the picture, and the numbers "
        "under it. Every control is in the address of the page, so a link shows others exactly "
        "what you see.\n"
        "- **Play, pause, and go back.** Each run is kept from its first step: drag its time line "
        "in either direction.\n"
        "- **Teaching?** *Present*, at the top of each lesson, puts it on the wall step by step."
    )

if lesson.section("Four sources, and their mistakes"):
    st.markdown(
        "The course grew out of four texts on one algorithm. They agree on the mathematics and on "
        "hardly a letter, and each has slips, as everything has that people write down. We show "
        "the right version, and now and then a wrong one for you to find. These are the four, and "
        "the names they go by from here on."
    )
    start.sources()

lesson.end(
    points=(
        "Learning, here, means making one number smaller: the error.",
        "The slope says which way is down; the learning rate says how far to step.",
        "Everything else is finding the slope.",
    ),
    question="So what is a slope?",
)
