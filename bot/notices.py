"""What an employer tells and discusses before anything is recorded, to be printed and made one's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.i18n import Texts

PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "notice": ("purpose", "recorded", "seen", "kept", "never", "limits", "rights", "evaluation"),
    "minutes": ("present", "discussed", "agreed", "evaluation"),
    "assessment": ("what", "need", "risks", "measures", "left"),
}
"""The pages with their parts: the notice, the record of its meeting, and a draft impact assessment."""


def notice(evaluate_on: date, texts: Texts) -> str:
    """All pages as Markdown; `evaluate_on` is the day on which it is looked at whether it does good."""
    day = f"{evaluate_on:%Y-%m-%d}"
    return "\n\n".join(line for name in PAGES for line in _page(name, day, texts))


def _page(name: str, day: str, texts: Texts) -> list[str]:
    parts = [texts.t(f"notice.{name}.{part}", day=day) for part in PAGES[name]]
    return [f"# {texts.t(f'notice.{name}.title')}", *parts]
