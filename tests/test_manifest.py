"""The manifest is complete, valid and asks for no more than it needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.manifest import ALWAYS, NEEDED_BY, SCOPES, Listens, Shortcut, commands, manifest, scopes
from bot.settings import read_settings

SCHEMA = json.loads((Path(__file__).parent / "schema" / "slack-manifest-2.0.0.schema.json").read_text())
LISTENS = Listens(
    commands=commands(read_settings({})),
    shortcuts=(
        Shortcut("request.log_message", "Log as request", "Make a request of this message.", "message"),
        Shortcut("request.new", "Ask a colleague", "Ask with a form.", "global"),
    ),
    events=("message.im", "app_mention", "app_home_opened", "tokens_revoked"),
)
URL = "https://svar.example.com"


def addresses(said: Any) -> set[str]:
    if isinstance(said, dict):
        return {a for value in said.values() for a in addresses(value)}
    if isinstance(said, list):
        return {a for value in said for a in addresses(value)}
    return {said} if isinstance(said, str) and said.startswith("http") else set()


@pytest.mark.parametrize("url", [None, URL])
def test_it_keeps_to_slacks_schema(url: str | None) -> None:
    jsonschema.validate(manifest(LISTENS, url), SCHEMA)


def test_with_socket_mode_there_is_no_address() -> None:
    said = manifest(LISTENS)

    assert said["settings"]["socket_mode_enabled"] is True
    assert addresses(said) == set()


@pytest.mark.parametrize("url", [URL, URL + "/", URL + "/slack/events"])
def test_over_http_every_address_is_the_street_door(url: str) -> None:
    said = manifest(LISTENS, url)

    assert said["settings"]["socket_mode_enabled"] is False
    assert addresses(said) == {URL + "/slack/events"}
    assert all("url" in command for command in said["features"]["slash_commands"])


@pytest.mark.parametrize("url", ["http://svar.example.com", "svar.example.com", "https://", "https://x?y=1"])
def test_an_address_that_slack_would_refuse_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        manifest(LISTENS, url)


def test_mentions_in_commands_arrive_as_ids() -> None:
    assert all(command["should_escape"] for command in manifest(LISTENS)["features"]["slash_commands"])


def test_commands_carry_the_names_that_are_set_each_once() -> None:
    settings = read_settings({"SVAR_REQUEST_COMMAND": "/ask", "SVAR_PENDING_COMMAND": "/svar"})

    assert [command.name for command in commands(settings)] == ["/ask", "/svar", "/ooo"]


def test_people_can_write_to_svar_and_have_a_home_there() -> None:
    home = manifest(LISTENS)["features"]["app_home"]

    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_only_the_scopes_that_something_needs_are_asked_for() -> None:
    assert scopes(LISTENS) == [
        "app_mentions:read",
        "chat:write",
        "commands",
        "files:write",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
    ]
    assert scopes(Listens((), (), ())) == sorted(ALWAYS)


def test_every_scope_that_could_be_asked_for_has_its_reason() -> None:
    assert {s for needed in NEEDED_BY.values() for s in needed} | set(ALWAYS) | {"commands"} == set(SCOPES)
