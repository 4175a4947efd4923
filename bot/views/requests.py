"""The card of a request, as each of its people and its channel sees it."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.letters import Card, Scene
from bot.views import buttons
from bot.views.buttons import value_of
from bot.views.earlier import answered_before, history_buttons
from bot.views.hello import introduced
from bot.views.parts import (
    FALLBACK_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    cut,
    is_cut,
    keyed,
    name_of,
    quote,
    section,
)
from storage.records import Outcome, Person, Place, Request, Side, Status, Why

QUOTED_LIMIT = 600


def card(drawn: Card, texts: Texts) -> Message:
    """The card as it should now stand in its place; its key travels in the first block."""
    scene, place = drawn.scene, drawn.place
    is_open = scene.request.status is Status.OPEN
    if scene.viewer is None:
        message = _in_channel(scene, place, texts)
    elif is_open:
        message = _for_viewer(drawn, scene.viewer, texts)
    else:
        message = _ended(scene, texts)
    if drawn.introduces and is_open:
        message = introduced(message, texts.m("hello"), texts)
    return keyed(message, place.key)


def _for_viewer(drawn: Card, viewer: Person, texts: Texts) -> Message:
    scene = drawn.scene
    if viewer.id == scene.request.requester_id:
        return _for_requester(drawn, texts)
    if viewer.id == scene.request.owner_id:
        return _for_owner(drawn, texts)
    if viewer == scene.third or viewer in scene.lenders:
        return _for_third(scene, texts)
    if scene.turn is not None and drawn.place.offered_in == scene.turn.id:
        return _for_member(scene, texts)
    return _passed_on(scene, texts)


def turn_line(scene: Scene, texts: Texts) -> Mrkdwn:
    """Whose turn it is and why, as the viewer may know it."""
    turn, viewer = scene.turn, scene.viewer
    if turn is None:
        return _outcome(scene, texts)
    mine = viewer is not None and turn.holder_id == viewer.id
    holder = scene.holder.name if scene.holder else ""
    return turn_words(turn.why, mine, texts, holder=holder, other=scene.other.name)


def turn_words(why: Why, mine: bool, texts: Texts, *, holder: str, other: str) -> Mrkdwn:
    """Whose turn it is and why, seen by its holder (`mine`) or by whoever waits for them."""
    who = "yours" if mine else "theirs"
    return texts.m(f"turn.{who}.{why}", name=name_of(holder), other=name_of(other))


def asked_line(scene: Scene, texts: Texts) -> Mrkdwn:
    """Who asked whom for what, in one line."""
    names = {"requester": name_of(scene.requester.name), "owner": name_of(scene.owner.name)}
    return texts.m("card.ended", **names, title=scene.request.title)


def _for_owner(drawn: Card, texts: Texts) -> Message:
    scene, value = drawn.scene, value_of(drawn.scene)
    requester = name_of(scene.requester.name)
    request = scene.request
    head = texts.m(f"card.owner.{request.urgency}", name=requester)
    blocks = [section(head), *_asked(scene, texts)]
    side = scene.turn.side if scene.turn else None
    if side is Side.OWNER:
        blocks += _wanted(scene, texts)
        blocks.append(section(texts.m("card.reply_or")))
        earlier = history_buttons(drawn.earlier, texts)
        blocks.append(actions(*buttons.for_owner(value, texts, *earlier)))
    elif side is Side.THIRD:
        blocks.append(actions(*buttons.for_lender(value, texts)))
    else:
        blocks.append(actions(buttons.menu(value, texts, ("note", "same", "trail"))))
    blocks.append(_foot(scene, texts))
    return Message(_fallback(texts, "fallback.owner", requester, request), blocks)


def _for_third(scene: Scene, texts: Texts) -> Message:
    """For somebody to whom it was lent; they may have lent it on."""
    request, value = scene.request, value_of(scene)
    lender = name_of(scene.lender_of_viewer.name)
    names = {"name": lender, "requester": name_of(scene.requester.name)}
    blocks = [section(texts.m("card.third", **names)), *_asked(scene, texts)]
    if scene.viewer == scene.third:
        blocks.append(section(texts.m("card.third_reply", name=lender)))
        blocks.append(actions(*buttons.for_third(value, texts)))
    else:
        blocks.append(actions(*buttons.for_lender(value, texts)))
    blocks.append(_foot(scene, texts))
    return Message(_fallback(texts, "fallback.third", lender, request), blocks)


def _for_member(scene: Scene, texts: Texts) -> Message:
    """For everybody in the team that was asked, until one of them takes it."""
    names = {"name": name_of(scene.requester.name), "team": name_of(scene.owner.name)}
    request, value = scene.request, value_of(scene)
    blocks = [section(texts.m(f"card.team.{request.urgency}", **names)), *_asked(scene, texts)]
    if request.wanted_by_at is not None and scene.viewer is not None:
        wish = texts.token(request.wanted_by_at, zone_of(scene.viewer.zone))
        blocks.append(section(texts.m("card.wanted_by", when=wish)))
    blocks += [
        section(texts.m("card.team_reply_or")),
        actions(*buttons.for_member(value, texts)),
        context(texts.m("card.number", number=request.number)),
    ]
    return Message(_fallback(texts, "fallback.team", names["name"], request), blocks)


def _wanted(scene: Scene, texts: Texts) -> list[Block]:
    request, viewer = scene.request, scene.viewer
    zone = zone_of(viewer.zone if viewer else scene.requester.zone)
    if scene.turn is not None and scene.turn.held_until is not None:
        return [section(texts.m("card.you_hold", when=texts.token(scene.turn.held_until, zone)))]
    if request.promised_at is not None:
        return [section(texts.m("card.you_promised", when=texts.token(request.promised_at, zone)))]
    if request.wanted_by_at is None:
        return []
    wish = texts.token(request.wanted_by_at, zone)
    if request.wanted_by_declined_at is not None:
        return [section(texts.m("card.wanted_by", when=wish))]
    return [
        section(texts.m("card.can_you_by", when=wish)),
        actions(*buttons.by_then(value_of(scene), texts)),
    ]


def _for_requester(drawn: Card, texts: Texts) -> Message:
    scene = drawn.scene
    owner, request = name_of(scene.owner.name), scene.request
    blocks = [section(texts.m(f"card.requester.{request.urgency}", name=owner)), *_asked(scene, texts)]
    blocks.append(section(_standing(scene, texts)))
    blocks += answered_before(drawn.similar, texts)
    why, earlier = scene.turn.why if scene.turn else None, history_buttons(drawn.earlier, texts)
    blocks.append(actions(*buttons.for_requester(value_of(scene), texts, why, *earlier, hand=drawn.hand)))
    blocks.append(context(texts.m("card.number", number=request.number)))
    return Message(_fallback(texts, "fallback.requester", owner, request), blocks)


def _standing(scene: Scene, texts: Texts) -> Mrkdwn:
    """Where the request stands, for the one who asked."""
    request, turn = scene.request, scene.turn
    zone = zone_of(scene.requester.zone)
    name = name_of(scene.owner.name)
    if turn is None or turn.why is Why.ANSWERED:
        return turn_line(scene, texts)
    if turn.side is Side.REQUESTER:
        return Mrkdwn(f"{turn_line(scene, texts)}. {texts.m('card.just_reply')}")
    since = texts.token(turn.started_at, zone)
    if turn.held_until is not None:
        return texts.m("card.held_until", name=name, when=texts.token(turn.held_until, zone))
    if turn.why is Why.TEAM_ASKED:
        return texts.m("card.team_since", name=name, since=since)
    if scene.third is not None:
        return texts.m("card.lent_since", name=name, to=name_of(scene.third.name), since=since)
    if request.promised_at is not None:
        promised = texts.token(request.promised_at, zone)
        return texts.m("card.will_answer_by", name=name, when=promised, since=since)
    key = "card.accepted_since" if request.accepted_at else "card.with_since"
    if request.wanted_by_at is None:
        return texts.m(key, name=name, since=since)
    wish = texts.m("card.you_wish", when=texts.token(request.wanted_by_at, zone))
    return Mrkdwn(f"{texts.m(key, name=name, since=since)} {wish}")


def _in_channel(scene: Scene, place: Place, texts: Texts) -> Message:
    request = scene.request
    if place.channel_id != request.channel_id:
        line = texts.m("channel.gone_on")
        return Message(line, [section(line)])
    if request.status is not Status.OPEN:
        return _ended(scene, texts)
    names = {"requester": name_of(scene.requester.name), "owner": name_of(scene.owner.name)}
    standing = _standing_in_channel(scene, names["owner"], texts)
    blocks = [section(texts.m("channel.asks", **names)), section(quote(request.text)), context(standing)]
    return Message(cut(texts.m("fallback.channel", **names, title=request.title), FALLBACK_LIMIT), blocks)


def _standing_in_channel(scene: Scene, owner: str, texts: Texts) -> Mrkdwn:
    """With whom it is, and until when: no more is anybody else's business."""
    request, turn, zone = scene.request, scene.turn, zone_of(scene.requester.zone)
    if turn is not None and turn.held_until is not None:
        return texts.m("channel.held", name=owner, day=texts.day(turn.held_until, zone))
    if turn is not None and turn.why is Why.TEAM_ASKED:
        return texts.m("channel.team", name=owner)
    if turn is not None and turn.side is not Side.OWNER:
        return texts.m("channel.with", name=name_of(scene.holder.name if scene.holder else ""))
    if request.promised_at is not None:
        return texts.m("channel.promised", name=owner, day=texts.day(request.promised_at, zone))
    return texts.m("channel.with", name=owner)


