"""Every figure that Svar tells its operator, by name. None of them holds a person, a request or a text."""

from __future__ import annotations

from functools import cache
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

REGISTRY: Final = CollectorRegistry()
CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

ProcessCollector(namespace="svar", registry=REGISTRY)

deliveries: Final = Counter(
    "svar_deliveries",
    "What Slack brought: kind is command, action, view, shortcut, options, event or unread; "
    "outcome is handled, repeated, refused, ignored or failed.",
    ["kind", "outcome"],
    registry=REGISTRY,
)
ack_seconds: Final = Histogram(
    "svar_ack_seconds",
    "From a delivery's arrival to its acknowledgement (Slack waits 3 s).",
    ["kind"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0),
    registry=REGISTRY,
)
sent: Final = Counter(
    "svar_sent",
    "Messages and Homes that Svar brought or tried to bring: what is card, line or home; "
    "outcome is posted, updated, published, found, dropped, retried, failed or poisoned.",
    ["what", "outcome"],
    registry=REGISTRY,
)
slack_calls: Final = Counter(
    "svar_slack_calls",
    "Calls to the Web API by method, with Slack's name for what went wrong, or ok.",
    ["method", "error"],
    registry=REGISTRY,
)
due_backlog: Final = Gauge(
    "svar_due_backlog", "Cards, lines and Homes that are due and not yet sent.", registry=REGISTRY
)
oldest_due_age_seconds: Final = Gauge(
    "svar_oldest_due_age_seconds", "How long the oldest of them has been due.", registry=REGISTRY
)
alarms: Final = Gauge(
    "svar_alarms",
    "1 for what keeps Svar from working well: overdue, socket, clock or scope.",
    ["what"],
    registry=REGISTRY,
)
dead_rows: Final = Gauge(
    "svar_dead_rows", "Cards and lines given up on: somebody has to look.", registry=REGISTRY
)


@cache
def delivered(kind: str, outcome: str) -> Counter:
    """The counter of one sort of delivery; looking it up anew each time costs as much as counting."""
    return deliveries.labels(kind, outcome)


@cache
def acked(kind: str) -> Histogram:
    """The times of one sort of acknowledgement."""
    return ack_seconds.labels(kind)


def exposition() -> bytes:
    """All figures in the text format that Prometheus reads."""
    return generate_latest(REGISTRY)
