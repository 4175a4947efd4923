"""What is heard in the thread of a request, and what is said to a writer alone."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Mrkdwn, Texts, escape, zone_of
from bot.rules.letters import Aside, Done, Letter, Line, Scene
from bot.views import absence_news, alarms, nudges
from bot.views.buttons import helped, value_of
from bot.views.lists import Logged, refused, said, sent
from bot.views.notes import note
from bot.views.parts import (
    FALLBACK_LIMIT,
    Block,
    Message,
    actions,
    button,
    cut,
    is_cut,
    keyed,
    name_of,
    option,
    quote,
    section,
    select,
)
from bot.views.reminders import reminder
from storage.records import Entry, Outcome

# What these tell of was written to somebody else, or has been read already.
_WORDLESS = frozenset(
    {Line.HANDED_OVER, Line.SHARE_AGREED, Line.SHARE_WAITS, Line.LENT, Line.CAME_BACK, Line.RESUMED}
)
# Somebody will be away (when it was wished for, or for long), with a return that is known or is not.
_AWAY = {
    (Line.AWAY_THEN, "", False): "line.away_then.open",
    (Line.AWAY_THEN, "", True): "line.away_then.back",
    (Line.AWAY_THEN, "wished", False): "line.away_then.wished_open",
    (Line.AWAY_THEN, "wished", True): "line.away_then.wished_back",
    (Line.AWAY_THEN, "long", False): "line.away_then.open",
    (Line.AWAY_THEN, "long", True): "line.away_then.long",
    (Line.AWAY_TOLD, "", False): "line.away_told.open",
    (Line.AWAY_TOLD, "", True): "line.away_told.back",
}
_SOMEBODY_ELSE = (
    ("request.ask_again", "button.ask_somebody_else"),
    ("request.withdraw", "button.no_longer_needed"),
)
# The buttons under a line: what each does, and what stands on it.
_OFFERS = {
    Line.HELD: (("request.fine", "button.fine"), ("request.cannot_wait", "button.cannot_wait")),
    Line.ONE_ASKED: (("request.take", "button.take"), ("request.not_me", "button.not_me")),
    Line.HAND_ASKED: (("request.answer", "button.answer"), ("more.hand_over", "menu.hand_over")),
    Line.STILL_GOOD: (("request.wanted_other", "button.another_time"),),
    Line.YOU_MISSED: (("request.apology", "button.say_when"), ("request.answer", "button.answer")),
    Line.ASKED_AGAIN: (("request.apology", "button.say_when"), ("request.answer", "button.answer")),
    Line.AWAY_THEN: (("request.to_cover", "button.ask_their_cover"), *_SOMEBODY_ELSE),
    Line.STILL_NEEDED: (("request.still_needed", "button.still_needed"), *_SOMEBODY_ELSE),
    Line.UNREACHABLE: _SOMEBODY_ELSE,
    Line.OWNER_LEFT: _SOMEBODY_ELSE,
    Line.NOT_TAKEN: _SOMEBODY_ELSE,
    Line.TEAM_EMPTY: _SOMEBODY_ELSE,
    Line.TEAM_TOO_LARGE: _SOMEBODY_ELSE,
}
_FIRST = frozenset({"request.take", "request.apology"})
# What tells of somebody who is gone: from the company, or from Svar alone.
_GONE = frozenset({Line.REQUESTER_LEFT, Line.OWNER_LEFT, Line.THIRD_LEFT})
_CORRECTIONS = {
    Aside.READ_AS_ANSWER: ("acceptance", "question"),
    Aside.READ_AS_ACCEPTANCE: ("answer", "question"),
    Aside.READ_AS_QUESTION: ("answer", "acceptance"),
    Aside.WAS_IT_AN_ANSWER: ("answer", "acceptance", "question"),
    Aside.READ_AS_WORD: ("answer", "question"),
    Aside.WAS_IT_THEIR_PART: ("answer",),
    Aside.STILL_THEIRS: ("answer",),
    Aside.READ_AS_REOPENED: ("thanks",),
    Aside.READ_AS_REPLY: ("thanks",),
}
# What a correction is called where its reading alone does not say it.
_CALLED = {
    Aside.CLOSE_IT: "button.ask_again",
    Aside.DID_IT_HELP: "button.ask_again",
    Aside.WAS_IT_THEIR_PART: "button.that_was_it",
    Aside.STILL_THEIRS: "button.that_was_it",
    Aside.READ_AS_REPLY: "button.no_reply_yet",
}


_SENTENCES = {Aside.HELLO: "hello.channel", Aside.EVALUATION: "aside.evaluation"}


def letter(drawn: Letter, texts: Texts) -> Message:
    """A line or an aside, for one person."""
    if drawn.told is not None:
        return keyed(absence_news.news(drawn, drawn.told, texts), drawn.item.key)
    if drawn.nudge is not None:
        return keyed(nudges.nudge(drawn, drawn.nudge, texts), drawn.item.key)
    if drawn.alarm is not None:
        return keyed(alarms.alarm(drawn, drawn.alarm, texts), drawn.item.key)
    if drawn.reminded:
        return keyed(reminder(drawn, texts), drawn.item.key)
    if drawn.note is not None and drawn.to is not None:
        return keyed(note(drawn.note, drawn.to, texts), drawn.item.key)
    message = _aside(drawn, texts) if drawn.aside is not None else _line(drawn, texts)
    return keyed(message, drawn.item.key)


def _line(drawn: Letter, texts: Texts) -> Message:
    scene, line = drawn.scene, drawn.line
    if scene is None or line is None:
        raise ValueError("a line needs its request")
    head = _head(drawn, scene, line, texts)
    words = str(drawn.entry.data.get("text", "")) if drawn.entry and line not in _WORDLESS else ""
    said = [section(quote(words))] if words else []
    if is_cut(words) and drawn.entry:
        value = f"{scene.request.id}:{drawn.entry.id}"
        said.append(actions(button("reply.text", texts.t("menu.text"), value)))
    sense = Mrkdwn(f"{head} {escape(words)}") if words else head
    return Message(cut(sense, FALLBACK_LIMIT), [section(head), *said, *_below(drawn, scene, line, texts)])


def _head(drawn: Letter, scene: Scene, line: Line, texts: Texts) -> Mrkdwn:
    request, zone = scene.request, zone_of((drawn.to or scene.requester).zone)
    data = drawn.entry.data if drawn.entry else {}
    said = next((data[name] for name in ("by", "until", "at") if data.get(name)), None)
    when = datetime.fromisoformat(said) if said else request.wanted_by_at
    return texts.m(
        _key(drawn, scene, line),
        name=name_of(drawn.by.name if drawn.by else scene.other.name),
        to=name_of(drawn.named.name if drawn.named else ""),
        other=name_of(scene.requester.name),
        when=data.get("roughly") or (texts.token(when, zone) if when else ""),
        before=texts.token(datetime.fromisoformat(data["before"]), zone) if "before" in data else "",
        title=str(data.get("title") or request.title),
    )


def _key(drawn: Letter, scene: Scene, line: Line) -> str:
    """The sentence of a line: one for each kind, or more where it is said differently."""
    data = drawn.entry.data if drawn.entry else {}
    if line is Line.CLOSED:
        return f"line.closed.{scene.request.outcome or Outcome.YES}"
    if line in _GONE and drawn.entry is not None and drawn.entry.kind is Entry.ERASED:
        return f"line.{line}.erased"
    if line is Line.SHARE_ASKED:
        return f"line.share_asked.{data.get('way', 'hand_over')}"
    if line is Line.RESUMED:
        mine = drawn.to is not None and drawn.to.id == scene.request.owner_id
        return "line.resumed.yours" if mine else "line.resumed.theirs"
    if line in (Line.AWAY_THEN, Line.AWAY_TOLD):
        why = next((each for each in ("wished", "long") if each in data), "")
        return _AWAY[line, why, "until" in data or "roughly" in data]
    if line is Line.NOTED:
        return f"line.noted.{data.get('how', 'other')}"
    if line is Line.MERGED:
        return "line.merged.known" if data.get("title") else "line.merged.unknown"
    return "line.missed_quietly" if "quietly" in data else f"line.{line}"


def _below(drawn: Letter, scene: Scene, line: Line, texts: Texts) -> list[Block]:
    """What can be done about a line."""
    if line in (Line.ANSWERED, Line.ANSWERED_ELSEWHERE):
        return [section(texts.m("line.did_that_solve_it")), actions(*helped(value_of(scene), texts))]
    if line in (Line.ASKED_BACK, Line.REPLIED, Line.REOPENED, Line.RETURNED):
        return [section(texts.m("line.your_turn"))]
    if line is Line.DECLINED and drawn.entry and drawn.entry.data.get("alternative"):
        return [section(texts.m("line.instead")), section(quote(str(drawn.entry.data["alternative"])))]
    if line is Line.SHARE_ASKED and drawn.entry:
        value = f"{value_of(scene)}:{drawn.entry.id}"
        return [
            actions(
                button("request.share_yes", texts.t("button.they_may"), value, primary=True),
                button("request.share_no", texts.t("button.keep_it_between_us"), value),
            )
        ]
    if line is Line.OWNER_LEFT and drawn.entry and drawn.entry.data.get("cover"):
        return [actions(*(_offer(action, label, scene, texts) for action, label in _OFFERS[Line.AWAY_THEN]))]
    if line in _OFFERS and not (line is Line.HELD and scene.turn and scene.turn.held_until is None):
        return [actions(*(_offer(action, label, scene, texts) for action, label in _OFFERS[line]))]
    return []


def _offer(action: str, label: str, scene: Scene, texts: Texts) -> Block:
    return button(action, texts.t(label), value_of(scene), primary=action in _FIRST)


def _aside(drawn: Letter, texts: Texts) -> Message:
    if drawn.aside in _SENTENCES:
        return said(texts.m(_SENTENCES[drawn.aside]))
    if drawn.aside is Aside.SEEMS_AWAY:
        return absence_news.seems_away(drawn.item.data.get("until"), texts)
    if drawn.aside is Aside.REFUSED:
        draft = drawn.draft
        reason = texts.m(f"refused.{draft['reason']}", **draft["values"])
        return refused(reason, draft["text"], drawn.item.data["draft"], texts)
    if drawn.aside is Aside.WHICH:
        return _which(drawn, texts)
    if drawn.scene is None:
        raise ValueError("an aside needs its request")
    scene = drawn.scene
    if drawn.aside is Aside.REACHED_LATER:
        return said(sent(_logged(drawn, scene), texts, scene.request.created_at))
    if drawn.aside is Aside.DONE:
        return _done(drawn, scene, texts)
    reader = scene.lender_of_viewer if _is_third(scene) else scene.other
    line = texts.m(f"aside.{drawn.aside}", name=name_of(reader.name), title=scene.request.title)
    return Message(line, [section(line), *_corrections(drawn, scene, texts)])


def _is_third(scene: Scene) -> bool:
    """Whether the viewer is somebody to whom it was lent."""
    return scene.viewer is not None and scene.viewer.id not in (scene.requester.id, scene.owner.id)


def done_line(done: Done, texts: Texts) -> Mrkdwn:
    """What somebody has just done, said back to them."""
    scene, entry = done.scene, done.entry
    by = entry.data.get("by") or entry.data.get("until")
    zone = zone_of((scene.viewer or scene.requester).zone)
    return texts.m(
        f"aside.done.{entry.kind}",
        name=name_of(scene.other.name),
        to=name_of(done.named.name if done.named else ""),
        when=texts.token(datetime.fromisoformat(by), zone) if by else "",
    )


def undo_button(scene: Scene, texts: Texts) -> Block:
    """The way to take back what was done last."""
    return button("request.undo", texts.t("button.undo"), str(scene.request.id))


def _done(drawn: Letter, scene: Scene, texts: Texts) -> Message:
    if drawn.entry is None:
        raise ValueError("a confirmation needs its entry")
    line = done_line(Done(scene, drawn.entry, drawn.named), texts)
    buttons = [undo_button(scene, texts)]
    if drawn.entry.kind is Entry.CLOSED:
        buttons.insert(0, button("request.thank", texts.t("button.thank"), str(scene.request.id)))
    return Message(line, [section(line), actions(*buttons)])


def _logged(drawn: Letter, scene: Scene) -> Logged:
    """What was asked by a mention, and when its owner is reached."""
    request, opens_at = scene.request, datetime.fromisoformat(drawn.item.data["opens_at"])
    return Logged(
        request.id, request.text, scene.owner, scene.requester, request.wanted_by_at, opens_at=opens_at
    )


def _corrections(drawn: Letter, scene: Scene, texts: Texts) -> list[Block]:
    if drawn.aside in (Aside.CLOSE_IT, Aside.DID_IT_HELP, Aside.SOLVED):
        yes = button("request.yes", texts.t("button.close_it"), value_of(scene), primary=True)
        again = [_correction(drawn, "question", texts)] if drawn.entry else []
        return [actions(yes, *again)]
    if drawn.aside is Aside.READ_AS_RETURNED:
        return [actions(undo_button(scene, texts))]
    if drawn.aside is Aside.TAKE_IT:
        return [actions(button("request.take", texts.t("button.take"), value_of(scene), primary=True))]
    choices = _CORRECTIONS.get(drawn.aside or Aside.FILES, ())
    return [actions(*(_correction(drawn, choice, texts) for choice in choices))] if choices else []


def _correction(drawn: Letter, reading: str, texts: Texts) -> Block:
    scene, entry = drawn.scene, drawn.entry
    value = f"{scene.request.id if scene else 0}:{entry.id if entry else 0}"
    called = _CALLED.get(drawn.aside) if drawn.aside else None
    return button(f"reply.{reading}", texts.t(called or f"button.it_was_{reading}"), value)


def _which(drawn: Letter, texts: Texts) -> Message:
    """Words outside any thread: which request are they about?"""
    draft = drawn.item.data["draft"]
    line = texts.m("aside.which" if drawn.choices else "aside.which_none")
    choices = [_choice(scene, draft, texts) for scene in drawn.choices]
    elements = [select("reply.about", texts.t("button.choose_request"), choices)] if choices else []
    ask = button("request.new", texts.t("button.ask_a_colleague"), f"draft:{draft}")
    return Message(line, [section(line), actions(*elements, ask)])


def _choice(scene: Scene, draft: int, texts: Texts) -> Block:
    label = texts.t("choice.request", name=scene.other.name, title=scene.request.title)
    return option(label, f"{scene.request.id}:{draft}")
