"""Facts about Slack that nobody could verify, each one a switch that a test can throw either way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Switches:
    """How the workspace behaves where the documentation is silent or contradicts itself.

    The defaults are what seems most likely; a bot must live with both settings of each.
    """

    echo_own_posts_in_dms: bool = True
    """The bot's own posts in a direct message come back to it as `message` events."""

    echo_carries_metadata: bool = True
    """Those echoes (and messages in `message_changed`) contain the message metadata."""

    actions_carry_metadata: bool = True
    """The `message` in a `block_actions` payload contains the message metadata."""

    utf16: bool = False
    """Text limits count UTF-16 units, so that most emoji count twice, rather than characters."""

    missing_parent_error: str | None = "thread_not_found"
    """The error of a post whose `thread_ts` names no message; None posts it as an ordinary message."""

    used_response_url_error: str = "used_url"
    """The error of a `response_url` after its fifth use."""

    expired_response_url_error: str = "expired_url"
    """The error of a `response_url` after thirty minutes."""

    dm_to_bot_error: str = "cannot_dm_bot"
    """The error when a bot opens a direct message with another bot."""

    dm_to_deactivated_error: str = "user_disabled"
    """The error when a bot posts to somebody who has been deactivated."""

    users_select_lists_apps: bool = True
    """A `users_select` offers apps and bots beside people."""

    replies_readable_in_channels: bool = True
    """A bot token may call `conversations.replies` for a channel, not only for direct messages."""

    history_readable_in_dms: bool = True
    """A bot token with `im:history` may read `conversations.history` of its direct messages."""

    dnd_team_info_limit: int | None = 50
    """How many people one `dnd.teamInfo` may name (more: `too_many_users`); None means any number."""

    lookup_finds_deactivated: bool = False
    """`users.lookupByEmail` still finds people who have been deactivated."""

    reactions_keep_aliases: bool = False
    """A reaction keeps the name it was given (`thumbsup`) instead of the first name (`+1`)."""

    interactions_survive_lost_sockets: bool = False
    """What a person did is sent again when the socket that carried it is lost before the ack."""

    def length(self, text: str) -> int:
        """The length of a text as Slack counts it."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2 if self.utf16 else len(text)
