"""What an operator types and what is answered."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result

from bot import app
from bot.cli import main
from bot.emulator import BOT_USER_ID, Emulator
from bot.previews import Preview
from bot.settings import Settings, names
from storage import open_store, workspaces
from storage.base import StoreError

COMPANY: dict[str, Any] = {"team": {"id": "T1", "name": "Acme", "domain": "acme"}, "people": []}

GROUPS: dict[str, Any] = {
    **COMPANY,
    "people": [{"id": "U1", "name": "ann"}],
    "channels": [
        {"id": "C1", "name": "sales", "members": ["U1", BOT_USER_ID]},
        {"id": "C2", "name": "elsewhere", "members": ["U1"]},
    ],
    "usergroups": [
        {"id": "S1", "handle": "sales", "name": "Sales & more", "users": ["U1"]},
        {"id": "S2", "handle": "payroll", "name": "Payroll", "users": []},
    ],
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*names(), *(f"{name}_FILE" for name in names())]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SVAR_DATABASE_URL", f"sqlite:///{tmp_path}/svar.db")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def svar(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - every word stands in this file
        [sys.executable, *words], check=False, capture_output=True, text=True
    )


def test_it_says_which_version_it_is() -> None:
    assert svar("--version").output.startswith("svar 0.")


def test_it_says_what_it_can_do() -> None:
    said = svar("--help").output

    assert all(
        word in said
        for word in ["run", "demo", "manifest", "doctor", "migrate", "baseline", "digest", "notice"]
    )


def test_asking_for_help_loads_nothing_heavy() -> None:
    heavy = {
        "aiohttp",
        "babel",
        "psycopg",
        "orjson",
        "slack_bolt",
        "slack_sdk",
        "sqlite_utils",
        "structlog",
    }
    code = f"import sys, bot.cli; sys.exit(', '.join({heavy!r} & set(sys.modules)) or None)"
    done = python("-c", code)

    assert (done.returncode, done.stderr) == (0, "")


def test_as_a_module_it_is_the_same_program() -> None:
    done = python("-m", "bot", "--version")

    assert done.stdout == svar("--version").output


@pytest.mark.parametrize("command", ["run", "manifest", "doctor", "migrate"])
def test_settings_that_cannot_be_used_are_said_plainly(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("SVAR_PORT", "many")
    monkeypatch.setenv("SVAR_LOG_LEVEL", "shout")
    result = svar(command)

    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.output.splitlines()] == ["SVAR_PORT", "SVAR_LOG_LEVEL"]


def test_without_tokens_it_does_not_run_and_says_which_are_missing() -> None:
    result = svar("run")

    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN" in result.output
    assert "SLACK_APP_TOKEN" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (app.LockedOut("invalid_auth"), "Slack does not let Svar in (invalid_auth)."),
        (StoreError("the disk is full"), "The database cannot be used: the disk is full."),
        (
            OSError(98, "Address already in use"),
            "Svar cannot listen on 127.0.0.1:3000: Address already in use.",
        ),
    ],
)
def test_what_keeps_it_from_running_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str
) -> None:
    monkeypatch.setattr(app, "run", failing_with(failure))
    result = svar("run")

    assert result.exit_code == 1
    assert result.output.startswith(said)
    assert "Traceback" not in result.output


def test_what_nobody_foresaw_is_logged_without_what_people_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "run", failing_with(RuntimeError("Which rate applies?")))
    result = svar("run")

    assert result.exit_code == 1
    assert "svar.failed" in result.output
    assert "rate" not in result.output


def failing_with(failure: Exception) -> Callable[[Settings], Coroutine[None, None, None]]:
    async def run(_settings: Settings) -> None:
        raise failure

    return run


def test_the_manifest_is_json_for_either_mode() -> None:
    assert json.loads(svar("manifest").output)["settings"]["socket_mode_enabled"] is True
    over_http = json.loads(svar("manifest", "--url", "https://svar.example.com").output)
    assert over_http["settings"]["interactivity"]["request_url"] == "https://svar.example.com/slack/events"


def test_an_address_that_slack_would_refuse_is_refused_in_a_sentence() -> None:
    result = svar("manifest", "--url", "http://svar.example.com")

    assert result.exit_code == 2
    assert result.output.startswith("Slack only calls addresses that begin with https://")


def test_migrating_twice_applies_everything_once() -> None:
    first, second = svar("migrate"), svar("migrate")

    assert first.exit_code == second.exit_code == 0
    assert first.output.startswith("m0001")
    assert second.output == "The database is up to date.\n"


def test_a_database_that_is_none_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVAR_DATABASE_URL", "mysql://root:hunter2@db/svar")
    result = svar("migrate")

    assert result.exit_code == 1
    assert result.output.startswith("The database cannot be used:")
    assert "hunter2" not in result.output


def test_the_doctor_fails_when_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    result = svar("doctor")

    assert result.exit_code == 1
    assert "problem  Slack cannot be reached" in result.output
    assert "ok       The database opens" in result.output


async def test_the_doctor_is_content_with_an_app_made_from_the_manifest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slack = Emulator(COMPANY, json.loads(svar("manifest").output))
    await slack.start()
    for name, value in {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SVAR_PORT": "0",
    }.items():
        monkeypatch.setitem(os.environ, name, value)
    result = await asyncio.to_thread(svar, "doctor")
    await slack.stop()

    assert "problem" not in result.output
    assert result.exit_code == 0


def test_a_baseline_is_told_in_words_or_as_json(tmp_path: Path) -> None:
    people = [{"id": f"U{number:08}", "team_id": "T1", "tz": "Europe/Oslo"} for number in range(6)]
    asked = [
        {"user": "U00000000", "text": f"<@U{1 + number % 5:08}>?", "ts": f"17724420{number:02}.000000"}
        for number in range(10)
    ]
    (tmp_path / "general").mkdir()
    (tmp_path / "users.json").write_text(json.dumps(people))
    (tmp_path / "general" / "2026-03-02.json").write_text(json.dumps(asked))

    assert "10 questions were put to a colleague" in svar("baseline", str(tmp_path)).output
    said = json.loads(svar("baseline", str(tmp_path), "--json").stdout)
    assert (said["questions"], said["answered"], said["median_hours"], said["excluded"]) == (10, 0, None, {})


def test_what_is_no_export_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = svar("baseline", str(tmp_path / "gone.zip"))

    assert done.exit_code == 1
    assert done.stderr.endswith("cannot be read as a Slack export: there is no such file.\n")


def test_a_notice_is_printed_with_the_day_of_the_evaluation() -> None:
    said = svar("notice", "--evaluation", "2027-05-26").stdout

    assert said.startswith("# Svar: what it does")
    assert said.count("2027-05-26") == 3
    assert "Whoever runs its database can read it" in said
    assert svar("notice", "--evaluation", "soon").exit_code == 2


def test_a_digest_is_printed_before_anything_is_sent() -> None:
    assert svar("digest", "--preview").stdout == "No workspace has been served yet.\n"
    asyncio.run(_serve_a_workspace(os.environ["SVAR_DATABASE_URL"]))

    said = svar("digest", "--preview", "--week", "2026-W02").stdout

    assert said.startswith("*Four weeks until Sun 11 Jan, everybody*\nThere is not enough to show here")


def test_its_chart_is_written_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drawn(*_: object, **__: object) -> list[Preview]:
        return [Preview("Nord", b"one"), Preview("Sør", b"other"), Preview("Øst", None)]

    monkeypatch.setattr("bot.previews.preview", drawn)
    monkeypatch.chdir(tmp_path)

    said = svar("digest", "--preview", "--week", "2026-W02").stdout

    assert "Its chart is in digest-2026-W02.png." in said
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.png")} == {
        "digest-2026-W02.png": b"one",
        "digest-2026-W02-2.png": b"other",
    }


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("sales", "*Four weeks until Sun 11 Jan, #sales*\nThere is not enough"),
        ("#sales", "*Four weeks until Sun 11 Jan, #sales*\nThere is not enough"),
        ("@sales", "*Four weeks until Sun 11 Jan, Sales & more*\nThere is not enough"),
        ("payroll", "*Four weeks until Sun 11 Jan, Payroll*\nThere is not enough"),
        ("#payroll", "There is no channel with Svar in it and no user group called #payroll."),
        ("elsewhere", "There is no channel with Svar in it and no user group called elsewhere."),
    ],
)
async def test_a_group_is_called_by_its_channel_or_its_handle(
    monkeypatch: pytest.MonkeyPatch, group: str, said: str
) -> None:
    slack = Emulator(GROUPS, json.loads(svar("manifest").output))
    await slack.start()
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    await _serve_a_workspace(os.environ["SVAR_DATABASE_URL"])
    done = await asyncio.to_thread(svar, "digest", "--preview", "--week", "2026-W02", "--group", group)
    await slack.stop()

    assert (done.stdout or done.stderr.split("\n", 1)[1]).startswith(said)


def test_whoever_names_a_group_without_a_token_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    done = svar("digest", "--preview", "--group", "sales")

    assert (done.exit_code, done.stderr.splitlines()[1]) == (
        1,
        "Slack cannot be asked who is in sales. svar doctor says more.",
    )


@pytest.mark.parametrize("week", ["2026-W54", "2999-W01", "last"])
def test_a_week_that_is_not_over_is_told_so(week: str) -> None:
    done = svar("digest", "--preview", "--week", week)

    assert (done.exit_code, done.stderr[: len(week)]) == (2, week)


async def _serve_a_workspace(url: str) -> None:
    store = open_store(url)
    await store.migrate()
    now = datetime(2026, 1, 12, tzinfo=UTC)
    place = {"enterprise_id": "", "team_id": "T1", "name": "Nord", "bot": ("U0", "B0")}
    await store.write(lambda tx: workspaces.put(tx, now=now, **place))  # type: ignore[arg-type]
    await store.close()
