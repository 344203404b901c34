from __future__ import annotations

import pytest

from specui.markdown.blocks import Paragraph
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.forms import Editable, Target, editables
from tests.specs.edits.changing import after, changed_lines, item_of
from tests.specs.forms.using import TODAY, missing
from tests.specs.reading import contents_of

HEAD = (
    "# Production Spec: Lamp Timer\n\n**Last updated:** 2026-01-02 (draft)\n**Spec status:** 🟢 Approved (audit)\n"
    "**Owner agents:** Ada (ops), Bo (CTO, remark)\n**Tier:** 3 — Supporting Systems\n\n"
)


def _one(contents: Contents, target: Target) -> Editable:
    (found,) = editables(contents, target, today=TODAY)
    return found


def _field(text: str, name: str) -> tuple[Contents, Editable]:
    contents = contents_of(text)
    found = contents.spec.field(name)
    assert found is not None
    return contents, _one(contents, found)


@pytest.mark.parametrize(
    "name, kind, value, typed, line",
    [
        ("Last updated", "date", "2026-01-02", "2026-11-20", "**Last updated:** 2026-11-20 (draft)"),
        ("Spec status", "choice", "🟢 Approved (audit)", "Draft", "**Spec status:** 🟡 Draft (audit)"),
        ("Spec status", "choice", "🟢 Approved (audit)", "🟢 Approved", "**Spec status:** 🟢 Approved"),
        (
            "Spec status",
            "choice",
            "🟢 Approved (audit)",
            "Approved (again)",
            "**Spec status:** 🟢 Approved (again)",
        ),
        ("Tier", "choice", "3 — Supporting Systems", "2", "**Tier:** 2 — Supporting Systems"),
        ("Tier", "choice", "3 — Supporting Systems", "3", "**Tier:** 3"),
        ("Tier", "choice", "3 — Supporting Systems", "4 — Growth", "**Tier:** 4 — Growth"),
        ("Owner agent(s)", "owners", "Ada (ops), Bo (CTO, remark)", "Bo (CTO)", "**Owner agents:** Bo (CTO)"),
    ],
)
def test_a_field_is_typed_as_it_is_read(name: str, kind: str, value: str, typed: str, line: str) -> None:
    contents, found = _field(HEAD, name)
    assert (found.kind, found.value, found.check(typed)) == (kind, value, "")
    gone, come = changed_lines(HEAD, after(HEAD, found.commit(typed)))
    assert (len(gone), come) == (1, [line + "\n"])
    assert not found.commit(found.value)
    assert contents.spec.document.text == HEAD


@pytest.mark.parametrize(
    "name, typed, told",
    [
        (
            "Last updated",
            "2026-02-30",
            "“Last updated” takes a date such as 2026-01-31; “2026-02-30” isn't one.",
        ),
        ("Last updated", "", "“Last updated” takes a date such as 2026-01-31; it is empty."),
        (
            "Last updated",
            "2062-01-01",
            "“Last updated” would be 2062-01-01, which is in the future; today is 2026-11-25.",
        ),
        (
            "Spec status",
            "Aproved",
            "“Spec status” takes Draft, Approved, Gaps Identified or Deprecated. Did you mean Approved?",
        ),
        ("Spec status", "", "“Spec status” needs a value: Draft, Approved, Gaps Identified or Deprecated."),
        ("Tier", "9", "“Tier” takes 1, 2, 3 or 4."),
        ("Owner agent(s)", "Ada (ops", "A bracket is not closed; write Name (role), Name (role)."),
        ("Owner agent(s)", "Ada,, Bo", "A name is missing next to a comma; write Name (role), Name (role)."),
        ("Owner agent(s)", " ", "“Owner agent(s)” needs at least one name."),
    ],
)
def test_what_is_wrong_is_told_beside_a_field(name: str, typed: str, told: str) -> None:
    _, found = _field(HEAD, name)
    assert found.check(typed) == told
    assert found.check(found.value) == ""
    assert not found.check("2026-11-26") or found.kind != "date"  # it may be tomorrow already somewhere


