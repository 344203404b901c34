"""The findings in the shipped samples; healthy files of other projects have few."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.markdown.source import decode
from specui.resources import samples_dir
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import diagnose
from specui.rules.registry import all_rules
from specui.rules.rule import Facts
from tests.rules.reading import listed, subject, template, templates
from tests.support.corpus import CHECKOUT, shared_corpus

SAMPLES = samples_dir()
FAULTY = {"crew-rostering.md", "weather-holds.md", "booking-and-seat-holds.md", "timetable-search.md"}
SPECS = sorted(path for path in SAMPLES.glob("t*/*.md") if path.name != "task-template.md")
EXPECTED = {
    "unknown-value", "missing-subsection", "vague-wording", "duplicate-criterion", "malformed-checkbox",
    "unmeasurable-performance", "template-text-left", "unknown-severity", "gap-without-notes", "malformed-table",
    "misnumbered-section", "section-out-of-order", "unknown-section",
}  # fmt: skip
OWN = {"structure", "fields", "criteria", "status", "gaps", "text"}
RULES = {loaded.name for loaded in all_rules() if loaded.about in OWN}


def found_in(path: Path) -> tuple[tuple[Diagnostic, ...], str]:
    """Return the findings in a file, read with the templates of its own collection, and its text."""
    own = [path.parent / "task-template.md", path.parents[1] / "task-spec-template.md"]
    known = (templates()[0], *(template(file, "task") for file in own if file.is_file()))
    source = decode(path.read_bytes())
    found = diagnose(subject(source, Facts(date(2026, 11, 24), known)))
    return tuple(d for d in found if d.rule in RULES), source.text


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in SPECS if p.name not in FAULTY])
def test_healthy_samples_have_no_findings(path: Path) -> None:
    found, text = found_in(path)
    assert not found, listed(found, text)


def test_the_faulty_sample_has_all_expected_findings() -> None:
    found, text = found_in(SAMPLES / "tier3-supporting" / "crew-rostering.md")
    assert {d.rule for d in found} >= EXPECTED, listed(found, text)


def test_the_damaged_sample_has_only_its_damage() -> None:
    found, text = found_in(SAMPLES / "tier3-supporting" / "weather-holds.md")
    assert [d.rule for d in found] == ["encoding-damage"], listed(found, text)


def test_the_samples_whose_status_is_wrong() -> None:
    found, text = found_in(SAMPLES / "tier1-revenue" / "booking-and-seat-holds.md")
    kinds = ["open-criteria", "critical-gap", "missing-tests", "open-questions"]
    assert [d.rule for d in found] == [f"approved-with-{kind}" for kind in kinds], listed(found, text)
    found, text = found_in(SAMPLES / "tier2-core" / "timetable-search.md")
    assert [d.rule for d in found] == ["status-behind"], listed(found, text)


def test_real_specs_are_not_flooded() -> None:
    paths = [p for p in shared_corpus("specs/*.md") if p.name != "README.md"]
    for path in paths:
        found, text = found_in(path)
        assert len(found) <= 2, f"{path.name}\n{listed(found, text)}"
    # The samples of the project are similar, so that this can fail without the corpus.
    assert sum(len(found_in(path)[0]) for path in SPECS if path.name not in FAULTY) == 0


def list_all() -> None:
    """Print all findings of the samples and of the corpus: `python -m tests.rules.test_samples`."""
    for path in [*SPECS, *shared_corpus("specs/*.md")]:
        found, text = found_in(path)
        print(f"{path.relative_to(CHECKOUT.parent)}: {len(found)}")
        print("".join(f"  {line}\n" for line in listed(found, text).split("\n") if line), end="")


if __name__ == "__main__":
    list_all()
