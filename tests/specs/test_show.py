"""The description of a spec against a count made without any of the program's code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from specui.markdown.source import decode
from specui.resources import samples_dir
from specui.specs.contents import Contents
from specui.specs.show import describe
from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import TemplateLibrary
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE
from tests.support.corpus import shared_corpus

KEYS = [
    "schema_version",
    "path",
    "template",
    "family",
    "kind",
    "title",
    "fields",
    "sections",
    "state",
    "tasks",
    "criteria",
    "unread",
    "gaps",
    "existing_tests",
    "missing_tests",
    "golden_sets",
    "internal_dependencies",
    "external_services",
    "degraded_modes",
    "data_loss_risk",
    "questions",
    "revisions",
    "notes",
]


def test_the_shape_is_the_one_that_others_rely_on() -> None:
    shown = describe(contents_of(WHOLE), "ferry.md")
    assert list(shown) == KEYS
    assert json.loads(json.dumps(shown)) == shown
    assert shown["schema_version"] == 2
    assert shown["fields"]["Tier"] == {"raw": "1 — Revenue", "value": "1", "line": 6}
    assert shown["sections"][2] == {
        "title": "Acceptance Criteria",
        "number": 3,
        "line": 30,
        "end_line": 42,
        "known": True,
    }
    assert set(shown["tasks"][0]) == {
        "id",
        "ref",
        "section",
        "group",
        "depth",
        "text",
        "checked",
        "state",
        "line",
        "traces",
    }
    assert re.fullmatch(r"functional/1~[0-9a-f]{4}", shown["tasks"][0]["ref"])
    assert shown["criteria"][1]["text"] == "on weekdays"
    assert shown["existing_tests"][0] == {
        "test": "None",
        "location": "—",
        "coverage": "No tests yet",
        "line": 57,
        "none": True,
    }
    assert shown["gaps"][0] == {
        "id": "gap1",
        "gap": "A | B",
        "severity": "Critical",
        "notes": "note",
        "line": 47,
    }
    assert shown["questions"][0]["state"] == "answered"
    assert shown["notes"] == {
        "criteria": "```\n- [ ] not a box\n```",
        "golden_sets": "Not applicable — no model behind it.",
    }


def test_further_columns_are_shown_too() -> None:
    text = WHOLE.replace("| Gap | Severity | Notes |", "| Gap | Severity | Notes | Found by |")
    text = text.replace("|-----|----------|-------|", "|---|---|---|---|").replace(
        "| note |", "| note | Bo |"
    )
    assert describe(contents_of(text), "x")["gaps"][0]["found_by"] == "Bo"


def _files() -> list[Path]:
    healthy = [p for p in sorted(samples_dir().glob("tier*/*.md")) if p.name != "weather-holds.md"]
    return [*healthy, *shared_corpus("specs/tier*.md")]


@pytest.mark.parametrize("path", _files(), ids=lambda p: p.name)
def test_counts_agree_with_a_count_by_hand(path: Path) -> None:
    text = decode(path.read_bytes()).text.replace("\r\n", "\n")
    shown = _describe(path, text)
    bodies = _bodies(text)
    boxes = re.findall(r"(?m)^\s*[-*] \[([ xX])\](?=[ \n])", text)
    assert len(shown["tasks"]) == len(boxes)
    assert sum(t["checked"] for t in shown["tasks"]) == sum(b != " " for b in boxes)
    criteria = re.findall(r"(?m)^\s*- \[[ xX]\] ", bodies["Acceptance Criteria"])
    assert sum(criterion["box"] for criterion in shown["criteria"]) == len(criteria)
    for name, part in (("Known Gaps / Tech Debt", "gaps"), ("Revision History", "revisions")):
        assert len(shown[part]) == len(re.findall(r"(?m)^\|", bodies[name])) - 2
    assert len(shown["questions"]) == len(re.findall(r"(?m)^\d+\. ", bodies["Open Questions"]))
    labelled = re.findall(r"(?m)^- \*\*", bodies["Degraded Mode"])
    assert len(shown["degraded_modes"]) + (shown["data_loss_risk"] is not None) == len(labelled)
    state = re.findall(r"(?m)^- ", bodies["Current State"])
    assert sum(len(items) for items in shown["state"].values()) == len(state)
    for task in shown["tasks"]:
        assert f"[{'x' if task['checked'] else ' '}]" in text.split("\n")[task["line"] - 1].casefold()


def _describe(path: Path, text: str) -> dict[str, Any]:
    from datetime import date

    from specui.markdown.scanner import scan
    from specui.specs.spec import read_spec

    library = TemplateLibrary(Config(path.parent), date(2026, 11, 25))
    return describe(Contents(read_spec(scan(text), library.templates(path.parent))), path.name)


def _bodies(text: str) -> dict[str, str]:
    pieces = re.split(r"(?m)^## (?:\d+\. )?(.+?)\s*$", text)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_bullets_in_place_of_a_table_are_told_as_notes() -> None:
    text = WHOLE[: WHOLE.index("Not applicable — no")] + "- Not applicable: no model\n- See ops\n"
    shown = describe(contents_of(text), "ferry.md")
    assert shown["golden_sets"] == []
    assert shown["notes"]["golden_sets"] == "Not applicable: no model\n\nSee ops"
