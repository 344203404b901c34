from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs import names


@pytest.mark.parametrize(
    "title, shown",
    [
        ("3. Acceptance Criteria", "Acceptance Criteria"),
        ("3) Acceptance Criteria", "Acceptance Criteria"),
        ("Section 3: Acceptance Criteria", "Acceptance Criteria"),
        ("§3. Acceptance Criteria", "Acceptance Criteria"),
        ("3 — Acceptance Criteria", "Acceptance Criteria"),
        ("3.1 Functional", "Functional"),
        ("3.1. Functional", "Functional"),
        ("A. Functional", "Functional"),
        ("3 - 5 sites", "3 - 5 sites"),
        ("24/7 support", "24/7 support"),
        ("Section leads", "Section leads"),
        ("Shipped ✅", "Shipped"),
        ("Partially Working ⚠️", "Partially Working"),
        ("✅ Shipped", "Shipped"),
        ("Shipped âœ…", "Shipped"),
        ("Partially Working âš ï¸", "Partially Working"),
        ("Golden Set Eval (LLM/Agent behavior)", "Golden Set Eval"),
        ("Missing Tests (Required for Production-Ready)", "Missing Tests"),
        ("Unit tests:", "Unit tests"),
        ("`Payments`", "Payments"),
        ("2024 in review", "2024 in review"),
        ("(draft)", "(draft)"),
        ("Überblick été", "Überblick été"),
        ("Обзор", "Обзор"),
    ],
)
def test_a_name_is_what_is_left_of_a_heading(title: str, shown: str) -> None:
    assert names.display(title) == shown


@pytest.mark.parametrize(
    "title, number",
    [
        ("3. A", 3),
        ("3) A", 3),
        ("Section 12: A", 12),
        ("3 – A", 3),
        ("3.1 A", None),
        ("A. B", None),
        ("Year", None),
    ],
)
def test_a_section_has_a_number_and_its_parts_have_none(title: str, number: int | None) -> None:
    assert names.split_number(title)[0] == number


@pytest.mark.parametrize(
    "raw, bare",
    [
        ("🔴 Critical", "Critical"),
        ("**🔴 Critical**", "Critical"),
        ("🔴 **Critical**", "Critical"),
        ("`High`", "High"),
        ("**High** or **Low**", "**High** or **Low**"),
        ("**", "**"),
    ],
)
def test_signs_and_the_marks_around_a_value_are_not_its_words(raw: str, bare: str) -> None:
    assert names.strip_signs(raw) == bare


@pytest.mark.parametrize(
    "other", ["Owner agents", "Owner agent(s)", "OWNER AGENT", "owner agents:", "`Owner agents`"]
)
def test_spellings_of_one_field_share_a_key(other: str) -> None:
    assert names.field_key(other) == names.field_key("Owner agent(s)")


def test_different_fields_do_not_share_a_key() -> None:
    keys = {
        names.field_key(n)
        for n in ("Last updated", "Spec status", "Owner agent(s)", "Tier", "Access", "Acces")
    }
    assert len(keys) == 6


@pytest.mark.parametrize(
    "title, slug",
    [
        ("Compliance / Security", "compliance-security"),
        ("Missing Tests (Required for Production-Ready)", "missing-tests"),
        ("7. Success Criteria", "success-criteria"),
        ("Phase 1: Core ✅ DONE", "phase-1-core-done"),
        ("🎉", "items"),
    ],
)
def test_slugs_are_addresses(title: str, slug: str) -> None:
    assert names.slug(title) == slug


@pytest.mark.parametrize("text", ["None", "_None._", "n/a", "—", "-", "**none**", "Not applicable"])
def test_an_explicit_none_is_read_as_one(text: str) -> None:
    assert names.says_none(text)


@pytest.mark.parametrize("text", ["None of the drivers answer", "", "No tests exist", "nonesuch"])
def test_other_texts_are_no_none(text: str) -> None:
    assert not names.says_none(text)


@given(st.text())
def test_names_never_raise_and_settle(text: str) -> None:
    once = names.key(text)
    assert once == once.casefold()
    assert "\n" not in once
    assert names.slug(text)
    assert names.display(text) == names.display(text).strip()


@pytest.mark.parametrize(
    "one, other",
    [
        ("İstanbul Ölçümleri", "I\u0307STANBUL O\u0308LC\u0327U\u0308MLERI\u0307"),
        ("Kabul Ölçütleri", "KABUL ÖLÇÜTLERİ"),
        ("Straße", "STRASSE"),
        ("Résumé (draft)", "Re\u0301sume\u0301"),
    ],
)
def test_two_spellings_of_one_letter_are_one_name(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)
    assert names.field_key(one.partition(" (")[0]) == names.field_key(other)


def test_an_address_has_one_spelling_and_keeps_its_accents() -> None:
    assert names.slug("İstanbul Ölçümleri") == names.slug("I\u0307stanbul O\u0308lc\u0327u\u0308mleri")
    assert names.slug("İstanbul Ölçümleri") == "istanbul-ölçümleri"
    assert names.identifier("Ölçüm İzni") == "ölçüm_izni"


@given(st.text(st.characters(max_codepoint=127)))
def test_names_in_ascii_are_only_lowered(name: str) -> None:
    assert names.key(name) == " ".join(names.display(name).casefold().split())


@pytest.mark.parametrize(
    "title",
    [
        "Open Questions <!-- omit in toc -->",
        "8. Open Questions {#open-questions}",
        "Open Questions {: #open .toc}",
        '<a name="open"></a>8. Open Questions',
        "[Open Questions](#open-questions)",
        "[Open Questions][open]",
        ":question: Open Questions",
        "Open Questions :question:",
        "Open&nbsp;Questions",
        "Open Questions ##",
        "Open Questions##",
        "8\\. Open Questions",
        "**Open Questions** ❓",
        "Open Questions ![badge](badge.svg)",
        "<h2>Open Questions</h2>",
    ],
)
def test_a_heading_is_compared_by_what_a_reader_sees(title: str) -> None:
    assert names.key(title) == "open questions"


@pytest.mark.parametrize("title", ["C#", "Phase: one: two", "[Feature Name]", "Gaps & Debt", "A < B", "a_b"])
def test_what_is_no_markup_of_a_heading_stays(title: str) -> None:
    assert names.heading_text(title) == title


@given(st.text(max_size=60))
def test_any_heading_has_a_text(title: str) -> None:
    assert names.heading_text(title).strip() or not title.strip()


@pytest.mark.parametrize(
    "text, words",
    [
        ("See [web](https://a.b) now", "See web now"),
        ("[](a.md) and [map][m]", "[](a.md) and map"),
        ("[ ] no link, [x] (nor this)", "[ ] no link, [x] (nor this)"),
    ],
)
def test_a_link_is_its_words(text: str, words: str) -> None:
    assert names.strip_links(text) == words