def test_a_value_that_is_on_no_list_may_stay_but_not_be_typed_anew() -> None:
    text = HEAD.replace("🟢 Approved (audit)", "🟡 Partial - Gaps Identified")
    _, found = _field(text, "Spec status")
    assert found.check(found.value) == ""
    assert found.check("Partial") != ""
    assert "**Spec status:** 🔴 Gaps Identified\n" in after(text, found.commit("Gaps Identified"))


def test_what_the_template_left_in_a_field_is_no_value() -> None:
    text = "# Production Spec: X\n\n**Last updated:** YYYY-MM-DD\n**Spec status:** 🟡 Draft | 🟢 Approved | 🔴 Gaps Identified\n"
    _, updated = _field(text, "Last updated")
    _, status = _field(text, "Spec status")
    assert (updated.value, updated.placeholder) == ("", "YYYY-MM-DD")
    assert status.value == ""
    assert status.check("") != ""
    assert after(text, status.commit("Draft")).endswith("**Spec status:** 🟡 Draft\n")
    assert "**Last updated:** 2026-01-01\n" in after(text, updated.commit("2026-01-01"))


def test_missing_fields_are_made_where_the_template_has_them() -> None:
    text = HEAD.replace("**Owner agents:** Ada (ops), Bo (CTO, remark)\n", "")
    contents = contents_of(text)
    (schema,) = [
        target for target in missing(contents) if getattr(target, "placeholder", "") == "[agent name(s)]"
    ]
    found = _one(contents, schema)
    assert (found.kind, found.value) == ("owners", "")
    new = after(text, found.commit("Ada"))
    assert "(audit)\n**Owner agent(s):** Ada\n**Tier:**" in new


def test_a_field_that_comes_twice_is_changed_where_it_stands() -> None:
    text = HEAD.replace("**Tier:** 3 — Supporting Systems", "**Tier:** 3\n**Tier:** 1")
    contents = contents_of(text)
    second = contents.spec.fields[-1]
    assert after(text, _one(contents, second).commit("2")).endswith("**Tier:** 3\n**Tier:** 2\n\n")


GAPS = HEAD + (
    "## 4. Known Gaps / Tech Debt\n\n| Gap          | Severity    | Notes |\n|--------------|-------------|-------|\n"
    "| No log       | 🔴 Critical | see x |\n| Slow \\| late | 🟢 Medium   |\n| a | b | c | d |\nA note.\n"
)


def _cell(text: str, row: int, column: int) -> Editable:
    contents = contents_of(text)
    table = contents.spec.document.tables[0]
    return editables(contents, table.rows[row], today=TODAY)[column]


def test_cells_are_typed_without_escapes_and_written_with_them() -> None:
    found = _cell(GAPS, 1, 0)
    assert (found.kind, found.label, found.value) == ("text", "Gap", "Slow | late")
    gone, come = changed_lines(GAPS, after(GAPS, found.commit("a | b")))
    assert gone == ["| Slow \\| late | 🟢 Medium   |\n"]
    assert come == ["| a \\| b       | 🟢 Medium   |\n"]


@pytest.mark.parametrize(
    "typed, cell",
    [
        ("Low", "| 🟢 Low      |"),
        ("🔴 Critical", "| 🔴 Critical |"),
        ("High (for now)", "| 🟡 High (for now) |"),
    ],
)
def test_a_drifted_severity_is_offered_the_templates(typed: str, cell: str) -> None:
    found = _cell(GAPS, 1, 1)
    assert (found.kind, found.value, found.check("🟢 Medium")) == ("choice", "🟢 Medium", "")
    assert [choice.text for choice in found.choices] == ["🔴 Critical", "🟡 High", "🟢 Low"]
    assert found.check("Midium") == "“Severity” takes Critical, High or Low."
    assert cell in after(GAPS, found.commit(typed))


