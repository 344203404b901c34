"""What the screen says about an item besides its own text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specui.specs.triage import Entry, entries
from specui.tui.triage.item_summary import ItemSummaries
from specui.tui.triage.state import TriageState
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session
from tests.specs.resolve.fixture import GREENHOUSE


def summaries(folder: Path, text: str) -> tuple[ItemSummaries, tuple[Entry, ...], SpecFile]:
    file = Session(folder, today=date(2026, 11, 25)).file_with_text("a.md", text)
    return ItemSummaries(TriageState()), entries("a.md", file.contents, date(2026, 11, 25)), file


def test_a_related_bullet_is_named_by_its_group(tmp_path: Path) -> None:
    made, found, file = summaries(tmp_path, GREENHOUSE)
    gap = next(entry for entry in found if entry.text.startswith("Watering plan"))
    kinds = [near.kind for near in made.of(gap, file, ()).neighbours]
    assert "Partially Working" in kinds and "criterion" in kinds


def test_a_decision_without_a_reason_ends_without_a_colon(tmp_path: Path) -> None:
    text = (
        "# Production Spec: Quay\n\n## 8. Open Questions\n\n1. Who pays?\n   - **Deferred to 2027-01-01 (Ada)**\n"
        "2. Who sails?\n   - **Deferred to 2027-01-01 (Ada):** waits for legal\n"
    )
    made, found, file = summaries(tmp_path, text)
    notes = {entry.text: made.of(entry, file, ()).notes for entry in found if entry.kind == "question"}
    assert notes["Who pays?"] == ("Deferred to 2027-01-01 (Ada)",)
    assert notes["Who sails?"] == ("Deferred to 2027-01-01 (Ada): waits for legal",)
