"""`team.info` and `bots.info`: the workspace itself, and who a `bot_id` is."""

from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method


def info(call: Call) -> Json:
    team = call.workspace.team
    return {"team": {"email_domain": "", "icon": {"image_default": True}} | team}


def bots_info(call: Call) -> Json:
    workspace = call.workspace
    wanted = call.text("bot", workspace.app.bot_id)
    for person in workspace.people.by_id.values():
        if person.is_bot and wanted == person.bot_id:
            bot: Json = {"id": person.bot_id, "deleted": person.deleted, "name": person.real_name}
            return {"bot": bot | {"updated": person.updated, "app_id": person.app_id, "user_id": person.id}}
    raise SlackError("bot_not_found")


METHODS = (
    Method("team.info", info, ("team:read",)),
    Method("bots.info", bots_info, ("users:read",)),
)
