"""Guidance and instructions of a template in an unfilled copy and in a begun one."""

from __future__ import annotations

from dataclasses import replace

from specui.markdown.scanner import scan
from specui.rules.engine import apply_fixes, diagnose
from specui.rules.rule import Facts
from specui.specs.template import read_template
from specui.workspace.config.template_library import built_in_text
from tests.rules.reading import TODAY, subject


def begun(text: str) -> str:
    """Write a sentence into each section, below what the template has there."""
    return text.replace("\n---\n", "\nOur own words.\n\n---\n")


def test_safe_fixes_keep_the_guidance_of_an_unfilled_template() -> None:
    text = begun(built_in_text())
    found = [d for d in diagnose(subject(text)) if d.rule == "template-text-left" and d.fix]
    assert found
    assert not any(d.fix and d.fix.safe for d in found)
    assert apply_fixes(text, found).apply(text) == text


def test_safe_fixes_delete_the_guidance_once_the_title_is_written() -> None:
    text = begun(built_in_text()).replace("`[FEATURE_NAME]`", "Pier")
    found = [d for d in diagnose(subject(text)) if d.rule == "template-text-left" and d.fix]
    assert len(found) == 6
    assert "_What should happen if this feature fails?_" not in apply_fixes(text, found).apply(text)


TEMPLATE = """# Job: [NAME]

**Phase**: Draft
**Lead**: _Who answers for it?_
**Room**: [room]

## Tasks

- [ ] [P] [Write it]

`[P]` = can run in parallel. See [the log][log].

[log]: https://log.example
"""


def test_instructions_are_found_but_not_defaults_and_explained_marks() -> None:
    template = read_template(scan(TEMPLATE), "job")
    assert template is not None
    facts = Facts(TODAY, (template,))
    text = TEMPLATE.replace("[NAME]", "Pier").replace("[Write it]", "Write").replace("[room]", "4")
    found = [d for d in diagnose(subject(text, facts)) if d.rule in {"template-text-left", "missing-field"}]
    assert [(d.rule, text[d.start : d.end]) for d in found] == [
        ("template-text-left", "_Who answers for it?_")
    ]
    left = TEMPLATE.replace("[NAME]", "Pier").replace("_Who answers for it?_", "Ada")
    left = left.replace("[Write it]", "[Write it]\n- [ ] Ours")
    found = [d for d in diagnose(subject(left, facts)) if d.rule == "template-text-left"]
    assert [left[d.start : d.end] for d in found] == ["[room]", "[Write it]"]


def test_guidance_stays_in_a_document_that_nobody_fills_in_by_its_template() -> None:
    template = read_template(scan("# Plan: [NAME]\n\n## Gates\n\n_Check again later._\n\n[gate]\n"), "plan")
    assert template is not None
    text = "# Plan: Pier\n\n## Gates\n\n_Check again later._\n\n[gate]\n\nOurs.\n"
    for is_strict, left in ((True, ["[gate]", "_Check again later._"]), (False, ["[gate]"])):
        facts = Facts(TODAY, (replace(template, is_strict=is_strict),))
        found = [d for d in diagnose(subject(text, facts)) if d.rule == "template-text-left"]
        assert sorted(text[d.start : d.end] for d in found) == left
