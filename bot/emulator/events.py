"""Events: who is told of what, in which envelope."""

from bot.emulator.app import SlackApp
from bot.emulator.channels import Channel
from bot.emulator.deliveries import Deliveries, Delivery
from bot.emulator.shapes import Ids, Json

SCOPES: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_created": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_id_changed": (),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_shared": ("channels:read", "groups:read"),
    "channel_unarchive": ("channels:read",),
    "channel_unshared": ("channels:read", "groups:read"),
    "dnd_updated_user": ("dnd:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "subteam_updated": ("usergroups:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""Each event the workspace can send, with the scopes of which one is needed to hear it."""


class Events:
    """Tells the app what happened, if it subscribed and may know."""

    def __init__(self, app: SlackApp, deliveries: Deliveries, ids: Ids) -> None:
        self.app, self.deliveries, self.ids = app, deliveries, ids

    def announce(
        self, event: Json, *, ts: str, channel: Channel | None = None, sender_team: str | None = None
    ) -> list[Delivery]:
        """Send one event. With a channel it is only sent if the bot is in it (see `announce_publicly`)."""
        if channel is not None and self.app.bot_user_id not in channel.members:
            return []
        return self._send(event, ts=ts, channel=channel, sender_team=sender_team)

    def announce_publicly(self, event: Json, *, ts: str, channel: Channel) -> list[Delivery]:
        """Send one event about a channel that everybody may know of, or else only its members."""
        if channel.type == "channel":
            return self._send(event, ts=ts, channel=channel)
        return self.announce(event, ts=ts, channel=channel)

    def _send(
        self, event: Json, *, ts: str, channel: Channel | None, sender_team: str | None = None
    ) -> list[Delivery]:
        if not self._is_heard(subscription(event)):
            return []
        event = event | {"event_ts": event.get("event_ts", ts)}
        payload = self.envelope(event, ts=ts, channel=channel, sender_team=sender_team)
        return [self.deliveries.send(Delivery("events_api", payload))]

    def _is_heard(self, name: str) -> bool:
        scopes = SCOPES[name]
        may_know = not scopes or bool(self.app.scopes.intersection(scopes))
        return self.app.is_installed and name in self.app.events and may_know

    def envelope(
        self, event: Json, *, ts: str, channel: Channel | None = None, sender_team: str | None = None
    ) -> Json:
        """The `event_callback` around an event."""
        app, home = self.app, self.app.team_id
        event_id = self.ids.next("Ev")
        authorization: Json = {"enterprise_id": None, "team_id": home, "user_id": app.bot_user_id}
        authorization |= {"is_bot": True, "is_enterprise_install": False}
        shared = channel is not None and channel.is_ext_shared
        payload: Json = {"token": app.verification_token, "type": "event_callback", "api_app_id": app.id}
        payload |= {"team_id": sender_team if shared and sender_team else home, "context_team_id": home}
        payload |= {"context_enterprise_id": None, "event": event, "event_id": event_id}
        payload |= {"event_time": int(float(ts)), "event_context": f"4-{event_id}"}
        return payload | {"authorizations": [authorization], "is_ext_shared_channel": shared}


def subscription(event: Json) -> str:
    """The name under which an app subscribes to this event."""
    if event["type"] != "message":
        return str(event["type"])
    kind = event["channel_type"]
    return f"message.{kind}s" if kind in ("channel", "group") else f"message.{kind}"
