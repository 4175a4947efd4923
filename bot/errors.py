"""The three ways in which something can fail, named by what is to be done about them."""

from __future__ import annotations

from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

UNREADABLE = "unreadable_answer"


class Refused(Exception):
    """A person asked for something that cannot be; `reason` names the sentence that tells them.

    `reason` is a key of the catalogues, `values` what its sentence needs. Nothing was changed.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class Transient(Exception):
    """It may work later, not before `retry_after` has passed.

    `may_have_arrived`: Slack may have acted on the call before it failed, so Svar asks whether the
    message is there before it sends it again.
    """

    def __init__(
        self, why: str, *, retry_after: timedelta = timedelta(seconds=5), may_have_arrived: bool
    ) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.may_have_arrived = may_have_arrived


class Permanent(Exception):
    """It will never work; `reason` is Slack's name for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def name_of(error: SlackApiError) -> str:
    """Slack's name for what went wrong; for a failing HTTP status, which may carry none, that status."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse):  # the SDK could not even parse it
        return UNREADABLE
    if response.status_code == 429:
        return "ratelimited"
    if response.status_code >= 500:
        return f"http_{response.status_code}"
    said = response.data if isinstance(response.data, dict) else {}
    return str(said.get("error") or UNREADABLE)
