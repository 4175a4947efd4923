"""Filling in a form in the terminal, one field after another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.demo.colleagues import Colleague, Stuck
from bot.demo.company import CHANNELS, PEOPLE
from bot.demo.controls import Field, Json, controls, fields
from bot.demo.moments import day_named

Ask = Callable[[str], Awaitable[str | None]]
Say = Callable[[str], None]
MOST_TRIES = 5


async def fill_in(me: Colleague, ask: Ask, say: Say, now: datetime) -> None:
    """Ask for every field of the form that is open, if one is, and send it; pages are read and closed.

    `now` is in the zone of the one who fills it in.
    """
    form = me.form()
    if form is None:
        return
    if not form.get("submit"):
        await _read(me, form, ask)
        return
    wanted, values = fields(form), dict[str, str | None]()
    for _ in range(MOST_TRIES):
        given = await _asked(wanted, ask, say, now)
        if given is None:
            await me.closes_form()
            say("Nothing was sent.")
            return
        values |= given
        sent = await me.submits(values)
        if sent.ok:
            page = me.form()
            if page is not None:
                await me.closes_form()
            return
        for problem in sent.errors.values():
            say(problem)
        wanted = [field for field in wanted if field.block_id in sent.errors] or wanted
    await me.closes_form()


async def _read(me: Colleague, page: Json, ask: Ask) -> None:
    """A page to read; if there is something to press on it, offer that."""
    offered = controls(page["blocks"])
    words = ", ".join(f"“{one.label}”" for one in offered)
    typed = await ask(f"Enter closes the page, or type {words}: ") if offered else ""
    pressed = next((one for one in offered if typed and typed.lower() == one.label.lower()), None)
    if pressed is not None:
        await me.press_on_page(pressed)
    await me.closes_form()


async def _asked(wanted: list[Field], ask: Ask, say: Say, now: datetime) -> dict[str, str | None] | None:
    """What is typed for each field; none if somebody thinks better of it."""
    given: dict[str, str | None] = {}
    for field in wanted:
        for _ in range(MOST_TRIES):
            typed = await ask(_prompt(field))
            if typed is None or typed.lower() == "cancel":
                return None
            if not typed:
                break
            try:
                given[field.name] = _value(field, typed, now)
                break
            except Stuck as stuck:
                say(str(stuck))
    return given


def _prompt(field: Field) -> str:
    offered = f" ({' · '.join(field.options)})" if field.options else ""
    kept = f" [{field.initial}]" if field.initial else " [leave it out]" if field.is_optional else ""
    return f"{field.label}{offered}{kept} "


def _value(field: Field, typed: str, now: datetime) -> str:
    """What goes into the field; raises `Stuck` for what does not."""
    if field.options:
        return _one_of(list(field.options), typed)
    if field.type == "users_select":
        return _one_of([person["name"] for person in PEOPLE], typed.removeprefix("@"))
    if field.type == "conversations_select":
        return _one_of([str(channel["name"]) for channel in CHANNELS], typed.removeprefix("#"))
    if field.type == "datepicker":
        day = day_named(typed, now.date())
        if day is None:
            raise Stuck("A day, please: tomorrow, friday or 2026-12-08.")
        return day.isoformat()
    return typed.zfill(5) if field.type == "timepicker" else typed


def _one_of(offered: list[str], typed: str) -> str:
    for one in offered:
        if one.lower().startswith(typed.lower()):
            return one
    raise Stuck(f"One of {', '.join(offered)}, please.")
