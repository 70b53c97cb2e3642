"""Logs that hold no content: the kind of an error and where in our code it arose, never its message or its variables.

An exception's message may quote what a person typed (a parser naming the value it could not read), so only the
exception's class and the places in the traceback are kept. Paths of requests are dropped too: they hold record ids.
"""

from __future__ import annotations

import html
import logging
import traceback
from types import TracebackType
from typing import Any


class Discreet(logging.Formatter):
    """Formats a record without arguments of requests, messages of exceptions or source lines."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(("django", "gunicorn")) and record.levelno >= logging.WARNING:
            status = getattr(record, "status_code", "")
            record = logging.makeLogRecord({**record.__dict__, "msg": f"request failed {status}".strip(), "args": None})
        return super().format(record)

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _error, trace = ei
        places = [
            f"{frame.name} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})"
            for frame in traceback.extract_tb(trace)
        ]
        return f"{kind.__name__ if kind else 'unknown'} in " + " < ".join(reversed(places))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name is logging's
        return ""


class DiscreetReporter:
    """In place of Django's report of a fault (settings, cookies, what was posted, every variable): kind and places only.

    Nothing asks for it as things stand: debugging is off and nobody is mailed. It is for the day that somebody attaches
    Django's own handler to the logs.
    """

    def __init__(
        self,
        request: Any,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ) -> None:
        self.is_email = is_email
        self._told = "a request failed"
        if exc_type is not None and exc_value is not None:
            self._told = Discreet().formatException((exc_type, exc_value, tb))

    def get_traceback_text(self) -> str:
        return self._told

    def get_traceback_html(self) -> str:
        return f"<p>{html.escape(self._told)}</p>"
