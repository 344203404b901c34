"""specui reports a line that only looks like a heading as that, and not as a missing section."""

from __future__ import annotations

import pytest

from specui.rules.engine import diagnose
from tests.rules.reading import ROOT, subject

WHOLE = (ROOT / "tests/fixtures/rules/malformed-heading/good-tags-and-numbers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "heading, written",
    [
        ("## 4. Known Gaps", "##4. Known Gaps"),
        ("## 8. Open Questions", "##\u00a08. Open Questions"),
        ("## 8. Open Questions", "\uff03\uff03 8. Open Questions"),
        ("## 8. Open Questions", "\ufeff## 8. Open Questions"),
        ("### Performance", "###Performance"),
    ],
)
def test_a_malformed_heading_is_not_a_missing_section_too(heading: str, written: str) -> None:
    assert heading in WHOLE
    found = {d.rule for d in diagnose(subject(WHOLE.replace(heading, written, 1)))}
    assert "malformed-heading" in found
    assert not found & {"missing-section", "missing-subsection"}
