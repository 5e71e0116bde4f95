"""What is said about a guess once the outcome is known; pure functions of words and numbers."""

from pages._kit.text import with_unit


def gap_in_words(value: str | float | None, truth: str | float, unit: str = "") -> str:
    """What lies between a guess and the outcome, in a sentence that suits names and clauses.

    Examples
    --------
    >>> gap_in_words(3.0, 2.5, "stars")
    'You said 3 stars; it is 2.5 stars. That is 0.5 too high.'
    >>> gap_in_words("it circles", "it climbs, faster and faster")
    'You said “it circles”. The answer is “it climbs, faster and faster”.'
    >>> gap_in_words("zero", "zero"), gap_in_words(None, "The notes’.")
    ('You said “zero”, and that is right.', 'The answer is “The notes’”.')
    """
    if isinstance(truth, str):
        return _in_quotes(None if value is None else str(value), truth)
    shown = with_unit(truth, unit)
    if not isinstance(value, int | float):
        return f"It is {shown}."
    said = with_unit(value, unit)
    if said == shown:
        return f"You said {said}, and so it is."
    direction = "high" if value > truth else "low"
    gap = with_unit(abs(value - truth))
    return f"You said {said}; it is {shown}. That is {gap} too {direction}."


def _in_quotes(value: str | None, truth: str) -> str:
    if value is None:
        return f"The answer is {_quoted(truth)}."
    if value == truth:
        return f"You said {_quoted(value)}, and that is right."
    return f"You said {_quoted(value)}. The answer is {_quoted(truth)}."


def _quoted(words: str) -> str:
    return f"“{words.removesuffix('.')}”"
