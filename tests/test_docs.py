"""What the documents say is what the program does."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from itertools import chain
from pathlib import Path

import click
import jsonschema
import pytest

import handlers
from bot.cli import main
from bot.manifest import manifest, scopes
from bot.settings import Settings, names, read_settings
from storage.migrations import migrations

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "tests" / "schema" / "slack-manifest-2.0.0.schema.json").read_text())
DOCUMENTS = sorted(ROOT.glob("*.md"))
LISTENS = handlers.listens(read_settings({}))


def table_after(heading: str) -> dict[str, str]:
    """The first column of the table below `heading`, without backticks, with the rest of its row."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([^`]+)`[^|]*\|(.+)\|$", section, re.MULTILINE)
    return dict(rows)


def defaults() -> dict[str, str]:
    """What each setting is when nobody sets it; not the secrets, and not Slack's own address."""
    found = {setting.metadata["name"]: setting.default for setting in fields(Settings)}
    found.pop("SLACK_API_URL")
    plain = {name: default for name, default in found.items() if default != ""}
    return {name: f"{d:g}" if isinstance(d, float) else str(d) for name, d in plain.items()}


def test_every_setting_is_named_with_its_default() -> None:
    said = table_after("Settings")

    assert list(said) == names()
    for name, default in defaults().items():
        assert f"`{default}`" in said[name]


def test_every_command_of_the_operator_is_named_with_its_options() -> None:
    said = {name.split()[1]: name for name in table_after("What an operator types")}

    assert set(said) == set(main.commands)
    for name, command in main.commands.items():
        options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
        assert all(option in said[name] for option in options)


def test_every_scope_is_named_and_no_other() -> None:
    assert list(table_after("What Svar may do in your Slack")) == scopes(LISTENS)


def test_every_slash_command_and_shortcut_is_named() -> None:
    section = README.split("## In Slack\n", 1)[1].split("\n## ", 1)[0]

    assert all(f"`{command.name}" in section for command in LISTENS.commands)
    assert all(f"*{shortcut.name}*" in section for shortcut in LISTENS.shortcuts)


def test_every_table_is_told_and_no_other() -> None:
    architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = architecture.split("## Tables\n", 1)[1].split("\n## ", 1)[0]
    statements = "".join(chain.from_iterable(each.statements for each in migrations()))
    made = re.findall(r"CREATE TABLE (\w+)", statements)

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == made


@pytest.mark.parametrize("url", [None, "https://svar.example.com"])
def test_the_manifest_asks_for_what_the_code_listens_to(url: str | None) -> None:
    said = manifest(LISTENS, url)
    events = said["settings"]["event_subscriptions"]["bot_events"]

    assert {event.partition(".")[0] for event in events} == set(handlers.EVENTS)
    assert {shortcut["callback_id"] for shortcut in said["features"]["shortcuts"]} == set(handlers.SHORTCUTS)
    jsonschema.validate(said, SCHEMA)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([\w./]+)\)", text)
    named = re.findall(r"`((?:bot|handlers|storage|tests)/[\w./]*\w)`", text)

    assert [name for name in [*linked, *named] if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_and_command_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets is not None

    assert set(re.findall(r"`make (\w+)`", text)) <= set(targets[1].split())
    assert set(re.findall(r"`svar (\w+)", text)) <= set(main.commands)
