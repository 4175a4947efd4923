"""What an operator types: svar run, demo, manifest, doctor, migrate, baseline, digest, notice.

Everything heavy is imported inside the command that needs it, so that each starts as fast as it can.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from bot.settings import Settings

# ruff: noqa: PLC0415 - see above

HALF_A_YEAR = timedelta(days=182)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="svar", message="svar %(version)s")
def main() -> None:
    """Svar keeps colleagues from waiting on each other, in Slack."""


@main.command()
def run() -> None:
    """Work: listen to Slack and bring what is due, until told to stop."""
    settings = _settings()
    from bot import app, logs
    from bot.settings import SettingsError
    from storage.base import StoreError

    logs.configure(settings.log_level)
    try:
        asyncio.run(app.run(settings))
    except SettingsError as error:
        _stop(str(error), 2)
    except app.LockedOut as error:
        _stop(f"Slack does not let Svar in ({error}). svar doctor says more.", 1)
    except StoreError as error:
        _stop(f"The database cannot be used: {error}.", 1)
    except OSError as error:
        _stop(f"Svar cannot listen on {settings.host}:{settings.port}: {error.strerror}.", 1)
    except Exception:  # noqa: BLE001 - the process's top: Python's own traceback would quote what people wrote
        logs.log.exception("svar.failed")
        sys.exit(1)


@main.command()
@click.option(
    "--script", is_flag=True, help="Play the story, with a moved clock, and say whether it ended as told."
)
@click.option("--json", "as_json", is_flag=True, help="With --script: one JSON object a line.")
def demo(*, script: bool, as_json: bool) -> None:
    """Try Svar with a small company and no Slack account."""
    from bot.demo import main as show

    sys.exit(show(script=script, as_json=as_json))


@main.command()
@click.option("--url", help="Where Slack finds this server (https://…). Left out: Socket Mode.")
def manifest(url: str | None) -> None:
    """Print the manifest with which to make the app in Slack."""
    from bot import manifest as manifests
    from handlers import listens

    try:
        said = manifests.manifest(listens(_settings()), url)
    except ValueError as error:
        _stop(str(error), 2)
    click.echo(json.dumps(said, indent=2, ensure_ascii=False))


@main.command()
def doctor() -> None:
    """Say in plain words what is missing or wrong."""
    settings = _settings()
    from bot import doctor as doctors
    from bot.manifest import scopes
    from handlers import listens

    findings = asyncio.run(doctors.examine(settings, scopes(listens(settings))))
    for finding in findings:
        click.echo(str(finding))
    if not all(finding.ok for finding in findings):
        sys.exit(1)


@main.command()
def migrate() -> None:
    """Bring the database to this version's tables; `svar run` does so by itself."""
    settings = _settings()
    from storage.base import StoreError

    try:
        applied = asyncio.run(_migrate(settings.database_url))
    except StoreError as error:
        _stop(f"The database cannot be used: {error}.", 1)
    for name in applied:
        click.echo(name)
    click.echo("The database is up to date.")


async def _migrate(url: str) -> list[str]:
    from storage import open_store

    store = open_store(url)
    try:
        return await store.migrate()
    finally:
        await store.close()


@main.command()
@click.argument("export", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def baseline(export: Path, *, as_json: bool) -> None:
    """Say how long questions waited for a first reply before Svar came, from a Slack EXPORT.

    EXPORT is the zip file, or the folder it was unpacked into. Its public channels are read and nothing is
    kept; figures are told for everybody together, or not at all.
    """
    from bot.baseline import ExportError, measure, open_export
    from bot.i18n import ENGLISH, texts

    try:
        with (
            open_export(export) as opened,
            click.progressbar(opened.channels(), label="Reading", file=sys.stderr) as channels,
        ):
            report = measure(opened, channels)
    except ExportError as error:
        _stop(f"{export} cannot be read as a Slack export: {error}.", 1)
    click.echo(json.dumps(report.as_json()) if as_json else report.in_words(texts(ENGLISH)))


@main.command()
@click.option("--preview", is_flag=True, required=True, help="Print it, send nothing and keep nothing.")
@click.option("--group", metavar="NAME", help="A channel with Svar in it, or a user group; not everybody.")
@click.option("--week", "name", metavar="2026-W47", help="Another week than the last one that is over.")
def digest(*, preview: bool, group: str | None, name: str | None) -> None:
    """Print what a weekly digest says of everybody or of a group, and write its chart beside it as a PNG."""
    del preview
    settings = _settings()
    from bot.previews import GroupError
    from bot.previews import preview as preview_of
    from bot.rules.digests import week_end, week_name, week_named
    from storage.base import StoreError

    now = datetime.now(UTC)
    until = week_named(name) if name else week_end(now)
    if until is None or until > now:
        _stop(f"{name} is no week that is over; the last one is called like 2026-W47.", 2)
    click.echo("Gathering the figures…", err=True)
    try:
        found = asyncio.run(preview_of(settings, until, now=now, group=group))
    except GroupError as error:
        _stop(str(error), 1)
    except StoreError as error:
        _stop(f"The database cannot be used: {error}.", 1)
    except (OSError, TimeoutError) as error:
        _stop(f"The chart cannot be drawn: {error}.", 1)
    if not found:
        click.echo("No workspace has been served yet.")
    for number, (words, chart) in enumerate(found, 1):
        click.echo(f"{words}\n")
        if chart is not None:
            path = Path(f"digest-{week_name(until)}{f'-{number}' if number > 1 else ''}.png")
            path.write_bytes(chart)
            click.echo(f"Its chart is in {path}.")
        else:
            click.echo("It has no chart until figures of two weeks can be shown.", err=True)


@main.command()
@click.option(
    "--evaluation", metavar="2027-05-26", help="When you look at whether it does good: in half a year."
)
def notice(*, evaluation: str | None) -> None:
    """Print what to tell and discuss before anything is recorded: a notice, minutes, a draft assessment.

    Nothing is read or kept. An admin enters the day in the settings, and is reminded of it.
    """
    from bot.i18n import ENGLISH, texts
    from bot.notices import notice as notice_of

    try:
        day = date.fromisoformat(evaluation) if evaluation else datetime.now(UTC).date() + HALF_A_YEAR
    except ValueError:
        _stop(f"{evaluation} is no day; one is written like 2027-05-26.", 2)
    click.echo(notice_of(day, texts(ENGLISH)))


def _settings() -> Settings:
    from bot.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        _stop(str(error), 2)


def _stop(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
