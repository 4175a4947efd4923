"""What can be done with a request, by whoever looks at it: the same on its card and on their Home."""

from __future__ import annotations

from bot.i18n import Texts
from bot.rules.letters import Scene
from bot.views.parts import Block, button, option, overflow, select
from storage.records import Why


def value_of(scene: Scene) -> str:
    """What a button carries: the request, and the turn for which it was drawn."""
    return f"{scene.request.id}:{scene.turn.id if scene.turn else 0}"


def for_owner(value: str, texts: Texts, *more: Block) -> list[Block]:
    """For whoever was asked, while it is their turn; `more` stands before the menu."""
    choices = ("today", "tomorrow", "this_week", "pick")
    return [
        button("request.answer", texts.t("button.answer"), value, primary=True),
        select(
            "request.got_it",
            texts.t("button.got_it"),
            [option(texts.t(f"promise.{choice}"), f"{choice}:{value}") for choice in choices],
        ),
        *more,
        menu(value, texts, ("ask_back", "hand_over", "hold", "decline", "more")),
    ]


def by_then(value: str, texts: Texts) -> list[Block]:
    """Can you by the time they wish for?"""
    return [
        button("request.wanted_yes", texts.t("button.yes"), value),
        button("request.wanted_other", texts.t("button.another_time"), value),
        button("request.wanted_no", texts.t("button.no"), value),
    ]


def for_third(value: str, texts: Texts) -> list[Block]:
    """For whoever it was lent to."""
    give_back = button("request.return", texts.t("button.give_back"), value, primary=True)
    return [give_back, menu(value, texts, ("lend", "note", "trail"))]


def for_lender(value: str, texts: Texts) -> list[Block]:
    """For whoever lent it, until it comes back."""
    call_back = button("request.call_back", texts.t("button.call_back"), value)
    return [call_back, menu(value, texts, ("note", "trail"))]


def for_member(value: str, texts: Texts) -> list[Block]:
    """For everybody in the team that was asked."""
    return [button("request.take", texts.t("button.take"), value, primary=True)]


def for_requester(value: str, texts: Texts, why: Why | None, *more: Block, hand: bool = False) -> list[Block]:
    """For whoever asked; `why` is the reason of the turn that stands, `hand` whether they may ask for one."""
    rarer = menu(value, texts, (*(["hand"] if hand else []), "change", "note", "same", "trail"))
    if why is Why.ANSWERED:
        return [*helped(value, texts), rarer]
    return [
        button("request.got_answer", texts.t("button.got_my_answer"), value),
        button("request.withdraw", texts.t("button.no_longer_needed"), value),
        *more,
        rarer,
    ]


def helped(value: str, texts: Texts) -> list[Block]:
    """Did that solve it?"""
    return [
        button("request.yes", texts.t("button.yes"), value, primary=True),
        button("request.partly", texts.t("button.partly"), value),
        button("request.not_yet", texts.t("button.not_yet"), value),
    ]


def menu(value: str, texts: Texts, choices: tuple[str, ...]) -> Block:
    """The rarer things."""
    return overflow(
        "request.more", [option(texts.t(f"menu.{choice}"), f"{choice}:{value}") for choice in choices]
    )
