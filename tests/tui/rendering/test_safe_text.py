from __future__ import annotations

import ctypes
import locale
import sys
import unicodedata

import pytest
from hypothesis import example, given, strategies as st
from rich.cells import cell_len, get_character_cell_size

from specui.tui.rendering.safe_text import fit, safe, width

ODD = st.sampled_from(
    "\u200d\ufe0f\u20e3\u0301\u093f\u1100\u1161\u11a8\u200b\u202e\ufeff\u00ad\x1b\x9b\x7f\t\r\n\x0b\x0c\x85"
    "⚠1☝ℹ🟡👩💻🏳🌈🏽🇫🇷e ☰\u2028\U000e0041\udc80\ue000\U0001fae8가漢ﾠㅤ"
)
TEXTS = st.text(ODD | st.characters(), max_size=30)


@pytest.mark.parametrize(
    "text, drawn",
    [
        ("plain – text ✅ 🔴", "plain – text ✅ 🔴"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x9b31m\x7f", "�31m�"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\u202eb\u2066c\u200bd\ufeff", "a�b�c�d�"),
        ("⚠️ Partially", "⚠  Partially"),
        ("🟡️ Draft", "🟡 Draft"),
        ("1️⃣ first", "1  first"),
        ("👩‍💻 🏳️‍🌈 👍🏽 🇫🇷", "👩💻 🏳 🌈 👍 FR"),
        ("e\u0301 \u0301 ⚠\ufe0f\u0301", "e\u0301 � ⚠ �"),
        ("a" + "\u0301" * 9 + "b", "a\u0301\u0301\u0301b"),
        ("\u1100\u1161\u11a8 \u1161", "각 �"),
        ("one\u2028two\x85three\x0cfour\x0bfive\x1csix", "one␤two�three␌four␋five␜six"),
        ("a\r\nb\rc\nd", "a␍␊b␍c␊d"),
        ("soft\u00adhyphen \u200d", "soft-hyphen �"),
        ("bad\udcff name", "bad� name"),
        ("[@click=app.quit]x[/", "[@click=app.quit]x[/"),
        ("हिन्दी", "हिन्दी"),
        ("\U000e0067\U000e0062", "��"),
        ("", ""),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert safe(text) == drawn


def test_every_newline_kind_is_one_newline_where_lines_are_kept() -> None:
    assert safe("a\r\nb\rc\nd\x0be\u2028f\x85g", keep_newlines=True) == "a\nb\nc\nd␋e␤f�g"


def test_tabs() -> None:
    assert safe("a\tb") == "a   b"
    assert safe("漢字\tb", tab=8) == "漢字    b"
    assert safe("a\tb\n\tc", tab=4, keep_newlines=True) == "a   b\n    c"
    assert safe("a\tb", tab=0) == "a␉b"
    assert safe("a\tb\x1b", tab=None) == "a\tb␛"


@given(TEXTS)
@example("\u1100\ufe0f\u1161")
@example("\u00ad\u0301")
@example("👩\u200d\u0301💻")
def test_the_picture_is_clean_steady_and_measured_alike(text: str) -> None:
    drawn = safe(text)
    assert not [c for c in drawn if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}]
    assert len(drawn.splitlines()) <= 1
    assert safe(drawn) == drawn
    # No character changes the width of another: rich's and any terminal's sums are sums of parts.
    assert cell_len(drawn) == sum(get_character_cell_size(c) for c in drawn) == width(drawn)


@given(TEXTS)
def test_lines_are_kept_and_nothing_else_breaks_one(text: str) -> None:
    drawn = safe(text, keep_newlines=True)
    breaks = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert len(drawn.split("\n")) == breaks + 1
    assert safe(drawn, keep_newlines=True) == drawn


@given(TEXTS, st.integers(0, 12), st.sampled_from(["…", "", " ...", "漢"]))
def test_fit_never_takes_more_room_nor_cuts_a_mark_from_its_base(
    text: str, cells: int, ellipsis: str
) -> None:
    cut = fit(text, cells, ellipsis)
    assert width(cut) <= cells
    whole = safe(text)
    if width(whole) <= cells:
        assert cut == whole
    elif width(ellipsis) <= cells:
        assert cut.endswith(ellipsis)
        kept = cut[: len(cut) - len(ellipsis)]
        assert whole.startswith(kept)
        assert not whole[len(kept) :] or get_character_cell_size(whole[len(kept)])


def test_fit_keeps_the_mark_with_its_base() -> None:
    assert fit("cafe\u0301 au lait", 5) == "cafe\u0301…"
    assert fit("漢字漢字", 4) == "漢…"


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc what its terminals think")
def test_widths_agree_with_the_c_library() -> None:
    wcwidth = ctypes.CDLL(None).wcwidth
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        if wcwidth(0x1F7E1) != 2:
            pytest.skip("this C library has no UTF-8 locale")
        apart = [
            hex(code)
            for code in (*range(0x20000), *range(0xE0000, 0xE0200))
            for drawn in [safe(chr(code), tab=0)]
            for known in [wcwidth(ord(drawn))]
            if known >= 0 and known != get_character_cell_size(drawn)
        ]
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    assert apart == []
    marked = [safe("e" + chr(code)) for code in range(0x300, 0x370)]
    assert {width(text) for text in marked} == {1}
