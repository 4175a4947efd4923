"""What Slack sends: the same bodies to every alternative, each signed, each under a key of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.slack import TEAM

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # an example: whoever checks and whoever signs have it from here
PEOPLE = [f"U{number:08}" for number in range(1, 65)]
TEXTS = (
    "<@{owner}|ben> Which rate applies to the Oslo contract? by friday 14:00",
    "today <@{owner}|ben> Can you look over the tender before it leaves?",
    "<@{owner}|ben> Where is the signed copy of the Copenhagen lease, please",
    "today <@{owner}|ben> May we tell Nakamura & Sons yes? by tomorrow 10:00",
)
_running = count(1)


def asker(number: int) -> str:
    return PEOPLE[number % len(PEOPLE)]


def owner(number: int) -> str:
    """Somebody else, in time everybody else."""
    others = len(PEOPLE) - 1
    return PEOPLE[(number + 1 + number // len(PEOPLE) % others) % len(PEOPLE)]


def command(name: str = "/request", text: str | None = None) -> dict[str, Any]:
    """A slash command: by default a request of somebody to somebody."""
    number = next(_running)
    by, to = asker(number), owner(number)
    said = TEXTS[number % len(TEXTS)].format(owner=to) if text is None else text
    return {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "team_id": TEAM,
        "team_domain": "nord",
        "channel_id": "C00000001",
        "channel_name": "general",
        "user_id": by,
        "user_name": by.lower(),
        "command": name,
        "text": said,
        "api_app_id": "A00000001",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T00000001/397700885554/96rGlfmibIGlgcZRskXaIFfN",
        "trigger_id": _trigger(number),
    }


def button(by: str, action_id: str, value: str, *, chosen: bool = False) -> dict[str, Any]:
    """A button pressed on a card, or a choice made in its menu."""
    number = next(_running)
    carried: dict[str, Any] = {"value": value}
    if chosen:
        text = {"type": "plain_text", "text": "Tomorrow", "emoji": True}
        carried = {"type": "static_select", "selected_option": {"text": text, "value": value}}
    action = {"type": "button", "action_id": action_id, "block_id": "actions", "action_ts": "1548426417.84"}
    return _interaction(by, number) | {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": "1795684320.000006", "channel_id": "D00000001"},
        "channel": {"id": "D00000001", "name": "directmessage"},
        "message": {
            "type": "message",
            "user": "UBOT",
            "ts": "1795684320.000006",
            "text": "A card",
            "blocks": [],
        },
        "actions": [action | carried],
    }


def form() -> dict[str, Any]:
    """The form for a new request, filled in."""
    number = next(_running)
    by, to = asker(number), owner(number)
    values = {
        "owner": {"type": "users_select", "selected_user": to},
        "text": {"type": "plain_text_input", "value": "Which rate applies to the Oslo contract?"},
        "day": {"type": "datepicker", "selected_date": None},
        "time": {"type": "timepicker", "selected_time": None},
        "urgency": {
            "type": "radio_buttons",
            "selected_option": {"text": {"type": "plain_text", "text": "Normal"}, "value": "normal"},
        },
        "place": {"type": "conversations_select", "selected_conversation": None},
    }
    view = {
        "id": f"V{number:010}",
        "hash": f"{number}.abcd",
        "type": "modal",
        "callback_id": "request.new",
        "private_metadata": "{}",
        "state": {"values": {name: {name: state} for name, state in values.items()}},
        "blocks": [],
        "title": {"type": "plain_text", "text": "Ask a colleague"},
    }
    return _interaction(by, number) | {"type": "view_submission", "view": view}


def http(said: dict[str, Any], path: str = "/slack/events") -> bytes:
    """A whole signed HTTP request, as Slack makes it."""
    fields = {"payload": json.dumps(said)} if "type" in said else said
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        f"Accept-Encoding: gzip,deflate\r\nAccept: application/json,*/*\r\nX-Slack-Signature: v0={digest}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return head.encode() + body


def envelope(said: dict[str, Any]) -> dict[str, Any]:
    """The same for Socket Mode."""
    return {
        "envelope_id": f"e-{next(_running)}",
        "type": "interactive" if "type" in said else "slash_commands",
        "accepts_response_payload": True,
        "payload": said,
    }


def _interaction(by: str, number: int) -> dict[str, Any]:
    return {
        "team": {"id": TEAM, "domain": "nord"},
        "user": {"id": by, "username": by.lower(), "name": by.lower(), "team_id": TEAM},
        "api_app_id": "A00000001",
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "trigger_id": _trigger(number),
    }


def _trigger(number: int) -> str:
    return f"{number}.13345224609.738474920.8088930838d88f008e0"
