"""For a gap outside a table, an unknown severity is a finding, and a missing one only if the spec is approved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from specui.markdown.scanner import scan
from specui.rules.engine import diagnose
from specui.rules.rule import Facts
from specui.specs.template import read_template
from tests.rules.reading import TODAY, subject

TEXT = "# Production Spec: F\n\n**Spec status:** 🟢 {status}\n**Tier:** 1\n\n## Known Gaps\n\n{gap}\n"


@pytest.mark.parametrize(
    "status, gap, told",
    [
        ("Approved", "- Tides are read wrongly", True),
        ("Draft", "- Tides are read wrongly", False),
        ("Draft", "- P0: tides are read wrongly", True),
        ("Approved", "- ~~Tides are read wrongly~~ fixed", False),
        ("Approved", "- Low: tides are read wrongly", False),
        ("Approved", "| Gap | Notes |\n|---|---|\n| Tides | twice |", True),
        ("Approved", "None known.", False),
    ],
)
def test_a_gap_without_a_known_severity_is_a_finding_where_it_matters(
    status: str, gap: str, told: bool
) -> None:
    found = diagnose(subject(TEXT.format(status=status, gap=gap)))
    assert any(d.rule == "unknown-severity" for d in found) is told


def test_a_file_without_a_template_may_use_its_own_words() -> None:
    text = "# Review\n\n## Known Gaps\n\n| Gap | Severity |\n|---|---|\n| Tides | Major |\n"
    assert not [d for d in diagnose(subject(text)) if d.rule == "unknown-severity"]


def test_a_family_without_a_list_of_severities_may_use_its_own_words() -> None:
    text = TEXT.format(status="Draft", gap="- **Blocking issue**: tides are read wrongly")
    for allows_more in (False, True):
        family = read_template(scan("# Production Spec: [F]\n\n## Known Gaps\n"), "family")
        assert family is not None
        facts = Facts(TODAY, (replace(family, allows_more=allows_more),))
        found = [d for d in diagnose(subject(text, facts)) if d.rule == "unknown-severity"]
        assert bool(found) is not allows_more
