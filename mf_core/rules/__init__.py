"""Update rules as readers type them: read, compiled, and told what they do."""

from mf_core.rules.rule import (
    RIGHT,
    Rule,
    letters_at,
    read_line_of_p,
    read_line_of_q,
    read_rule,
)

__all__ = ["RIGHT", "Rule", "letters_at", "read_line_of_p", "read_line_of_q", "read_rule"]
