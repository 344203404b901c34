"""Which rules run on which files, what comments allow, and how fixes combine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from specui.markdown.edits import TextEdit
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.rules import engine
from specui.rules.diagnostic import Diagnostic, Finding, Fix, Severity, fingerprint
from specui.rules.engine import RuleError, apply_fixes, diagnose
from specui.rules.registry import find_rule
from specui.rules.rule import Facts, Settings, Subject
from specui.specs.template import read_template
from tests.rules.reading import FIXTURES, TODAY, subject, templates

GOOD = (FIXTURES / "stale-last-updated" / "bad-old.md").read_text(encoding="utf-8")


def names(text: str, facts: Facts | None = None) -> list[str]:
    return [d.rule for d in diagnose(subject(text, facts))]


def test_a_healthy_spec_has_no_findings() -> None:
    assert names(GOOD) == []


def test_findings_are_sorted_by_place_and_know_their_section() -> None:
    text = GOOD.replace("🟡 High", "🟡 Much").replace("**Tier:** 2", "**Tier:** 9")
    found = diagnose(subject(text))
    assert [(d.rule, d.section, d.code) for d in found] == [
        ("unknown-value", "", "SP204"),
        ("unknown-severity", "Known Gaps / Tech Debt", "SP321"),
    ]
    assert [text[d.start : d.end] for d in found] == ["9", "🟡 Much"]


def test_a_severity_can_be_set_and_a_rule_switched_off() -> None:
    text = GOOD.replace("🟡 High", "🟡 Much")
    raised = Settings({"unknown-severity": Severity.ERROR})
    assert [d.severity for d in diagnose(subject(text, Facts(TODAY, templates(), raised)))] == [
        Severity.ERROR
    ]
    assert names(text, Facts(TODAY, templates(), Settings({"unknown-severity": None}))) == []


def test_a_template_is_checked_for_its_text_only() -> None:
    text = templates()[0].text.replace("Draft", "Dra\x07ft")
    assert names(text, Facts(TODAY, templates(), is_template=True)) == ["control-characters"]


def test_a_file_that_is_not_utf_8_has_only_that_finding() -> None:
    source = decode(GOOD.replace("🟡 High", "Much \x07").encode() + b"\xff")
    assert [d.rule for d in diagnose(subject(source))] == ["not-utf-8"]


def test_a_file_without_template_is_a_finding_only_if_named() -> None:
    text = "# Plan\n\n## Buy\n\n- [] Milk\n\n| a | b |\n| 1 | 2 |\n"
    assert names(text) == []
    assert names(text, Facts(TODAY, templates(), named=True)) == ["other-template"]
    assert names("", Facts(TODAY, templates(), named=True)) == ["other-template"]


def test_another_templates_title_silences_structure_and_fields() -> None:
    text = (FIXTURES / "other-template" / "bad-title-of-another.md").read_text(encoding="utf-8")
    text = text.replace("**Asked by:** Odile Brandt\n", "").replace(
        "## 3. Test Plan\n\n- [ ] One week on line two\n", ""
    )
    assert names(text) == ["other-template"]
    off = Facts(TODAY, templates(), Settings({"other-template": None}))
    assert names(text, off) == []
    assert names(text.replace("# Production Spec:", "# Change:")) == ["missing-section", "missing-field"]


def test_damage_is_one_finding_and_hides_no_other() -> None:
    text = GOOD.replace("🟡 High", "🟡 Much").replace("—", "â€”").replace("🟢", "ğŸŸ¢")
    found = diagnose(subject(text))
    assert [d.rule for d in found] == ["unknown-severity", "encoding-damage"]
    assert text[found[0].start : found[0].end] == "🟡 Much"
    assert found[0].fix is None
    fixed = apply_fixes(text, found).apply(text)
    assert names(fixed) == ["unknown-severity"]


def test_a_finding_on_damaged_text_is_marked_whole() -> None:
    text = GOOD.replace("🟡 Draft", "ğŸŸ¡ Halb fertig")
    marked = {d.rule: text[d.start : d.end] for d in diagnose(subject(text))}
    assert marked == {"unknown-value": "ğŸŸ¡ Halb fertig", "encoding-damage": "ğŸŸ¡"}


def test_a_rule_that_fails_says_which_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = find_rule("missing-section")
    assert failing is not None

    def broken(_: Subject) -> list[Finding]:
        raise KeyError("tier")

    kinds = engine._rules_by_kind()
    monkeypatch.setattr(engine, "_rules_by_kind", lambda: (*kinds[:2], (replace(failing, check=broken),)))
    with pytest.raises(RuleError, match=r"rule missing-section failed on slicer.md: KeyError\('tier'\)"):
        diagnose(replace(subject(GOOD), path="slicer.md"))


# -- findings that the file allows

ALLOW = "<!-- specui: allow unknown-severity: the scale of the bakery -->"
MUCH = GOOD.replace("🟡 High", "🟡 Much")


@pytest.mark.parametrize(
    "old, new",
    [
        ("sends a new cell |", f"sends a new cell {ALLOW} |"),
        ("| Gap | Severity", f"{ALLOW}\n\n| Gap | Severity"),
        ("## 4. Known", f"{ALLOW}\n## 4. Known"),
        ("## 4. Known", f"{ALLOW}\n\n<!-- another -->\n\n## 4. Known"),
        ("# Production", f"{ALLOW}\n\n# Production"),
        ("sends a new cell |", "sends a new cell <!-- specui: allow missing-section, SP321: ours --> |"),
    ],
)
def test_a_comment_with_a_reason_allows_a_finding(old: str, new: str) -> None:
    assert names(MUCH.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("sends a new cell |", "sends a new cell <!-- specui: allow unknown-severity --> |"),
        ("sends a new cell |", "sends a new cell <!-- specui: allow unknown-severity: --> |"),
        ("sends a new cell |", "sends a new cell <!-- specui: allow missing-section: ours --> |"),
        ("sends a new cell |", f"sends a new cell `{ALLOW}` |"),
        ("with the bag |", f"with the bag {ALLOW} |"),
        ("## 5. Test", f"{ALLOW}\n\n## 5. Test"),
        ("## 4. Known", f"```\n{ALLOW}\n```\n\n## 4. Known"),
    ],
)
def test_a_comment_elsewhere_or_without_a_reason_allows_nothing(old: str, new: str) -> None:
    assert names(MUCH.replace(old, new, 1)) == ["unknown-severity"]


def test_a_comment_at_an_item_applies_to_the_item() -> None:
    comment = "<!-- specui: allow vague-wording: known to all -->"
    text = GOOD.replace(
        "- [ ] The knife stops", f"- [ ] The lamp works well {comment}\n- [ ] The knife stops"
    )
    assert names(text) == []
    assert names(text.replace("The knife stops", "The knife works well and stops")) == ["vague-wording"]


def test_a_comment_at_a_field_applies_to_its_line() -> None:
    comment = "<!-- specui: allow unknown-value: ours -->"
    text = GOOD.replace("🟡 Draft", f"🟡 Halfway {comment}").replace("**Tier:** 2", "**Tier:** 9")
    assert [d.start for d in diagnose(subject(text))] == [text.index("9\n\n---")]


# -- fingerprints and fixes


def test_a_fingerprint_survives_edits_elsewhere() -> None:
    before = diagnose(subject(MUCH))
    after = diagnose(subject(MUCH.replace("## 1. Feature", "More text.\n\n## 1. Feature")))
    assert before[0].start != after[0].start
    assert before[0].fingerprint == after[0].fingerprint


def test_equal_findings_have_different_fingerprints() -> None:
    found = diagnose(
        subject(
            GOOD.replace("🟢 Low", "Much").replace("🟡 High", "Much").replace("Labels fade", "Scale drifts")
        )
    )
    assert len({d.fingerprint for d in found}) == len(found) == 2


def diagnostic(*edits: TextEdit, safe: bool = True) -> Diagnostic:
    return Diagnostic("r", "SP1", Severity.INFO, "", 0, 1, "", fingerprint("r", "", ""), Fix("", edits, safe))


def test_fixes_that_touch_wait_for_the_next_round() -> None:
    first = diagnostic(TextEdit(2, 4, "X"), TextEdit(8, 9, "Y"))
    second = diagnostic(TextEdit(0, 1, "Z"), TextEdit(4, 5, "W"))
    third = diagnostic(TextEdit(6, 6, "!"))
    assert apply_fixes("0123456789", [first, second, third]).apply("0123456789") == "01X45!67Y9"


def test_unsafe_fixes_are_left_out_unless_asked_for() -> None:
    unsafe = diagnostic(TextEdit(0, 1, "X"), safe=False)
    assert not apply_fixes("0123", [unsafe])
    assert apply_fixes("0123", [unsafe], safe_only=False).apply("0123") == "X123"


def test_a_finding_has_no_fix_unless_it_says_so() -> None:
    assert Finding(0, 1, "x").fix is None


FAMILY = "# Plan: [F]\n\n**Owner**: [who]\n\n## Summary\n\n## Gates\n\n- [ ] A\n"


def test_a_family_may_make_a_rule_an_info_and_a_team_may_raise_it_again() -> None:
    family = read_template(scan(FAMILY), "family")
    assert family is not None
    quiet = replace(family, info=("missing-section",))
    text = "# Plan: F\n\n**Owner**: Ada\n\n## Gates\n\n- [ ] B\n"
    for settings, severity in (
        (Settings(), Severity.INFO),
        (Settings({"missing-section": Severity.WARNING}), Severity.WARNING),
    ):
        facts = Facts(TODAY, (quiet,), settings)
        assert [(d.rule, d.severity) for d in diagnose(subject(text, facts))] == [
            ("missing-section", severity)
        ]


def test_in_a_family_a_remark_or_a_level_makes_another_section() -> None:
    family = read_template(scan(FAMILY), "family")
    assert family is not None
    text = "# Plan: F\n\n**Owner**: Ada\n\n## Summary\n\nA\n\n## Gates\n\n- [ ] B\n\n## Gates (after the design)\n\n- [ ] C\n"
    for allows_more, found in ((True, []), (False, ["duplicate-section"])):
        facts = Facts(TODAY, (replace(family, allows_more=allows_more),))
        assert names(text, facts) == found
        results = "# Plan: F\n\n**Owner**: Ada\n\n## Start\n\n### Summary\n\nA\n\n## Gates\n\nA\n\n## Results\n\n### Gates\n\nA\n"
        assert [rule for rule in names(results, facts) if rule == "duplicate-section"] == found


def test_where_some_sections_are_mandatory_the_others_may_be_missing() -> None:
    text = FAMILY.replace("## Gates", "## Gates *(mandatory)*")
    family = read_template(scan(text), "family")
    assert family is not None
    for body, found in (("## Gates\n\n- [ ] B\n", []), ("## Summary\n\nB\n", ["missing-section"])):
        facts = Facts(TODAY, (family,))
        assert names(f"# Plan: F\n\n**Owner**: Ada\n\n{body}", facts) == found


def test_two_lists_under_own_headings_may_ask_for_the_same() -> None:
    lists = "Boats need\n\n- [ ] a permit of the harbour\n\nCrews need\n\n- [ ] a permit of the harbour\n"
    text = f"# Plan\n\n## Acceptance Criteria\n\n{lists}"
    assert names(text) == []
    assert names(text.replace("\n\nCrews need\n", "")) == ["duplicate-criterion"]


def test_a_sentence_that_begins_with_a_box_is_no_finding_under_own_headings() -> None:
    assert names("# Plan\n\n## Test Plan\n\n[ x ] We know what to test.\n\n- [ ] Test boats\n") == []
