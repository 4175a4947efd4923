"""The catalogues: complete, without a sentence that nobody says, and the same words filled in everywhere."""

from __future__ import annotations

import re
import string
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from bot.baseline.colleagues import Left
from bot.flows.requests.acting import Means
from bot.flows.requests.passing import Way
from bot.i18n import CATALOGUES, ENGLISH, Mrkdwn, escape, texts
from bot.notices import PAGES
from bot.rules.absences import commands as absences
from bot.rules.absences.shown import News
from bot.rules.alarms import Alarm
from bot.rules.commands import ProblemKind
from bot.rules.digests import Measure, Try
from bot.rules.figures import Trend
from bot.rules.letters import Aside, Line, Listed
from bot.rules.nudges import Rest, Thought
from bot.rules.quiet_start import Start
from bot.rules.readings import Reading
from bot.rules.thresholds import LIMITS
from bot.rules.workspaces import DATES, NAMED
from bot.views.capacity import CHOICES
from handlers.context import FIELDS
from storage.records import Entry, Kind, Outcome, Status, Urgency, Why

ROOT = Path(__file__).parent.parent
CODE = [
    path
    for folder in ("bot", "handlers")
    for path in (ROOT / folder).rglob("*.py")
    if "emulator" not in path.parts
]
ENDINGS = [*Outcome, Status.DECLINED, Status.WITHDRAWN, Status.MERGED]
# Lines that have more than one sentence.
SAID_SEVERAL_WAYS = {
    Line.CLOSED,
    Line.SHARE_ASKED,
    Line.RESUMED,
    Line.NOTED,
    Line.MERGED,
    Line.AWAY_THEN,
    Line.AWAY_TOLD,
}
# What people do by button or form, and is said back to them.
CONFIRMED = (
    Entry.CHANGED, Entry.PROMISED, Entry.WANTED_BY_DECLINED, Entry.ANSWERED, Entry.ASKED_BACK, Entry.REOPENED,
    Entry.HANDED_OVER, Entry.LENT, Entry.RETURNED, Entry.CALLED_BACK, Entry.HELD, Entry.CANNOT_WAIT,
    Entry.NOTED, Entry.MERGED, Entry.TAKEN, Entry.DECLINED, Entry.CLOSED, Entry.WITHDRAWN,
)  # fmt: skip
RARER = ("lend", "suggest", "together", "note", "same", "later", "quiet", "trail")
IN_MENUS = ("hand", "ask_back", "hand_over", "hold", "decline", "more", "change", "text", *RARER)
OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)


def catalogue(language: str) -> dict[str, list[str]]:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        found = {}
        for message in read_po(file):
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                found[key] = [message.string] if isinstance(message.string, str) else list(message.string)
        return found