def _passed_on(scene: Scene, texts: Texts) -> Message:
    """What stays with somebody who handed the request over, or has given it back."""
    line = texts.m("card.passed_on", name=name_of(scene.owner.name), title=scene.request.title)
    return Message(line, [section(line), context(texts.m("card.number", number=scene.request.number))])


def _ended(scene: Scene, texts: Texts) -> Message:
    line = asked_line(scene, texts)
    outcome = _outcome(scene, texts)
    number = texts.m("card.number", number=scene.request.number)
    blocks = [section(line), context(Mrkdwn(f"{outcome} · {number}"))]
    return Message(f"{line} {outcome}", blocks)


def _outcome(scene: Scene, texts: Texts) -> Mrkdwn:
    """How it ended, said to the requester, to the owner, or of both."""
    request, viewer = scene.request, scene.viewer
    key = request.outcome if request.status is Status.CLOSED and request.outcome else request.status
    if request.outcome is Outcome.GOT_ANSWER and request.answered_at is not None:
        key = Outcome.YES
    side = {request.requester_id: "requester", request.owner_id: "owner"}.get(
        viewer.id if viewer else 0, "others"
    )
    names = {"requester": name_of(scene.requester.name), "owner": name_of(scene.owner.name)}
    return texts.m(f"outcome.{key}.{side}", **names)


def _asked(scene: Scene, texts: Texts) -> list[Block]:
    """What was asked, a way to all of it if that is too long for a card, and what it is about."""
    request = scene.request
    whole = actions(button("request.text", texts.t("menu.text"), value_of(scene)))
    return [
        section(quote(request.text)),
        *([whole] if is_cut(request.text) else []),
        *_source(request, texts),
    ]


def _source(request: Request, texts: Texts) -> list[Block]:
    """The message that a request was made of, if it was."""
    if request.quote is None:
        return []
    link = Mrkdwn(f"<{request.source_url}|{texts.m('card.source_link')}>") if request.source_url else ""
    about = texts.m("card.source", link=link)
    if request.quote == request.text:
        return [section(about)]
    return [section(Mrkdwn(f"{about}\n{quote(request.quote, QUOTED_LIMIT)}"))]


def _foot(scene: Scene, texts: Texts) -> Block:
    number = texts.m("card.number", number=scene.request.number)
    return context(Mrkdwn(f"{turn_line(scene, texts)} · {number}"))


def _fallback(texts: Texts, key: str, name: str, request: Request) -> str:
    return cut(texts.m(key, name=name, title=request.title), FALLBACK_LIMIT)
