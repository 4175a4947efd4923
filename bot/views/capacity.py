"""At capacity: said back to whoever is, with the way out of it; and chosen, in one tap or on a form."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Texts, zone_of
from bot.views.modals import date_fields
from bot.views.parts import Block, Message, actions, button, modal, option, section, select
from storage.records import Person

CHOICES = ("tomorrow", "this_week", "next_week", "pick")


def state(person: Person, texts: Texts, now: datetime) -> Message:
    """How it is, and the way to change it."""
    block = item(person, texts, now)
    return Message(block["text"]["text"], [block])


def item(person: Person, texts: Texts, now: datetime) -> Block:
    """The same as one block, on their Home."""
    if person.full_until is not None and person.full_until > now:
        told = texts.m("capacity.until", when=texts.date(person.full_until, zone_of(person.zone)))
        return section(told, accessory=button("capacity.over", texts.t("button.capacity_over"), "over"))
    return section(texts.m("capacity.none"), accessory=choice(texts))


def choice(texts: Texts) -> Block:
    """Until when, in one tap."""
    options = [option(texts.t(f"capacity.{each}"), each) for each in CHOICES]
    return select("capacity.until", texts.t("button.at_capacity"), options)


def over(texts: Texts) -> Message:
    """It is over."""
    told = texts.m("capacity.over")
    return Message(told, [section(told), actions(choice(texts))])


def form(person: Person, texts: Texts, proposed: datetime) -> Block:
    """Until when, to the minute."""
    return modal(
        "capacity",
        texts.t("capacity.title"),
        date_fields(proposed, texts, zone_of(person.zone), label="capacity.day"),
        submit=texts.t("form.save"),
        close=texts.t("form.cancel"),
    )