def keys_in_code() -> set[str]:
    """Every key that the code writes out, and every one it puts together from an enum of ours."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    written = set(re.findall(r"\"([a-z]+(?:\.[a-z_0-9]+)+)\"", source))
    simple = set(re.findall(r"\.[tmn]\(\s*[\"']([a-z_.]+)[\"']", source))
    refusals = {f"refused.{reason}" for reason in re.findall(r"Refused\(\s*\"([a-z_]+)\"", source)}
    enums = {
        *(f"line.{line}" for line in Line if line not in SAID_SEVERAL_WAYS),
        *(f"line.share_asked.{way}" for way in Way),
        *(f"line.noted.{means}" for means in Means),
        *(f"line.closed.{outcome}" for outcome in Outcome),
        *(
            f"aside.{aside}"
            for aside in Aside
            if aside
            not in (Aside.WHICH, Aside.TRAIL, Aside.REFUSED, Aside.REACHED_LATER, Aside.HELLO, Aside.DONE)
        ),
        *(f"aside.done.{entry}" for entry in CONFIRMED),
        *(f"turn.yours.{why}" for why in Why if why is not Why.TEAM_ASKED),
        *(f"turn.theirs.{why}" for why in Why),
        *(f"outcome.{each}.{side}" for each in ENDINGS for side in ("requester", "owner", "others")),
        *(f"trail.{entry}" for entry in Entry if entry is not Entry.CLOSED),
        *(f"trail.closed.{outcome}" for outcome in Outcome),
        *(f"reading.{reading}" for reading in Reading),
        *(f"card.{side}.{urgency}" for side in ("owner", "requester", "team") for urgency in Urgency),
        *(f"urgency.{urgency}" for urgency in Urgency),
        *(f"refused.{problem}" for problem in ProblemKind),
        *(f"refused.away_{problem}" for problem in absences.Kind if problem is not absences.Kind.EMPTY),
        *(f"refused.owner_is_{kind}" for kind in Kind if kind not in (Kind.MEMBER, Kind.TEAM)),
        *(f"refused.{reason}" for reason in FIELDS),
        *(f"promise.{choice}" for choice in ("today", "tomorrow", "this_week", "pick")),
        *(f"menu.{choice}" for choice in IN_MENUS),
        *(f"more.{choice}" for choice in RARER),
        *(f"form.{kind}{part}" for kind in ("ask_back", "not_yet", "return") for part in ("", "_title")),
        *(f"form.{way}{part}" for way in Way for part in ("_to", "_title")),
        *(f"form.talk.{means}" for means in Means),
        *(f"button.it_was_{reading}" for reading in ("answer", "acceptance", "question", "thanks")),
        *(f"help.{topic}" for topic in ("request", "pending", "find", "ooo", "reply", "more")),
        *(f"find.{key}{ending}" for key in ("found", "rest", "none") for ending in ("", "_with")),
        *(f"home.{name}" for name in Listed),
        *(f"absence_news.{news}" for news in News if news not in (News.BRIEFING, News.MENTIONED)),
        *(f"erase.{part}" for part in ("goes", "stays", "after")),
        *(f"line.{line}.erased" for line in (Line.REQUESTER_LEFT, Line.OWNER_LEFT, Line.THIRD_LEFT)),
        *(f"home.due.{who}.{how}" for who in ("mine", "theirs") for how in ("promised", "wished")),
        *(f"baseline.left.{why}" for why in Left),
        *(f"digest.trend.{trend}" for trend in Trend),
        *(f"digest.since.{trend}" for trend in Trend),
        *(f"digest.about.{whom}" for whom in ("everybody", "team", "channel")),
        *(f"digest.often.{often}" for often in ("weekly", "monthly")),
        *(f"digest.try.{tried}" for tried in Try),
        *(f"nudge.rest.{rest}" for rest in Rest),
        *(f"{part}{thought}" for part in ("nudge.thanks.", "button.nudge_") for thought in Thought),
        *(f"form.later.{when}" for when in ("hour", "morning")),
        *(f"form.pass.{way}" for way in Way),
        *(f"note.{pace}" for pace in ("first", "turns")),
        *(f"capacity.{choice}" for choice in CHOICES),
        *(f"alarm.{alarm}" for alarm in Alarm),
        *(f"setting.{name}" for name in (*LIMITS, *NAMED, *DATES)),
        *(f"digest.measure.{measure}" for measure in Measure),
        *(f"digest.quiet_start.{how}" for how in (*Start, *Trend)),
        *(f"figures.{how}.{far}" for how in ("waited", "span") for far in ("both", "half", "fewer", "none")),
        *(f"settings.{name}_hint" for name in DATES),
        *(f"notice.{page}.{part}" for page, parts in PAGES.items() for part in (*parts, "title")),
        *(f"digest.made.{part}" for part in ("what", "first", "half", "change", "guard", "kept", "never")),
        *(f"button.digest_{name}" for name in ("more", "made", "choose")),
        *(f"what.{page}" for page in (1, 2, 3)),
        "refused.not_now",
        "refused.over",
        "refused.not_yours",
    }
    return {key for key in written | simple if key in catalogue(ENGLISH)} | refusals | enums


def test_english_is_complete() -> None:
    assert keys_in_code() - set(catalogue(ENGLISH)) == set()


def test_no_sentence_is_kept_that_nobody_says() -> None:
    assert set(catalogue(ENGLISH)) - keys_in_code() == set()


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.po")), ids=lambda path: path.stem)
def test_every_language_fills_in_the_same_words(path: Path) -> None:
    english, other = catalogue(ENGLISH), catalogue(path.stem)
    assert set(other) == set(english)
    for key, forms in other.items():
        assert all(forms), f"{key} is empty"
        assert {name for form in forms for name in fields(form)} == {
            name for form in english[key] for name in fields(form)
        }, key


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_no_sentence_hurries_counts_sins_or_speaks_jargon() -> None:
    for key, forms in catalogue(ENGLISH).items():
        for form in forms:
            assert "!" not in form, key
            assert not re.search(r"\b(SLA|ticket|assignee|escalate|overdue)\b", form, re.IGNORECASE), key


def test_an_unknown_language_speaks_english() -> None:
    assert texts("xx-YY") is texts(ENGLISH)


def test_values_are_escaped_unless_they_are_markup() -> None:
    said = texts("en-US").m("line.words", name="<!channel> & <@U1>")
    assert said == "*&lt;!channel&gt; &amp; &lt;@U1&gt;* writes:"
    assert texts("en-US").m("line.words", name=Mrkdwn("<@U1>")) == "*<@U1>* writes:"


def test_escaping_is_what_slack_undoes() -> None:
    assert escape("a < b & c > d") == "a &lt; b &amp; c &gt; d"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (-24, "yesterday 10:12 (Wed 25 Nov)"),
        (1, "today 11:12 (Thu 26 Nov)"),
        (24, "tomorrow 10:12 (Fri 27 Nov)"),
        (48, "Sat 28 Nov 10:12"),
    ],
)
def test_times_are_said_as_people_say_them(hours: int, said: str) -> None:
    at = NOW.replace(hour=9)
    assert texts("en-US").when(at.fromtimestamp(at.timestamp() + hours * 3600, UTC), OSLO, NOW) == said


def test_a_date_token_stays_true_and_has_words_where_it_cannot_be_drawn() -> None:
    assert texts("en").token(NOW, OSLO) == ("<!date^1795684320^{date_long_pretty} {time}|Thu 26 Nov 10:12>")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "less than a working hour"),
        (60, "about a working hour"),
        (200, "about 3 working hours"),
        (480, "about a working day"),
        (1_000, "about 2 working days"),
    ],
)
def test_lengths_are_said_in_working_time(minutes: int, said: str) -> None:
    assert texts("en").how_long(minutes) == said
