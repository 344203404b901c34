"""All spellings of a letter fold to the same, and ranges map back to the text."""

from __future__ import annotations

import sys
import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, given, strategies as st

from specui.markdown import graphemes, text_folding
from specui.markdown.text_folding import TextQuery, fold, fold_with_origins

LETTERS = st.text(
    st.one_of(
        st.sampled_from("aiIıİjßẞéèñçşğüöÅåœﬁ①ＡｂςσΣǅ한글가ÀⅣкЙй Ωάבּשׂ がカﾞ한नमस्तेกำ"),
        st.sampled_from("\u0301\u0307\u0308\u0327\u0323\ufe0f\u200d\u0338👍🏽👨⚠🇹🇷"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.mark.parametrize(
    "typed, text",
    [
        ("istanbul", "İSTANBUL"),
        ("istanbul", "I\u0307STANBUL"),
        ("İSTANBUL", "istanbul"),
        ("ISTANBUL", "ıstanbul"),
        ("ıstanbul", "istanbul"),
        ("straße", "STRASSE"),
        ("strasse", "Straße"),
        ("STRAẞE", "strasse"),
        ("résumé", "re\u0301sume\u0301"),
        ("resume", "Résumé"),
        ("angstrom", "Ångström"),
        ("Å", "\u212b"),
        ("file", "ﬁle"),
        ("abc", "ＡＢＣ"),
        ("σοφος", "ΣΟΦΌΣ"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("が", unicodedata.normalize("NFD", "が")),
        ("ガ", "ｶﾞ"),
        ("warning ⚠", "Warning ⚠️"),
        ("cooperate", "co\xadoperate"),
        ("şişli", "SISLI"),
        ("lodz", "Łódź"),
        ("x\u0323\u0301", "x\u0301\u0323"),
    ],
)
def test_spellings_of_one_name_are_equal(typed: str, text: str) -> None:
    assert fold(typed) == fold(text)


@pytest.mark.parametrize("one, other", [("か", "が"), ("कि", "कु"), ("ไม่", "ไม้"), ("a", "b"), ("й", "к")])
def test_other_letters_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(LETTERS)
def test_folding_is_idempotent_and_the_same_for_every_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    for form in FORMS:
        assert sorted(fold(unicodedata.normalize(form, text))) == sorted(fold(text))
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", composed)) == fold(composed)


@given(LETTERS, LETTERS, LETTERS)
def test_every_spelling_finds_a_piece_of_the_text_in_whole_graphemes(
    before: str, piece: str, after: str
) -> None:
    piece = piece.strip()
    text = unicodedata.normalize("NFC", before + piece + after)
    start = text.find(piece)
    assume(start >= 0 and fold(piece).strip() and len(piece.split()) == 1)
    bounds = {0}
    for grapheme in graphemes.split(text):
        bounds.add(max(bounds) + len(grapheme))
    for spelled in {piece, *(unicodedata.normalize(form, piece) for form in FORMS[:2])}:
        for typed in (spelled, spelled.casefold(), spelled.lower()):
            if len(typed.split()) != 1 or not fold(typed):
                continue
            sought = TextQuery(typed)
            assert sought.is_in(text), (typed, text)
            found = list(sought.spans(text))
            assert found
            assert all(a in bounds and b in bounds and a < b for a, b in found)
            assert any(fold(typed) in fold(text[a:b]) for a, b in found)


@given(LETTERS)
def test_origins_map_back_to_the_letters(text: str) -> None:
    where = fold_with_origins(text)
    assert where.folded == fold(text)
    for at in range(len(where.folded)):
        a, b = where.span(at, at + 1)
        assert 0 <= a < b <= len(text)
        assert where.folded[at] in fold(text[a:b])


@given(st.text(st.characters(max_codepoint=127)))
def test_folding_ascii_only_lowers_case(text: str) -> None:
    assert fold(text) == text.lower()
    assert fold_with_origins(text).span(0, len(text)) == (0, len(text))


def test_a_capital_in_the_query_makes_case_count() -> None:
    assert TextQuery("Boats").is_in("two Boats")
    assert not TextQuery("Boats").is_in("two boats")
    assert TextQuery("İstanbul").is_in("Istanbul")
    assert not TextQuery("İstanbul").is_in("istanbul")
    assert not TextQuery("  ")


def test_a_match_inside_a_grapheme_spans_all_of_it() -> None:
    assert list(TextQuery("👨").spans("a 👨\u200d👩\u200d👧 b")) == [(2, 7)]
    assert list(TextQuery("e").spans("e\u0301e")) == [(0, 2), (2, 3)]
    assert list(TextQuery("a b").spans("A\u0301  B")) == [(0, 5)]


def test_the_fold_table_stays_small() -> None:
    fold("".join(map(chr, range(0x80, 0xD800))))
    assert len(text_folding._FOLD) <= text_folding._CACHE_LIMIT


@given(LETTERS)
def test_graphemes_agree_with_the_library_at_every_offset(text: str) -> None:
    bounds = [0]
    for grapheme in graphemes.split(text):
        bounds.append(bounds[-1] + len(grapheme))
    assert bounds[-1] == len(text)
    for at in range(len(text) + 1):
        assert graphemes.floor(text, at) == max(b for b in bounds if b <= at)
        assert graphemes.ceiling(text, at) == min(b for b in bounds if b >= at)
        assert graphemes.previous(text, at) == max((b for b in bounds if b < at), default=0)
        assert graphemes.following(text, at) == min((b for b in bounds if b > at), default=len(text))


@pytest.mark.parametrize(
    "one",
    [
        "👨\u200d👩\u200d👧",
        "🇹🇷",
        "👍🏽",
        "⚠\ufe0f",
        "1\ufe0f\u20e3",
        "e\u0301",
        "x\u0323\u0301",
        "\u1112\u1161\u11ab",
        "क्षि",
        "நி",
        "กำ",
    ],
)
def test_one_visible_character_is_one_grapheme(one: str) -> None:
    text = f"a{one}b"
    assert graphemes.following(text, 1) == 1 + len(one)
    assert graphemes.previous(text, 1 + len(one)) == 1
    for inside in range(2, 1 + len(one)):
        assert graphemes.floor(text, inside) == 1
        assert graphemes.ceiling(text, inside) == 1 + len(one)


def test_simple_characters_are_graphemes_of_their_own() -> None:
    from wcwidth import iter_graphemes

    simple = [chr(c) for c in range(sys.maxunicode + 1) if graphemes._SIMPLE.fullmatch(chr(c))]
    assert len(simple) > 40_000
    joined = "".join(f"{c}{c}a" for c in simple)
    assert sum(1 for _ in iter_graphemes(joined)) == len(joined)
