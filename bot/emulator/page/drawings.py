"""What the page is told about the workspace, as JSON."""

from bot.emulator.deliveries import Delivery
from bot.emulator.people import Person
from bot.emulator.screen import joined
from bot.emulator.server import ApiCall
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace


def company(workspace: Workspace) -> Json:
    """Everybody and everything that has a name, and what the app offers."""
    app = workspace.app
    features = app.manifest.get("features") or {}
    return {
        "team": workspace.team,
        "people": [_person(one) for one in workspace.people.by_id.values()],
        "groups": [group.as_json(app.team_id) for group in workspace.people.groups.values()],
        "bot": {"id": app.bot_user_id, "name": app.bot_name, "has_home": app.home_enabled},
        "commands": features.get("slash_commands") or [],
        "shortcuts": features.get("shortcuts") or [],
    }


def _person(person: Person) -> Json:
    kept = ("id", "name", "label", "real_name", "title", "tz", "is_bot", "deleted", "is_admin")
    shape: Json = {key: getattr(person, key) for key in (*kept, "status_text", "status_emoji")}
    is_guest = person.is_restricted or person.is_ultra_restricted
    is_home = not person.is_bot and person.tz is not None and not person.deleted
    return shape | {"is_guest": is_guest, "can_be": is_home, "is_away": person.presence != "active"}


def conversations(workspace: Workspace, person: Person) -> list[Json]:
    """Every conversation this person can open, with those they are in first."""
    mine = joined(workspace, person)
    open_ones = [one.id for one in workspace.channels.by_id.values() if one.is_open_to(person.id)]
    return [_conversation(workspace, person, channel_id) for channel_id in dict.fromkeys([*mine, *open_ones])]


def _conversation(workspace: Workspace, person: Person, channel_id: str) -> Json:
    channel = workspace.channels.by_id[channel_id]
    shape: Json = {"id": channel.id, "name": channel.name, "kind": channel.type}
    shape |= {"is_member": person.id in channel.members, "is_archived": channel.is_archived}
    shape |= {"members": list(channel.members), "with": channel.other(person.id) if channel.is_im else None}
    return shape


def call_made(call: ApiCall) -> Json:
    """A call of the Web API, for the inspector."""
    came = {"kind": "call", "name": call.method, "at": call.at.isoformat(), "seconds": call.seconds}
    return came | {
        "payload": call.args,
        "answer": call.answer,
        "ok": bool(call.answer and call.answer.get("ok")),
    }


def delivery_sent(delivery: Delivery) -> Json:
    """Something brought to the app, for the inspector."""
    payload: Json = (
        delivery.payload if isinstance(delivery.payload, dict) else {"body": str(delivery.payload)}
    )
    event: Json = payload.get("event") or payload
    name = payload.get("command") or event.get("type") or delivery.kind
    sent: Json = {"kind": "delivery", "name": name, "seconds": delivery.seconds}
    sent |= {"at": delivery.at.isoformat() if delivery.at else None, "attempts": len(delivery.attempts)}
    return sent | {"payload": payload, "answer": delivery.answer, "ok": delivery.ok}
