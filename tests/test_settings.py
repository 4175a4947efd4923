"""What an operator sets is read as meant, or every problem is said, and no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, names, read_settings

SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SVAR_HEARTBEAT_URL",
    "SVAR_DATABASE_URL",
)


def problem(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    return str(caught.value)


def test_what_nobody_sets_is_as_it_comes() -> None:
    assert read_settings({}) == Settings()
    assert read_settings(dict.fromkeys(names(), "  ")) == Settings()


def test_each_is_read_as_what_it_is() -> None:
    found = read_settings(
        {
            "SVAR_PORT": "0",
            "SVAR_POST_SECONDS": "0.5",
            "SVAR_POSTS_PER_SECOND": " 20 ",
            "SVAR_REQUEST_COMMAND": "/ask",
            "SVAR_LOG_LEVEL": "debug",
            "SLACK_API_URL": "http://127.0.0.1:8080/api",
        }
    )

    assert (found.port, found.post_seconds, found.posts_per_second) == (0, 0.5, 20.0)
    assert (found.request_command, found.log_level) == ("/ask", "debug")
    assert found.slack_api_url == "http://127.0.0.1:8080/api/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SVAR_PORT", "many"),
        ("SVAR_PORT", "-1"),
        ("SVAR_PORT", "65536"),
        ("SVAR_PORT", "3e3"),
        ("SVAR_POST_SECONDS", "-0.1"),
        ("SVAR_POST_SECONDS", "inf"),
        ("SVAR_POSTS_PER_SECOND", "0"),
        ("SVAR_POSTS_PER_SECOND", "nan"),
        ("SVAR_POSTS_PER_SECOND", "five"),
        ("SVAR_COMMAND", "svar"),
        ("SVAR_COMMAND", "/Svar"),
        ("SVAR_OOO_COMMAND", "/" + "o" * 32),
        ("SVAR_PENDING_COMMAND", "/pending\n/x"),
        ("SVAR_LOG_LEVEL", "shout"),
        ("SVAR_HEARTBEAT_URL", "health.example/1"),
        ("SLACK_API_URL", "slack.com/api"),
    ],
)
def test_what_cannot_be_used_is_named_and_what_is_needed_said(name: str, value: str) -> None:
    said = problem(**{name: value})

    assert said.startswith(f"{name}: ")
    assert said.endswith(".")
    assert "\n" not in said


def test_all_problems_are_said_at_once() -> None:
    said = problem(SVAR_PORT="many", SLACK_BOT_TOKEN_FILE="/nowhere/token", SVAR_LOG_LEVEL="shout")

    assert [line.split(":")[0] for line in said.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SVAR_PORT",
        "SVAR_LOG_LEVEL",
    ]
    assert "/nowhere/token" in said


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("xoxb-1\n")

    assert read_settings({"SLACK_BOT_TOKEN_FILE": str(file)}).slack_bot_token == "xoxb-1"

    file.write_bytes(b"\xff\xfe")
    assert "is not a text file" in problem(SLACK_BOT_TOKEN_FILE=str(file))


def test_no_secret_is_printed_with_the_settings() -> None:
    found = read_settings(dict.fromkeys(SECRETS, "http://hidden"))

    assert "hidden" not in repr(found)
    assert "hidden" not in problem(SVAR_HEARTBEAT_URL="ftp://hidden")
