"""The few things every other module shares: JSON, Slack's errors and Slack's way of counting ids."""

import itertools
from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """An `ok: false` answer with Slack's own name for what is wrong."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    def as_json(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}


class Ids:
    """Ids that look like Slack's and never repeat in one workspace: `D0000000001`, `Ev0000000002`."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):010d}"
