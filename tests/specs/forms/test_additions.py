from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.forms import Form, Target, addition, groups_to, sign_off_form, verbs
from tests.specs.edits.changing import HEAD, after, group_of, item_of
from tests.specs.forms.using import TODAY, missing
from tests.specs.reading import contents_of


def _form(contents: Contents, target: Target) -> Form:
    found = addition(contents, target, today=TODAY)
    assert found is not None
    return found


def _added(text: str, form: Form, *texts: str) -> str:
    assert [field.check(typed) for field, typed in zip(form.fields, texts, strict=True)] == [""] * len(texts)
    return after(text, form.commit(texts))


LISTS = HEAD + (
    "## 3. Acceptance Criteria\n\n### Functional\n- [ ] A\n  - [ ] inner\n- [x] B\n\n### Performance\n\n"
    "## 8. Open Questions\n\n1. Q1?\n   - **Answered 2026-11-22 (Ada):** yes\n2. Q2?\n"
)


@pytest.mark.parametrize(
    "words, title, come",
    [
        ("A", "New criterion in Functional", "  - [ ] inner\n- [ ] New\n- [x] B\n"),
        ("inner", "New item", "  - [ ] inner\n  - [ ] New\n- [x] B\n"),
        ("Q1?", "New question", "yes\n2. New\n3. Q2?\n"),
        ("**Answered", "New question", "yes\n2. New\n3. Q2?\n"),
    ],
)
def test_an_item_comes_behind_the_one_under_the_cursor(words: str, title: str, come: str) -> None:
    contents = contents_of(LISTS)
    form = _form(contents, item_of(contents.spec.document, words))
    assert form.title == title
    assert form.fields[0].check("") != ""
    assert come in _added(LISTS, form, "New")


def test_a_checklist_gets_a_box_beside_an_item_without_one() -> None:
    text = LISTS.replace("- [x] B", "- [] B")
    contents = contents_of(text)
    form = _form(contents, item_of(contents.spec.document, "[] B"))
    assert _added(text, form, "C") == text.replace("- [] B\n", "- [] B\n- [ ] C\n")


def test_an_empty_group_gets_its_first_item() -> None:
    contents = contents_of(LISTS)
    form = _form(contents, group_of(contents.spec, "Performance"))
    assert form.title == "New criterion in Performance"
    assert "### Performance\n- [ ] Fast\n\n## 8." in _added(LISTS, form, "Fast")


def test_a_list_that_says_none_makes_room() -> None:
    text = LISTS.replace("- [ ] A\n  - [ ] inner\n- [x] B\n", "- None\n")
    contents = contents_of(text)
    form = _form(contents, item_of(contents.spec.document, "None"))
    assert _added(text, form, "New") == text.replace("- None\n", "- New\n")


GAPS = (
    HEAD
    + "## 4. Known Gaps / Tech Debt\n\n| Gap | Severity | Notes |\n|---|---|---|\n| a | 🔴 Critical | x |\n| b | 🟢 Low | y |\n"
)


def test_a_row_comes_behind_the_one_under_the_cursor() -> None:
    contents = contents_of(GAPS)
    form = _form(contents, contents.gaps[0])
    assert (form.title, [(f.label, f.kind) for f in form.fields]) == (
        "New gap",
        [("Gap", "text"), ("Severity", "choice"), ("Notes", "text")],
    )
    assert form.fields[1].check("Hgih") == "“Severity” takes Critical, High or Low. Did you mean High?"
    assert "x |\n| c \\| d | 🟡 High | |\n| b |" in _added(GAPS, form, "c | d", "High", "")
    with pytest.raises(EditRefused):
        form.commit(["", "", " "])


def test_the_first_row_of_a_table_and_of_none() -> None:
    contents = contents_of(GAPS)
    table = contents.spec.document.tables[0]
    assert "|---|---|---|\n| c | 🟢 Low | |\n| a |" in _added(GAPS, _form(contents, table), "c", "Low", "")
    text = HEAD + "## 4. Known Gaps / Tech Debt\n\nNot applicable — all is well.\n"
    prose = contents_of(text)
    form = _form(prose, prose.spec.document.paragraphs[-1])
    new = _added(text, form, "c", "Critical", "soon")
    assert new.startswith(text)
    assert new.endswith("| c | 🔴 Critical | soon |\n")


def test_a_row_that_says_none_makes_room() -> None:
    text = (
        HEAD
        + "## 5. Test Coverage\n\n### Existing Tests\n| Test | Location | Coverage |\n|---|---|---|\n| None | — | No tests exist |\n"
    )
    contents = contents_of(text)
    form = _form(contents, contents.existing_tests[0].record.row)
    new = _added(text, form, "unit", "src/a.test.ts", "it")
    assert new.endswith("|---|---|---|\n| unit | `src/a.test.ts` | it |\n")


