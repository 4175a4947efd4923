"""What somebody who has asked gets back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.flows.requests.asking import Ask
from bot.views.lists import Logged


def confirmation(logged: Mapping[str, Any], ask: Ask) -> Logged:
    """The confirmation of a request; `logged` is what `flows.requests.asking.log` returned."""
    return Logged(
        request_id=logged["id"],
        text=ask.text,
        owner=ask.owner,
        requester=ask.requester,
        wanted_by_at=ask.wanted_by_at,
        for_requester=ask.by.id == ask.owner.id,
        opens_at=datetime.fromisoformat(logged["opens_at"]),
    )
