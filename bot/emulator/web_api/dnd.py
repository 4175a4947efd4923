"""`dnd.*`: when people do not want to be disturbed. Others see the schedule, never a pause."""

from bot.emulator.people import Person, dnd_status
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method


def info(call: Call) -> Json:
    return _status(call.workspace.people.get(call.text("user", call.bot.id)))


def team_info(call: Call) -> Json:
    users = call.many("users")
    most = call.workspace.switches.dnd_team_info_limit
    if most is not None and len(users) > most:
        raise SlackError("too_many_users")
    known = (call.workspace.people.by_id.get(user) for user in users)
    return {"users": {person.id: _status(person) for person in known if person is not None}}


def _status(person: Person) -> Json:
    return person.dnd or dnd_status(0, 0)


_READ = ("dnd:read",)
METHODS = (
    Method("dnd.info", info, _READ),
    Method("dnd.teamInfo", team_info, _READ, required=("users",)),
)
