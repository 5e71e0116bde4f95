"""What a lesson asks: predictions before the outcome, quizzes, and tasks with a target."""

from pages._kit.questions.drawn import level, place, sketch
from pages._kit.questions.gates import Guess, gap, predict, predict_number, predict_sign
from pages._kit.questions.quizzes import answered, note_task, quiz, show_task, task
from pages._kit.questions.reasons import because
from pages._kit.questions.said import gap_in_words

__all__ = [
    "Guess",
    "answered",
    "because",
    "gap",
    "gap_in_words",
    "level",
    "note_task",
    "place",
    "predict",
    "predict_number",
    "predict_sign",
    "quiz",
    "show_task",
    "sketch",
    "task",
]
