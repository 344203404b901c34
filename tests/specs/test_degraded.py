"""Degraded modes and the risk of losing data, as people write them."""

from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.degraded import DegradedMode, read_bullets
from tests.specs.reading import contents_of


def degraded(text: str) -> Contents:
    return contents_of(
        "# Production Spec: Ferry\n\n**Tier:** 2\n**Spec status:** Draft\n\n## 2. Current State\n\nSails.\n\n"
        f"## 7. Degraded Mode\n\n{text}\n\n## 8. Open Questions\n\n1. Who?\n"
    )


@pytest.mark.parametrize(
    "line, condition, behavior",
    [
        ("- **If Tides is down:** last week's table.", "Tides is down", "last week's table."),
        ("- **If Tides is down**: last week's table.", "Tides is down", "last week's table."),
        ("- **If Tides is down** — last week's table.", "Tides is down", "last week's table."),
        ("- When Tides is down: last week's table.", "Tides is down", "last week's table."),
        ("- **Tides offline:** last week's table.", "Tides offline", "last week's table."),
        ("- Last week's table is used.", "", "Last week's table is used."),
        ("- See https://ferry.example: all there", "", "See https://ferry.example: all there"),
        ("- **If data loss is found:** stop.", "data loss is found", "stop."),
        ("**If Tides is down:** last week's\ntable.", "Tides is down", "last week's table."),
        ("| Scenario | Behavior |\n|---|---|\n| If Tides is down | table |", "Tides is down", "table"),
        ("| Failure | Impact | Fallback |\n|---|---|---|\n| Tides | late | table |", "Tides", "table"),
    ],
)
def test_a_mode_has_its_condition_and_its_behavior(line: str, condition: str, behavior: str) -> None:
    contents = degraded(line)
    assert [(m.condition, m.behavior) for m in contents.degraded_modes] == [(condition, behavior)]
    assert contents.data_loss_risk is None


@pytest.mark.parametrize(
    "text, said",
    [
        ("- **Data loss risk:** None", "None"),
        ("- **Risk of data loss:** None", "None"),
        ("- **Potential Data Loss** – one day", "one day"),
        ("- Data loss: none", "none"),
        ("- Risk of loss of data: none", "none"),
        ("- No data loss.", "No data loss."),
        ("**Data loss risk:** Possible —\none day", "Possible — one day"),
        ("| Case | Behavior |\n|---|---|\n| **Data loss risk** | None |", "None"),
        ("### Data Loss Risk\n\nNone, all is kept ashore.", "None, all is kept ashore."),
        ("### Data Loss Risk\n- None", "None"),
    ],
)
def test_the_risk_of_losing_data_is_found_however_it_is_worded(text: str, said: str) -> None:
    contents = degraded(f"- **If Tides is down:** table.\n\n{text}")
    assert contents.data_loss_risk is not None
    assert contents.data_loss_risk.text == said
    assert [m.condition for m in contents.degraded_modes] == ["Tides is down"]


def test_verbs_are_told_of_bullets_only() -> None:
    contents = degraded("- **If A is down:** a\n\n**If B is down:** b\n\n**Data loss risk:** None")
    (bullet,) = read_bullets(contents.spec)
    assert isinstance(bullet, DegradedMode)
    assert bullet.condition == "A is down"
    assert [m.condition for m in contents.degraded_modes] == ["A is down", "B is down"]


def test_a_table_of_services_is_of_modes_there() -> None:
    contents = degraded("| Service | Fallback |\n|---|---|\n| Tides | table |")
    assert not contents.external_services
    assert [(m.condition, m.behavior) for m in contents.degraded_modes] == [("Tides", "table")]
