"""`conversations.*` but for reading what was said: which there are, who is in them, coming and going."""

from bot.emulator import limits
from bot.emulator.channels import Channel
from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method

READ = ("channels:read", "groups:read", "im:read", "mpim:read")


def open_(call: Call) -> Json:
    if call.text("channel"):
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    people = [_partner(call, user) for user in dict.fromkeys(call.many("users"))]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > limits.PEOPLE_IN_A_DM:
        raise SlackError("too_many_users")
    if len(people) > 1:
        call.workspace.app.need("mpim:write")
    ids = (call.bot.id, *(person.id for person in people))
    known = call.workspace.channels.direct(*ids)
    if known is None and call.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    created = int(call.workspace.now().timestamp())
    channel = known or call.workspace.channels.open_direct(*ids, created=created)
    shape = _shape(call, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shape} | ({"no_op": True, "already_open": True} if known else {})


def _partner(call: Call, user_id: str) -> Person:
    person = call.workspace.people.get(user_id)
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError(call.workspace.switches.dm_to_bot_error)
    if person.is_stranger:
        raise SlackError("user_not_visible")
    return person


def info(call: Call) -> Json:
    channel = call.channel()
    call.workspace.app.need(f"{channel.scope}:read")
    with_members = call.flag("include_num_members")
    shape = channel.as_json(call.workspace.app.team_id, call.bot.id, include_num_members=with_members)
    return {"channel": shape}


def list_(call: Call) -> Json:
    return _listed(call, [c for c in call.workspace.channels.by_id.values() if c.is_open_to(call.bot.id)])


def users_conversations(call: Call) -> Json:
    user = call.text("user", call.bot.id)
    channels = call.workspace.channels.by_id.values()
    return _listed(call, [c for c in channels if user in c.members and c.is_open_to(call.bot.id)])


def _listed(call: Call, channels: list[Channel]) -> Json:
    """Slack filters after paging: a page may be short, even empty, while there is a next one."""
    kinds = call.many("types", "public_channel")
    page, more = call.page(channels)
    shown = [c for c in page if c.kind in kinds and not (c.is_archived and call.flag("exclude_archived"))]
    return {"channels": [_shape(call, channel) for channel in shown]} | more


def members(call: Call) -> Json:
    page, more = call.page(list(call.channel().members))
    return {"members": page} | more


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.type != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    already = call.bot.id in channel.members
    call.office.membership.join(channel, call.bot)
    return {"channel": _shape(call, channel)} | ({"warning": "already_in_channel"} if already else {})


def leave(call: Call) -> Json:
    channel = call.channel()
    if call.bot.id not in channel.members:
        return {"not_in_channel": True}
    call.office.membership.leave(channel, call.bot)
    return {}


def invite(call: Call) -> Json:
    channel = call.channel(member=True)
    people = [call.workspace.people.get(user) for user in call.many("users")]
    if any(person.id in channel.members for person in people):
        raise SlackError("already_in_channel")
    for person in people:
        call.office.membership.join(channel, person, inviter=call.bot)
    return {"channel": _shape(call, channel)}


def _shape(call: Call, channel: Channel) -> Json:
    return channel.as_json(call.workspace.app.team_id, call.bot.id)


METHODS = (
    Method("conversations.open", open_, ("im:write", "mpim:write")),
    Method("conversations.info", info, required=("channel",)),
    Method("conversations.list", list_, READ),
    Method("conversations.members", members, READ, required=("channel",)),
    Method("conversations.join", join, ("channels:join",), required=("channel",)),
    Method("conversations.leave", leave, ("channels:manage", "groups:write"), required=("channel",)),
    Method(
        "conversations.invite", invite, ("channels:manage", "groups:write"), required=("channel", "users")
    ),
    Method("users.conversations", users_conversations, READ),
)
