"""What is logged, and what never is."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
from slack_sdk.errors import SlackApiError

from bot import logs
from bot.errors import Permanent, Transient
from bot.logs import WITHHELD, log

SENTENCE = "Which rate applies to the Oslo contract?"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    logs.configure("info", readable=False, stream=stream)
    return stream


def last(lines: io.StringIO) -> dict[str, Any]:
    return json.loads(lines.getvalue().splitlines()[-1])


def test_an_event_is_one_line_of_json_with_its_instant_in_utc(lines: io.StringIO) -> None:
    log.info("request_logged", request_id=142, person="p-7")

    event = last(lines)
    at = datetime.fromisoformat(event.pop("at"))
    assert at.utcoffset() == timedelta(0)
    assert event == {"event": "request_logged", "level": "info", "request_id": 142, "person": "p-7"}


def test_what_is_below_the_level_is_not_written(lines: io.StringIO) -> None:
    log.debug("looked_again")

    assert lines.getvalue() == ""


@pytest.mark.parametrize("field", ["text", "blocks", "quote", "title", "name", "view", "payload", "anything"])
def test_what_people_wrote_is_withheld_whatever_the_field_is_called(lines: io.StringIO, field: str) -> None:
    log.info("x", **{field: SENTENCE})
    log.info("x", **{field: [{"type": "section", "text": SENTENCE}]})
    log.info("x", **{field: {"nested": SENTENCE}})
    log.info("x", **{field: "給与はいくらですか"})

    assert SENTENCE not in lines.getvalue()
    assert "給" not in lines.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234-abcd",
        "xoxp-12-34",
        "xoxe.xoxb-1-abc",
        "xoxe-1-abc",
        "xapp-1-A1-2-ff",
        "https://hooks.slack.com/commands/T1/397/96rGlf",
    ],
)
def test_a_token_is_never_written_not_even_inside_a_sentence(lines: io.StringIO, secret: str) -> None:
    log.info("x", why=f"invalid_auth for {secret} again", url=secret, items=[secret])

    assert secret.rsplit("/", 1)[-1] not in lines.getvalue()
    assert last(lines)["why"].startswith("invalid_auth for ")


def test_passwords_in_addresses_and_secret_fields_are_withheld(lines: io.StringIO) -> None:
    log.info("x", database="postgresql://svar:hunter2@db/svar", signing_secret="s3cr3t", app_token="t0k3n")

    event = last(lines)
    assert event["database"] == f"postgresql://{WITHHELD}@db/svar"
    assert event["signing_secret"] == event["app_token"] == WITHHELD


def test_numbers_instants_and_lengths_are_kept(lines: io.StringIO) -> None:
    log.info("x", seconds=timedelta(minutes=2), due_at=datetime(2026, 11, 26, tzinfo=UTC), ok=True, none=None)

    event = last(lines)
    assert (event["seconds"], event["ok"], event["none"]) == (120.0, True, None)
    assert event["due_at"] == "2026-11-26T00:00:00+00:00"


def test_a_failure_tells_where_it_happened_but_not_what_it_quoted(lines: io.StringIO) -> None:
    try:
        int({}.get(SENTENCE, SENTENCE))
    except ValueError as error:
        error.__cause__ = KeyError(SENTENCE)
        log.exception("handler_failed")

    event = last(lines)
    assert SENTENCE not in lines.getvalue()
    assert event["failure"] == "ValueError"
    assert "KeyError" in event["traceback"]
    assert "test_logs.py" in event["traceback"]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Permanent("channel_not_found"), "channel_not_found"),
        (Transient("ratelimited", may_have_arrived=False), "ratelimited"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (SlackApiError("long story", {"ok": False, "error": "not_in_channel"}), "not_in_channel"),
        (ValueError(SENTENCE), None),
    ],
)
def test_the_reason_of_a_failure_is_told_where_it_is_a_name_and_no_quotation(
    error: Exception, why: str | None
) -> None:
    assert logs.reason(error) == why


def test_libraries_are_heard_from_warning_on_and_cut_before_they_quote(lines: io.StringIO) -> None:
    slack = logging.getLogger("slack_bolt.AsyncApp.of_this_test")
    slack.info("Invalid request signature detected (body: %s)", SENTENCE)
    assert lines.getvalue() == ""

    slack.warning("Unhandled request (%s)", {"text": SENTENCE})

    event = last(lines)
    assert (event["library"], event["why"], event["level"]) == (slack.name, "Unhandled request", "warning")
    assert SENTENCE not in lines.getvalue()


def test_a_librarys_own_mistake_in_a_message_does_no_harm(lines: io.StringIO) -> None:
    record = logging.LogRecord("aiohttp.of_this_test", logging.ERROR, __file__, 1, "%d", ("one",), None)
    logs._Libraries().emit(record)

    assert last(lines)["library"] == "aiohttp.of_this_test"


def test_setting_up_twice_says_everything_once(lines: io.StringIO) -> None:
    again = io.StringIO()
    logs.configure("info", readable=False, stream=again)
    logging.getLogger("aiohttp.of_this_test").warning("slow")

    assert lines.getvalue() == ""
    assert len(again.getvalue().splitlines()) == 1


def test_on_a_terminal_it_reads_as_a_line_of_text() -> None:
    stream = io.StringIO()
    logs.configure("debug", readable=True, stream=stream)
    log.debug("request_logged", request_id=142)

    assert "request_logged" in stream.getvalue()
    assert "142" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