def test_a_cell_that_is_not_written_yet_is_written() -> None:
    found = _cell(GAPS, 1, 2)
    assert found.value == ""
    assert "| 🟢 Medium   | soon |\n" in after(GAPS, found.commit("soon"))


def test_a_note_under_a_table_is_one_text() -> None:
    contents = contents_of(GAPS)
    (note,) = editables(contents, contents.spec.document.tables[0].rows[-1], today=TODAY)
    assert (note.label, note.value) == ("Note", "A note.")
    assert after(GAPS, note.commit("Another note.")) == GAPS.replace("A note.", "Another note.")


def test_the_last_words_of_a_row_are_not_taken_away() -> None:
    text = HEAD + "## 4. Known Gaps\n\n| Gap | Severity |\n|---|---|\n| a | |\n"
    found = _cell(text, 0, 0)
    assert found.check("") == "“Gap” needs a text; delete the row if there is nothing to say."
    with pytest.raises(EditRefused, match="delete the row"):
        found.commit("")


TESTS = HEAD + (
    "## 5. Test Coverage\n\n### Existing Tests\n| Test | Location | Coverage |\n|---|---|---|\n| a | `src/a.ts` | x |\n"
    "| b | src/b.ts | y |\n| c | | z |\n\n### Golden Set Eval\n| Golden Set | Location | Threshold | Last Run |\n"
    "|---|---|---|---|\n| qa | `g.json` | 90% | 2026-01-01 |\n"
)


@pytest.mark.parametrize(
    "row, value, cell",
    [(0, "src/a.ts", "| `src/new.ts` |"), (1, "src/b.ts", "| src/new.ts |"), (2, "", "| `src/new.ts` |")],
)
def test_paths_are_typed_bare_and_stay_code_where_they_were(row: int, value: str, cell: str) -> None:
    found = _cell(TESTS, row, 1)
    assert (found.kind, found.value) == ("path", value)
    assert cell in after(TESTS, found.commit("src/new.ts"))


def test_a_date_column_takes_dates_and_words() -> None:
    contents = contents_of(TESTS)
    last = editables(contents, contents.golden_sets[0].record.row, today=TODAY)[3]
    assert last.kind == "date"
    assert [last.check(text) for text in ("2026-02-02", "Never", "", "—", "2026-02-02 (by hand)")] == [""] * 5
    assert "2026-02-30" in last.check("2026-02-30")
    assert "in the future" in last.check("2027-01-01")


MODES = HEAD + (
    "## 7. Degraded Mode\n\n- **If [X] is down:** [graceful degraded behavior]\n- **If Redis is down**: reads\n  go on\n"
    "- **Data loss risk:** None — no state\n"
)


def test_labelled_bullets_give_what_stands_behind_the_label() -> None:
    contents = contents_of(MODES)
    empty, redis, risk = (_one(contents, item) for item in contents.spec.document.items)
    assert (empty.label, empty.value, empty.placeholder) == (
        "If [X] is down",
        "",
        "[graceful degraded behavior]",
    )
    assert (redis.label, redis.value) == ("If Redis is down", "reads\ngo on")
    assert "- **If Redis is down**: stop\n- **Data" in after(MODES, redis.commit("stop\n"))
    assert "- **If Kafka is down:** wait\n- **Data" in after(
        MODES, redis.commit("**If Kafka is down:** wait")
    )
    assert (risk.kind, [choice.word for choice in risk.choices]) == ("choice", ["None", "Possible"])
    assert after(MODES, risk.commit("Possible — one hour")).endswith("risk:** Possible — one hour\n")
    assert after(MODES, risk.commit("Small")).endswith("risk:** Small\n")


def test_a_decision_gives_its_words() -> None:
    text = (
        HEAD
        + "## 8. Open Questions\n\n1. **A**: x, or y?\n   - **Answered 2026-11-22 (Ada):** x\n   - a remark\n"
    )
    contents = contents_of(text)
    question, entry, remark = (_one(contents, item) for item in contents.spec.document.items)
    assert question.value == "**A**: x, or y?"
    assert (entry.label, entry.value) == ("Answered 2026-11-22 (Ada)", "x")
    assert "   - **Answered 2026-11-22 (Ada):** y, at once\n" in after(text, entry.commit("y, at once"))
    assert (remark.label, remark.value) == ("Item", "a remark")


