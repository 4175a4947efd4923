"""Slack's numbers: how long it waits, how much it takes, how often it lets itself be called."""

import math
import time
from dataclasses import dataclass, field

POST_TEXT = 40_000
UPDATE_TEXT = 4_000
MARKDOWN_TEXT = 12_000
VIEW_BYTES = 250_000
VIEW_STACK = 3
SOCKETS = 10
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
METADATA_BYTES = 16_000
PEOPLE_IN_A_DM = 8


@dataclass(frozen=True)
class Limits:
    """What Slack measures in real time. Tests shorten these; everything else follows the clock handed in."""

    ack_seconds: float = 3.0
    """How long the app may take to acknowledge."""

    trigger_seconds: float = 3.0
    """How long a `trigger_id` lives."""

    retry_seconds: tuple[float, ...] = (0, 60, 300)
    """The pauses before an event that was not acknowledged is sent again."""

    post_interval_seconds: float = 0.0
    """`chat.postMessage`: one post per channel in this time; 0 lets everything through."""

    posts_per_minute: int | None = None
    """`chat.postMessage`: how many posts the whole workspace takes in a minute, evenly spread."""

    posts_at_once: int = 1
    """How many posts may come with nothing between, if as many could have come before and did not."""

    processing_seconds: float = 0.0
    """How long a file stays without a mimetype after its upload was completed."""


@dataclass
class Pace:
    """Says how long a caller of `chat.postMessage` must wait before the next post is taken."""

    limits: Limits
    _next_in_channel: dict[str, float] = field(default_factory=dict)
    _next_in_workspace: float = 0.0

    def seconds_to_wait(self, channel: str) -> int:
        """0 when the post is taken (and counted), otherwise what `Retry-After` says."""
        now = time.monotonic()
        spacing = 60 / self.limits.posts_per_minute if self.limits.posts_per_minute else 0.0
        opens = self._next_in_workspace - spacing * (self.limits.posts_at_once - 1)
        wait = max(self._next_in_channel.get(channel, 0.0), opens) - now
        if wait > 0:
            return max(1, math.ceil(wait))
        if self.limits.post_interval_seconds:
            self._next_in_channel[channel] = now + self.limits.post_interval_seconds
        self._next_in_workspace = max(self._next_in_workspace, now) + spacing
        return 0
