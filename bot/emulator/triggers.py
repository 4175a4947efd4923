"""What an interaction lends the app for a while: a `trigger_id` and a `response_url`."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from bot.emulator import limits
from bot.emulator.limits import Limits
from bot.emulator.messages import Message
from bot.emulator.shapes import Ids, SlackError
from bot.emulator.switches import Switches


@dataclass
class Trigger:
    """Good once, for three seconds, to show a modal to this person."""

    user: str
    born: float
    channel: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Good five times within half an hour, to speak where the person acted."""

    key: str
    user: str
    channel: str
    born_at: datetime
    message: Message | None = None
    uses: int = 0


@dataclass
class Triggers:
    """Everything lent out, by its id."""

    limits: Limits
    switches: Switches
    ids: Ids
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def lend(self, user: str, channel: str | None = None) -> str:
        """A new `trigger_id`."""
        trigger_id = f"{self.ids.next('')}.{self.ids.next('')}.{self.ids.next('t')}"
        self._triggers[trigger_id] = Trigger(user, time.monotonic(), channel)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        """Hand the trigger in; it must be young and unused."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self.limits.trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def lend_url(self, user: str, channel: str, *, now: datetime, message: Message | None = None) -> str:
        """The key of a new `response_url`."""
        key = self.ids.next("r")
        self._urls[key] = ResponseUrl(key, user, channel, now, message)
        return key

    def attach(self, response_url: str, message: Message) -> None:
        """From now on `replace_original` and `delete_original` mean this message."""
        self._urls[response_url.rpartition("/")[2].partition("?")[0]].message = message

    def use_url(self, key: str, now: datetime) -> ResponseUrl:
        """Count one use; a SlackError when there is none left."""
        url = self._urls.get(key)
        if url is None:
            raise SlackError("invalid_url")
        if (now - url.born_at).total_seconds() > limits.RESPONSE_URL_SECONDS:
            raise SlackError(self.switches.expired_response_url_error)
        if url.uses >= limits.RESPONSE_URL_USES:
            raise SlackError(self.switches.used_response_url_error)
        url.uses += 1
        return url