MODES = HEAD + (
    "## 6. Dependencies\n\n### Internal\n| System | Why needed | Failure mode |\n|---|---|---|\n| Billing (core) | x | y |\n\n"
    "### External Services\n| Service | Purpose | Fallback |\n|---|---|---|\n| Twilio | sms | — |\n| **Stripe** | pay | — |\n| None | | |\n\n"
    "## 7. Degraded Mode\n\n- **If Stripe is down:** wait\n- **Data loss risk:** None\n"
)


def test_dependencies_without_a_degraded_mode_are_offered() -> None:
    contents = contents_of(MODES)
    mode = item_of(contents.spec.document, "**If Stripe")
    form = _form(contents, mode)
    assert [choice.word for choice in form.fields[0].choices] == ["Twilio", "Billing"]
    new = _added(MODES, form, "Twilio", "send mail")
    assert "wait\n- **If Twilio is down:** send mail\n- **Data loss" in new


def test_what_the_template_has_is_made_at_once() -> None:
    contents = contents_of(LISTS)
    made = {}
    for target in missing(contents):
        form = _form(contents, target)
        if not form.fields:
            made[form.title] = after(LISTS, form.commit([]))
    assert "## 3. Acceptance Criteria\n" in made["Add section Current State"]
    assert made["Add section Current State"].index("## 2.") < made["Add section Current State"].index("## 3.")
    assert "### Compliance / Security\n- [ ] [Auth: who can access this]" in made["Add Compliance / Security"]


def test_missing_fields_come_in_one_form() -> None:
    contents = contents_of(HEAD)
    form = _form(contents, contents.spec.fields[0])
    assert [field.label for field in form.fields] == ["Owner agent(s)", "Tier"]
    new = _added(HEAD, form, "Ada", "")
    assert new == HEAD.replace("Draft\n", "Draft\n**Owner agent(s):** Ada\n")
    both = _added(HEAD, form, "Ada", "2")
    assert both == HEAD.replace("Draft\n", "Draft\n**Owner agent(s):** Ada\n**Tier:** 2\n")


def test_a_paragraph_comes_behind_the_one_under_the_cursor() -> None:
    text = HEAD + "## 1. Feature Overview\n\nOne.\n\nTwo.\n"
    contents = contents_of(text)
    form = _form(contents, contents.spec.document.paragraphs[-2])
    assert _added(text, form, "New\nlines.").endswith("One.\n\nNew\nlines.\n\nTwo.\n")


def test_verbs_are_those_that_are_possible() -> None:
    contents = contents_of(LISTS)
    document = contents.spec.document
    assert set(verbs(contents, item_of(document, "A"))) == {"delete", "move_down"}
    assert set(verbs(contents, item_of(document, "inner"))) == {"delete", "outdent"}
    assert set(verbs(contents, item_of(document, "B"))) == {"delete", "move_up", "indent"}
    assert [name for name, _ in groups_to(contents, item_of(document, "B"))] == [
        "Performance",
        "Compliance / Security",
    ]
    gaps = contents_of(GAPS.replace("| a | 🔴 Critical | x |", "| a | 🔴 Critical |"))
    assert set(verbs(gaps, gaps.gaps[0])) == {"delete", "move_down", "mend"}
    assert verbs(gaps, gaps.spec.sections[0]) == {}


def test_an_item_goes_down_the_chain_with_what_is_nested_in_it() -> None:
    text = HEAD + (
        "## 2. Current State\n\n### Shipped ✅\n- S\n\n### Partially Working ⚠️\n- P\n\n### Not Implemented ❌\n- N\n  - inner\n"
    )
    for expected in (
        "### Partially Working ⚠️\n- P\n- N\n  - inner\n",
        "### Shipped ✅\n- S\n- N\n  - inner\n",
    ):
        contents = contents_of(text)
        text = after(text, verbs(contents, item_of(contents.spec.document, "N"))["promote"]())
        assert expected in text
    contents = contents_of(text)
    assert "promote" not in verbs(contents, item_of(contents.spec.document, "N"))


def test_signing_off_says_what_changed() -> None:
    rows = "## Revision History\n\n| Date | Author | Change |\n|---|---|---|\n| 2026-01-02 | Ada | Initial draft |\n"
    old, new = LISTS + rows, LISTS.replace("- [ ] A", "- [x] A") + rows
    form = sign_off_form(contents_of(new), contents_of(old), today=TODAY, by="Bo")
    assert [field.value for field in form.fields] == [TODAY, "Bo", "1 criterion ticked"]
    signed = _added(new, form, *[field.value for field in form.fields])
    assert signed.endswith("| 2026-01-02 | Ada | Initial draft |\n| 2026-11-25 | Bo | 1 criterion ticked |\n")
    assert "**Last updated:** 2026-11-25\n" in signed
    blank = sign_off_form(contents_of(new), None, today=TODAY, by="")
    assert [field.value for field in blank.fields] == [TODAY, "", ""]
    assert [bool(field.check(field.value)) for field in blank.fields] == [False, True, True]
