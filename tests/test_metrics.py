"""The figures that an operator sees."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot import metrics


def families() -> dict[str, list[str]]:
    """The name of every figure with its labels."""
    found: dict[str, list[str]] = {}
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        labels = {label for sample in family.samples for label in sample.labels}
        if not family.name.endswith("_created"):
            found[family.name] = sorted(labels - {"le"})
    return found


def test_every_figure_has_its_name_and_only_labels_that_name_nobody() -> None:
    metrics.deliveries.labels("command", "handled").inc()
    metrics.ack_seconds.labels("command").observe(0.004)
    metrics.sent.labels("card", "posted").inc()
    metrics.alarms.labels("clock").set(0)
    metrics.slack_calls.labels("chat.postMessage", "ok").inc()

    own = {name: labels for name, labels in families().items() if "process" not in name}
    assert own == {
        "svar_deliveries": ["kind", "outcome"],
        "svar_ack_seconds": ["kind"],
        "svar_sent": ["outcome", "what"],
        "svar_slack_calls": ["error", "method"],
        "svar_due_backlog": [],
        "svar_oldest_due_age_seconds": [],
        "svar_dead_rows": [],
        "svar_alarms": ["what"],
    }


def test_memory_of_the_process_is_told_as_well() -> None:
    assert "svar_process_resident_memory_bytes" in families()


def test_an_ack_within_slacks_three_seconds_is_told_from_one_that_is_late() -> None:
    assert metrics.ack_seconds.labels("view")._upper_bounds[-2] == 3.0
