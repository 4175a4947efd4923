"""Paper trails in words, and as Markdown to keep."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import Mrkdwn, Texts
from bot.rules.letters import PaperTrail
from bot.views.parts import Message, cut, name_of, pieces, section
from storage.records import Entry, TrailEntry

COPY_CHARACTERS = 2_400
COPY_BLOCKS = 48


def entry_line(entry: TrailEntry, trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> Mrkdwn:
    """One entry: when, who, what, and the words if there were any."""
    data = entry.data
    who = name_of(trail.names.get(entry.by_id, "")) if entry.by_id else texts.t("trail.clock")
    by = data.get("by") or data.get("until") or data.get("at")
    told = texts.day if trail.scene.request.faded_at else texts.date
    return texts.m(
        "trail.line",
        when=told(entry.at, zone),
        what=texts.m(
            _key(entry),
            who=who,
            to=name_of(trail.names.get(data.get("to") or 0, "")),
            when=told(datetime.fromisoformat(by), zone) if by else "",
            reading=texts.t(f"reading.{data['reading']}") if "reading" in data else "",
            number=data.get("into") or data.get("from") or "",
            people=", ".join(name_of(trail.names.get(person_id, "")) for person_id in data.get("with", ())),
        ),
        words=texts.m("trail.words", text=_words(entry)) if _words(entry) else "",
    )


def _key(entry: TrailEntry) -> str:
    if entry.kind is Entry.CLOSED:
        return f"trail.closed.{entry.data['outcome']}"
    if entry.kind is Entry.NOTED:
        return "trail.noted_with" if entry.data.get("with") else "trail.noted"
    if entry.kind is Entry.LOGGED and entry.data.get("covers"):
        return "trail.logged_covered"
    return "trail.answered_elsewhere" if entry.data.get("elsewhere") else f"trail.{entry.kind}"


def markdown(trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> str:
    """The trail as Markdown: a heading, who, what was asked, and a list of what happened."""
    scene = trail.scene
    heading = f"# #{scene.request.number} {scene.request.title}"
    people = texts.t("trail.people", requester=scene.requester.name, owner=scene.owner.name)
    asked = "\n".join(f"> {line}" for line in scene.request.text.splitlines())
    lines = [_plain(entry, trail, texts, zone) for entry in trail.entries]
    return "\n\n".join([heading, people, asked, "\n".join(f"- {line}" for line in lines)])


def copy(trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> Message:
    """The Markdown as a message to oneself, in as many pieces as it takes."""
    source = markdown(trail, texts, zone).replace("```", "'''")
    head = texts.m("trail.copy", title=trail.scene.request.title)
    fenced = [
        section(texts.m("trail.fenced", text=piece))
        for piece in pieces(source, COPY_CHARACTERS)[:COPY_BLOCKS]
    ]
    return Message(head, [section(head), *fenced])


def _plain(entry: TrailEntry, trail: PaperTrail, texts: Texts, zone: ZoneInfo) -> str:
    line = entry_line(entry, trail, texts, zone)
    return line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(entry: TrailEntry) -> str:
    parts = [str(entry.data[name]) for name in ("text", "alternative") if entry.data.get(name)]
    return cut(" / ".join(parts), COPY_CHARACTERS)
