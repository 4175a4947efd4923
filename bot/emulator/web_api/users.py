"""`users.*`: who the people are."""

from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method


def info(call: Call) -> Json:
    return {"user": _shape(call, call.workspace.people.get(call.need("user")))}


def list_(call: Call) -> Json:
    """Deactivated people and bots are listed too."""
    page, more = call.page(list(call.workspace.people.by_id.values()))
    now = int(call.workspace.now().timestamp())
    return {"members": [_shape(call, person) for person in page], "cache_ts": now} | more


def lookup_by_email(call: Call) -> Json:
    person = call.workspace.people.index.emails.get(call.need("email").lower())
    finds_deactivated = call.workspace.switches.lookup_finds_deactivated
    if person is None or (person.deleted and not finds_deactivated):
        raise SlackError("users_not_found")
    return {"user": _shape(call, person)}


def profile_get(call: Call) -> Json:
    person = call.workspace.people.get(call.text("user", call.bot.id))
    return {"profile": _profile(call, person)}


def get_presence(call: Call) -> Json:
    person = call.workspace.people.get(call.text("user", call.bot.id))
    return {"presence": person.presence}


def _shape(call: Call, person: Person) -> Json:
    workspace = call.workspace
    shape = person.as_json(workspace.now(), workspace.app.team_id, include_locale=call.flag("include_locale"))
    return shape | {"profile": _profile(call, person)}


def _profile(call: Call, person: Person) -> Json:
    profile = person.profile()
    if "users:read.email" in call.workspace.app.scopes and not person.is_bot:
        profile["email"] = person.email
    return profile


_READ = ("users:read",)
METHODS = (
    Method("users.info", info, _READ, required=("user",)),
    Method("users.list", list_, _READ),
    Method("users.lookupByEmail", lookup_by_email, ("users:read.email",), required=("email",)),
    Method("users.profile.get", profile_get, ("users.profile:read", "users:read")),
    Method("users.getPresence", get_presence, _READ),
)
