"""What came of something a person did."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.emulator.deliveries import Delivery
from bot.emulator.shapes import Json


@dataclass(frozen=True)
class Outcome:
    """How the app answered a person, as that person could tell.

    `error` is `operation_timeout` when the app did not acknowledge in time, `dispatch_failed` when it could
    not be reached or refused, `incomplete` or `validation_errors` for a form (then `errors` says what stands
    under which block), or the reason why the person cannot do this at all.
    """

    ok: bool = True
    error: str | None = None
    payload: Json | None = None
    """What the app put into its ack."""
    elapsed: float = 0.0
    ts: str | None = None
    """The message that was written: the person's own, or the ephemeral that the ack became."""
    errors: dict[str, str] = field(default_factory=dict)
    confirm: Json | None = None
    """The question Slack asks before it sends this action."""
    status: int | None = None
    """The HTTP status of the app's answer; None over sockets."""
    trigger_id: str | None = None
    response_url: str | None = None


def refused(error: str) -> Outcome:
    """The person could not even do it."""
    return Outcome(ok=False, error=error)


async def outcome_of(told: Sequence[Delivery], ts: str | None = None) -> Outcome:
    """Wait until each delivery was tried once; all must have been acknowledged."""
    await asyncio.gather(*(delivery.tried.wait() for delivery in told))
    failed = next((delivery for delivery in told if delivery.error), None)
    first = failed or (told[0] if told else None)
    return Outcome(
        ok=failed is None,
        error=failed.error if failed else None,
        payload=first.answer if first else None,
        elapsed=max((delivery.seconds for delivery in told), default=0.0),
        ts=ts,
        status=first.status if first else None,
    )
