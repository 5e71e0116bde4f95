"""What the course writes down: a line of JSON each, where whoever runs it asks for that."""

import json
import logging
import os
from datetime import UTC, datetime

OURS = ("downhill", "mf_core", "pages")


class JsonLines(logging.Formatter):
    """One object on one line: when, how bad, who says it, what, and what it is about.

    Never an address, a file's name or its content: nothing here leads to a student.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "by": record.name,
            "says": record.getMessage(),
            **vars(record).get("about", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def begin() -> None:
    """Write lines of JSON to the standard error if `DOWNHILL_LOG` is `json`."""
    if os.environ.get("DOWNHILL_LOG") != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in OURS:
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
