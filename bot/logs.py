"""One line an event on standard error: what happened, with ids and numbers; no token, no text of people."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TextIO
from uuid import UUID

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from bot.errors import Permanent, Refused, Transient

log: FilteringBoundLogger = structlog.get_logger()
"""`log.info("request_logged", request_id=…)`: an event in the past tense, then fields."""

MAX_FRAMES: Final = 30
MAX_CAUSES: Final = 5
MAX_ITEMS: Final = 20
MAX_PROSE: Final = 300

WITHHELD: Final = "[withheld]"
# Fields whose sentences are ours (or a library's, cut before it quotes anything). In every other field a
# string is kept only if it could be an id or a name in code: plain ASCII without blanks. So a field that
# somebody adds tomorrow cannot leak a message.
PROSE: Final = frozenset({"event", "why", "traceback"})
# fmt: off
PERSONAL: Final = frozenset({
    "alternative", "answer", "blocks", "body", "comment", "content", "display_name", "email", "first_name",
    "form", "message", "name", "note", "payload", "quote", "real_name", "sentence", "state", "text",
    "texts", "title", "user_name", "username", "value", "view",
})
# fmt: on
SECRET: Final = re.compile(r"authorization|cookie|credential|password|secret|signature|token", re.IGNORECASE)
CODE_LIKE: Final = re.compile(r"[\x21-\x7e]{0,200}")
SCRUBBED: Final = (
    (re.compile(r"xapp-[\w-]+|xox[a-z](?:[.-][\w.-]+)"), WITHHELD),
    (re.compile(r"(://)[^/@\s]+@"), rf"\1{WITHHELD}@"),
    (re.compile(r"(hooks\.slack(?:-gov)?\.com/)[^\s\"']+"), rf"\1{WITHHELD}"),
    (re.compile(r"(ticket=)[^&\s]+"), rf"\1{WITHHELD}"),
)

SUSPECT: Final = re.compile(r"xapp-|xox|://|slack|ticket=")


def configure(level: str = "info", *, readable: bool | None = None, stream: TextIO | None = None) -> None:
    """Send our events, and the libraries' warnings, to `stream` (standard error): JSON, or `readable`.

    Left out, `readable` means "if a person watches", that is if standard error is a terminal.
    """
    if readable is None:
        readable = sys.stderr.isatty()
    structlog.configure(
        processors=_processors(readable=readable),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Lines(stream),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [h for h in root.handlers if not isinstance(h, _Libraries)]
    root.addHandler(_Libraries())
    # Libraries tell of whole payloads below this level, so it holds even where ours is "debug".
    root.setLevel(logging.WARNING)


def _processors(*, readable: bool) -> list[Processor]:
    last: Processor = (
        structlog.dev.ConsoleRenderer(timestamp_key="at")
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _tell_failure,
        withhold,
        last,
    ]


def withhold(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of an event whatever could be a secret or a person's words."""
    for key, value in event.items():
        event[key] = _kept(key, value)
    return event


def _kept(key: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if _is_telling(key):
        return WITHHELD
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, list | tuple | set | frozenset):
        return [_kept(key, item) for item in list(value)[:MAX_ITEMS]]
    return _kept_string(key, _as_string(value))


@lru_cache(maxsize=512)
def _is_telling(key: str) -> bool:
    return key.lower() in PERSONAL or SECRET.search(key) is not None


def _as_string(value: object) -> str | None:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | UUID) else None


def _kept_string(key: str, value: str | None) -> str:
    if value is None:
        return WITHHELD
    if key not in PROSE and not CODE_LIKE.fullmatch(value):
        return WITHHELD
    if SUSPECT.search(value):
        for pattern, instead in SCRUBBED:
            value = pattern.sub(instead, value)
    return value if key != "why" else value[:MAX_PROSE]


def _tell_failure(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Say where it failed and by which exceptions, without their messages: those may quote people."""
    error = _error_of(event.pop("exc_info", None))
    if error is None:
        return event
    lines: list[str] = []
    event["failure"] = type(error).__name__
    event.setdefault("why", reason(error))
    cause: BaseException | None = error
    for _ in range(MAX_CAUSES):
        if cause is None:
            break
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)[-MAX_FRAMES:]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    event["traceback"] = "\n".join(lines)
    return event


def reason(error: BaseException) -> str | None:
    """The part of an exception that is safe to log: Slack's, the system's or our own name for it."""
    if isinstance(error, Permanent | Refused):
        return error.reason
    if isinstance(error, Transient):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror
    try:
        return str(error.response["error"])  # type: ignore[attr-defined] # SlackApiError, without importing it
    except (AttributeError, KeyError, TypeError):
        return None


def _error_of(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


class _Lines:
    """Writes to whatever standard error is at that moment, so that nobody holds on to a closed one."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        print(line, file=self._stream or sys.stderr, flush=True)

    debug = info = warning = warn = error = critical = fatal = exception = log = msg


class _Libraries(logging.Handler):
    """Brings the warnings of libraries into our log, cut where they begin to quote."""

    def emit(self, record: logging.LogRecord) -> None:
        log.log(
            record.levelno,
            "library_warned",
            library=record.name,
            why=re.split(r"[\n(\[{<\"'`]", _message(record), maxsplit=1)[0].strip(),
            exc_info=record.exc_info,
        )


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a library's own mistake in its format string must not stop us
        return str(record.msg)
