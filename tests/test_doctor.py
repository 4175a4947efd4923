"""What the doctor sees, against the embedded workspace and against servers that are none."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot import doctor
from bot.doctor import Finding, examine
from bot.emulator import Emulator, Fault
from bot.manifest import ALWAYS, Listens, manifest
from bot.server import Listener, make_server, serve
from bot.settings import Settings, read_settings

COMPANY: dict[str, Any] = {"team": {"id": "T1", "name": "Acme", "domain": "acme"}, "people": []}


@pytest.fixture
async def slack() -> AsyncIterator[Emulator]:
    emulator = Emulator(COMPANY, manifest(Listens((), (), ())))
    await emulator.start()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=doctor.TIMEOUT) as session:
        yield session


def settings(tmp_path: Path, slack: Emulator, **changed: str) -> Settings:
    environ = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SVAR_DATABASE_URL": f"sqlite:///{tmp_path}/svar.db",
        "SVAR_PORT": "0",
    }
    return read_settings(environ | changed)


def problems(findings: list[Finding]) -> list[str]:
    return [finding.what for finding in findings if not finding.ok]


async def only_problem(of: Settings, needed: tuple[str, ...] = ALWAYS) -> str:
    (problem,) = problems(await examine(of, needed))
    return problem


async def test_where_all_is_well_every_line_says_ok(tmp_path: Path, slack: Emulator) -> None:
    findings = await examine(settings(tmp_path, slack), ALWAYS)

    assert problems(findings) == []
    assert all(str(finding).startswith("ok ") for finding in findings)
    assert any("in the workspace Acme" in finding.what for finding in findings)


async def test_no_token_or_secret_is_ever_printed(tmp_path: Path, slack: Emulator) -> None:
    for changed in ({}, {"SLACK_BOT_TOKEN": slack.app_token, "SLACK_APP_TOKEN": slack.bot_token}):
        said = "\n".join(map(str, await examine(settings(tmp_path, slack, **changed), ALWAYS)))
        assert slack.bot_token not in said
        assert slack.app_token not in said


async def test_missing_tokens_are_named_with_the_place_where_they_are_found(
    tmp_path: Path, slack: Emulator
) -> None:
    found = doctor.look_at_tokens(settings(tmp_path, slack, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN=""))

    bot, way = problems(found)
    assert bot.startswith("SLACK_BOT_TOKEN is not set. You find it on the app's page")
    assert "SLACK_APP_TOKEN" in way
    assert "SLACK_SIGNING_SECRET" in way


async def test_a_token_in_the_wrong_place_is_seen(tmp_path: Path, slack: Emulator) -> None:
    found = doctor.look_at_tokens(
        settings(tmp_path, slack, SLACK_BOT_TOKEN="xoxp-1", SLACK_APP_TOKEN="xoxb-1")
    )

    assert [what.split(".")[0] for what in problems(found)] == [
        "SLACK_BOT_TOKEN should begin with xoxb-",
        "SLACK_APP_TOKEN should begin with xapp-",
    ]


async def test_over_http_a_signing_secret_will_do(tmp_path: Path, slack: Emulator) -> None:
    over_http = settings(tmp_path, slack, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="secret")

    assert problems(await examine(over_http, ALWAYS)) == []


async def test_a_token_that_slack_does_not_know_is_said_with_what_to_do(
    tmp_path: Path, slack: Emulator
) -> None:
    problem = await only_problem(settings(tmp_path, slack, SLACK_BOT_TOKEN="xoxb-unknown"))

    assert "invalid_auth" in problem
    assert "copy it again" in problem


async def test_a_name_of_slacks_that_nobody_foresaw_is_passed_on(tmp_path: Path, slack: Emulator) -> None:
    slack.faults.add(Fault("auth.test", "error", error="ekm_access_denied"))

    assert "(ekm_access_denied)" in await only_problem(settings(tmp_path, slack))


async def test_missing_scopes_are_listed(tmp_path: Path, slack: Emulator) -> None:
    problem = await only_problem(settings(tmp_path, slack), (*ALWAYS, "im:history", "commands"))

    assert problem.startswith("The token lacks commands, im:history.")


async def test_a_socket_that_slack_refuses_is_said(tmp_path: Path, slack: Emulator) -> None:
    slack.faults.add(Fault("apps.connections.open", "error", error="socket_mode_disabled"))

    assert "Is Socket Mode on" in await only_problem(settings(tmp_path, slack))


async def test_when_nobody_answers_that_is_one_problem(tmp_path: Path, slack: Emulator) -> None:
    nowhere = settings(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")

    assert "Slack cannot be reached at 127.0.0.1:1: no connection" in await only_problem(nowhere)


@pytest.mark.parametrize("answer", ["<html>", "[]"])
async def test_what_is_not_slack_is_told_from_slack(tmp_path: Path, slack: Emulator, answer: str) -> None:
    url, listener = await something_else(answer)
    problem = await only_problem(settings(tmp_path, slack, SLACK_API_URL=url))
    await listener.stop()

    assert "what answers there is not Slack" in problem


async def test_a_clock_that_is_off_is_said_with_how_much(tmp_path: Path, slack: Emulator) -> None:
    date = "Mon, 01 Jan 2024 00:00:00 GMT"
    url, listener = await something_else('{"ok": true, "url": "wss://x"}', Date=date)
    problem = await only_problem(settings(tmp_path, slack, SLACK_API_URL=url), ())
    await listener.stop()

    assert "seconds away from Slack's" in problem


async def something_else(answer: str, **headers: str) -> tuple[str, Listener]:
    async def say(_request: web.Request) -> web.Response:
        return web.Response(text=answer, headers=headers)

    app = web.Application()
    app.router.add_post("/{method}", say)
    listener = await serve(app, "127.0.0.1", 0)
    return f"http://127.0.0.1:{listener.port}/", listener


async def test_a_taken_port_is_said(tmp_path: Path, slack: Emulator) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        problem = await only_problem(settings(tmp_path, slack, SVAR_PORT=str(taken.getsockname()[1])))

    assert "SVAR_PORT" in problem


async def test_a_port_taken_by_svar_itself_is_well(tmp_path: Path, slack: Emulator) -> None:
    async def ready() -> list[str]:
        return []

    listener = await serve(make_server(None, ready), "127.0.0.1", 0)
    findings = await examine(settings(tmp_path, slack, SVAR_PORT=str(listener.port)), ALWAYS)
    await listener.stop()

    assert problems(findings) == []


@pytest.mark.parametrize("url", ["mysql://x", "sqlite:////no/such/folder/svar.db"])
async def test_a_database_that_cannot_be_opened_is_said(tmp_path: Path, slack: Emulator, url: str) -> None:
    problem = await only_problem(settings(tmp_path, slack, SVAR_DATABASE_URL=url))

    assert problem.startswith("The database cannot be used: ")
    assert "SVAR_DATABASE_URL" in problem


async def test_the_trial_write_leaves_nothing_behind(tmp_path: Path, slack: Emulator) -> None:
    for _ in range(2):
        (finding,) = await doctor.look_at_database(settings(tmp_path, slack))
        assert finding.ok
        assert "svar migrate" in finding.what