PROSE = (
    HEAD
    + "## 1. Feature Overview\n\nIt lights  \nthe lamp\nat dusk.\n\n## 2. Current State\n\n### Shipped ✅\n- [What works]\n"
)


def test_a_paragraph_is_typed_line_by_line() -> None:
    contents = contents_of(PROSE)
    paragraph = next(p for p in contents.spec.document.paragraphs if not p.fields)
    found = _one(contents, paragraph)
    assert (found.value, found.multiline) == ("It lights\nthe lamp\nat dusk.", True)
    new = after(PROSE, found.commit("It dims\nthe lamp\nat dawn."))
    assert changed_lines(PROSE, new) == (["It lights  \n", "at dusk.\n"], ["It dims  \n", "at dawn.\n"])
    two = after(PROSE, found.commit("It lights\nthe lamp\nat dusk.\n\nAnd more."))
    assert changed_lines(PROSE, two) == ([], ["And more.\n", "\n"])
    with pytest.raises(EditRefused):
        found.commit("## No heading")


def test_guidance_is_written_over() -> None:
    guidance = "_What does this feature do? One paragraph, written as if explaining to a new developer._"
    text = PROSE.replace("It lights  \nthe lamp\nat dusk.", guidance)
    contents = contents_of(text)
    paragraph = next(p for p in contents.spec.document.paragraphs if not p.fields)
    for target in (paragraph, contents.spec.sections[0]):
        found = _one(contents, target)
        assert found.value == ""
        assert after(text, found.commit("It lights.")) == text.replace(guidance, "It lights.")


def test_a_section_without_its_text_takes_one() -> None:
    text = PROSE.replace("\n\nIt lights  \nthe lamp\nat dusk.", "")
    contents = contents_of(text)
    found = _one(contents, contents.spec.sections[0])
    assert (found.label, found.value) == ("Feature Overview", "")
    assert after(text, found.commit("It lights.")).count("## 1. Feature Overview\n\nIt lights.\n\n## 2.") == 1


def test_a_slot_in_a_list_is_written_over() -> None:
    contents = contents_of(PROSE)
    found = _one(contents, item_of(contents.spec.document, "[What"))
    assert (found.value, found.placeholder) == ("", "[What works]")
    assert after(PROSE, found.commit("The lamp")).endswith("- The lamp\n")


def test_the_title_is_typed_without_its_prefix() -> None:
    contents = contents_of(HEAD)
    assert contents.spec.outline.title is not None
    found = _one(contents, contents.spec.outline.title)
    assert (found.label, found.value) == ("Title", "Lamp Timer")
    assert after(HEAD, found.commit("Lamp `x|y`")).startswith("# Production Spec: Lamp `x|y`\n")


def test_a_labelled_line_gives_its_value() -> None:
    text = "## Job Spec: X\n\n**State:** 🟢 Go\n\n### 1. Intent (Why)\n\nTo go.\n\n### 2. Scope (What)\n\n**Estimated size:** ___ lines\n"
    contents = contents_of(text)
    line = contents.spec.document.paragraphs[-1].fields[0]
    found = _one(contents, line)
    assert (found.label, found.value, found.placeholder) == ("Estimated size", "", "___ lines")
    assert after(text, found.commit("40 lines")).endswith("**Estimated size:** 40 lines\n")


def test_nothing_is_typed_into_code_quotes_and_rules() -> None:
    text = HEAD + "## 1. Feature Overview\n\n> quote\n\n```\ncode\n```\n\n---\n\n<!-- why -->\n"
    contents = contents_of(text)
    blocks = contents.spec.document.blocks
    others = [block for block in blocks if block.line > 8 and not isinstance(block, Paragraph)]
    assert [editables(contents, block, today=TODAY) for block in others] == [()] * 4
