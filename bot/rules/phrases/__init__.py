"""What colleagues say in a thread: data for `readings`, no rules; one file per language.

A new language is one more file that fills in the tables of `tables.Phrases`, and its name in `LANGUAGES`.
Colleagues mix languages, so a reply is read in all of them at once: no phrase may mean something else in
another language.
"""

from __future__ import annotations

from dataclasses import fields

from bot.rules.phrases.danish import DANISH
from bot.rules.phrases.english import ENGLISH
from bot.rules.phrases.norwegian import NORWEGIAN
from bot.rules.phrases.swedish import SWEDISH
from bot.rules.phrases.tables import Phrases

LANGUAGES = (ENGLISH, NORWEGIAN, SWEDISH, DANISH)

ALL = Phrases(
    **{table.name: "|".join(getattr(each, table.name) for each in LANGUAGES) for table in fields(Phrases)}
)

# Emoji by Slack's name or as a sign.
THANKING_EMOJI = ("pray", "raised_hands", "heart", "🙏", "🙌", "❤", "💜", "💙")
LOOKING_EMOJI = ("eyes", "👀")
