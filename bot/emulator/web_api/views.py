"""`views.*`: modals and Home."""

import json
from typing import Any

from bot.emulator import limits
from bot.emulator.blocks import check_view
from bot.emulator.elements import name_blocks
from bot.emulator.shapes import Json, SlackError
from bot.emulator.views import View
from bot.emulator.web_api.method import Call, Method
from bot.emulator.workspace import Workspace


def open_(call: Call) -> Json:
    trigger = call.workspace.triggers.use(_trigger(call))
    content = _content(call, "modal")
    view = call.workspace.views.open(trigger.user, content, trigger.channel)
    return _shown(call, "modal", view)


def push(call: Call) -> Json:
    trigger = call.workspace.triggers.use(_trigger(call))
    view = call.workspace.views.push(trigger.user, _content(call, "modal"))
    return _shown(call, "modal", view)


def update(call: Call) -> Json:
    views = call.workspace.views
    view = views.find(call.text("view_id"), call.text("external_id"))
    kind = str(view.content["type"])
    views.update(view, _content(call, kind, view), call.text("hash"))
    return _shown(call, kind, view)


def publish(call: Call) -> Json:
    workspace = call.workspace
    if not workspace.app.home_enabled:
        raise SlackError("not_enabled")
    person = workspace.people.get(call.need("user_id"))
    content = _content(call, "home", workspace.views.homes.get(person.id))
    return _shown(call, "home", workspace.views.publish(person.id, content, call.text("hash")))


def _trigger(call: Call) -> str:
    return call.text("trigger_id") or call.need("interactivity_pointer")


def _content(call: Call, kind: str, replacing: View | None = None) -> Json:
    content = call.json("view", "invalid_arguments")
    return checked_view(call.workspace, content, kind=kind, replacing=replacing)


def checked_view(
    workspace: Workspace, content: Any, *, kind: str = "modal", replacing: View | None = None
) -> Json:
    """The view as Slack keeps it, or its reason for refusing it."""
    if not isinstance(content, dict) or content.get("type") != kind:
        messages = [f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]"]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    if len(json.dumps(content)) > limits.VIEW_BYTES:
        raise SlackError("view_too_large")
    problems = check_view(content, utf16=workspace.switches.utf16)
    if problems:
        raise SlackError("invalid_arguments", response_metadata={"messages": problems})
    if workspace.views.is_taken(content.get("external_id"), besides=replacing):
        raise SlackError("duplicate_external_id")
    return content | {"blocks": name_blocks(content.get("blocks") or [], workspace.ids)}


def _shown(call: Call, kind: str, view: View) -> Json:
    call.workspace.tell_view(kind, view)
    return {"view": call.workspace.view_json(view)}


METHODS = (
    Method("views.open", open_, required=("view",)),
    Method("views.push", push, required=("view",)),
    Method("views.update", update, required=("view",)),
    Method("views.publish", publish, required=("user_id", "view")),
)
