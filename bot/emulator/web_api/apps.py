"""`auth.test`, `api.test` and `apps.connections.open`: who is calling, and from where Slack may be heard."""

from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    answer: Json = {"url": f"https://{workspace.team['domain']}.slack.com/", "team": workspace.team["name"]}
    answer |= {"user": workspace.bot.name, "team_id": workspace.app.team_id, "user_id": workspace.bot.id}
    return answer | {"bot_id": workspace.app.bot_id, "is_enterprise_install": False}


def api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.args)
    return {"args": call.args}


def connections_open(call: Call) -> Json:
    workspace = call.workspace
    if not workspace.app.socket_mode:
        raise SlackError("socket_mode_disabled")
    base = workspace.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={workspace.sockets.ticket()}&app_id={workspace.app.id}"}


METHODS = (
    Method("auth.test", auth_test),
    Method("api.test", api_test, caller="anyone"),
    Method("apps.connections.open", connections_open, caller="app"),
)
