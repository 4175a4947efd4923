"""`usergroups.*`: groups that are mentioned by a handle."""

from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method


def list_(call: Call) -> Json:
    with_users = call.flag("include_users")
    groups = call.workspace.people.groups.values()
    return {"usergroups": [g.as_json(call.workspace.app.team_id, include_users=with_users) for g in groups]}


def users_list(call: Call) -> Json:
    group = call.workspace.people.groups.get(call.need("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


_READ = ("usergroups:read",)
METHODS = (
    Method("usergroups.list", list_, _READ),
    Method("usergroups.users.list", users_list, _READ, required=("usergroup",)),
)
