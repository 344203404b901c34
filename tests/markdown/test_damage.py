from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from specui.markdown import damage as module
from specui.markdown.damage import DamagedSpan, find_damage, find_signs, repair
from specui.markdown.source import decode
from tests.support.corpus import CHECKOUT, shared_corpus

SOUND = """# Spec: `[NAME]`

**Spec status:** 🟡 Draft | 🟢 Approved | 🔴 Gaps
### Shipped ✅
### Partially Working ⚠️
- a “quoted” word — naïve café, €5
### Not Implemented ❌
"""


def spoil(text: str, encoding: str = "cp1254", lost: str = "") -> str:
    """Return ``text`` decoded with another encoding; bytes without a character become ``lost``."""
    parts = [bytes([byte]).decode(encoding, "ignore") or lost for byte in text.encode("utf-8")]
    return "".join(parts)


@pytest.mark.parametrize("lost", ["", "\ufffd"])
@pytest.mark.parametrize("encoding", ["cp1252", "cp1254"])
def test_the_signs_of_the_template_repair_a_text(encoding: str, lost: str) -> None:
    spoilt = spoil(SOUND, encoding, lost)
    assert spoilt != SOUND
    assert repair(spoilt, find_signs(SOUND)).apply(spoilt) == SOUND


def test_lost_bytes_stay_without_known_signs() -> None:
    spoilt = "### Shipped âœ…\n### Partially âš\xa0ï¸\n### Not âŒ\n"
    assert find_damage(spoilt) == (
        DamagedSpan(12, 15, "✅"),
        DamagedSpan(30, 35, None),
        DamagedSpan(44, 46, None),
    )
    assert repair(spoilt).apply(spoilt) == spoilt.replace("âœ…", "✅")


def test_a_plain_space_can_replace_a_no_break_space() -> None:
    assert find_damage("a âš ï¸ b", ["⚠️"]) == (DamagedSpan(2, 7, "⚠️"),)


def test_remains_of_two_signs_stay() -> None:
    # U+274C and U+234C differ only in the lost byte.
    assert repair("a âŒ", ["❌"]).apply("a âŒ") == "a ❌"
    assert not repair("a âŒ", ["❌", "\u234c"])


def test_only_the_damaged_spans_change() -> None:
    text = "é ✅ &amp; ‘x’ caf\xc3\xa9 ﬁ Ａ\r\n“y” âœ…âŒ✅\n"
    assert repair(text, ["❌"]).apply(text) == "é ✅ &amp; ‘x’ café ﬁ Ａ\r\n“y” ✅❌✅\n"


@pytest.mark.parametrize(
    "spoilt, sound",
    [
        ("ÃƒÂ©", "é"),
        ("Ã¢Å“â€¦ done", "✅ done"),
        ("ğŸ”´ Critical / ğŸŸ¡ High", "🔴 Critical / 🟡 High"),
        ("a â€” b", "a — b"),
        ("\xe2\x80\x94", "—"),
        ("deÄŸiÅŸiklik â€¦", "değişiklik …"),
        ("Â§ 5", "§ 5"),
    ],
)
def test_repairs_damage_of_one_or_two_rounds(spoilt: str, sound: str) -> None:
    assert repair(spoilt).apply(spoilt) == sound


def test_a_quoted_letter_is_not_damage_even_next_to_damage() -> None:
    text = "âœ… “Ã” ÅŸ"
    assert repair(text).apply(text) == "✅ “Ã” ş"


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        "naïve café — “quotes” €5 Ã",
        "“Ã” and ‘â’",
        "Değişiklik ışığı, İŞ ve ÖĞRENCİ; güncelleştirilmiş",
        "« L’été » très naïf—œuvre, âge, pâte : façade… Noël",
        "NÃO, AÇÃO, coração, mãe—avô",
        "Việt Nam: ưở đường, Đảng, ấn, â, ê, ô",
        "Straße, Übergröße „Öl“, Äpfel–Birnen",
        "живёт съешь ещё этих мягких французских булок",
        "Γεια σας — ελληνικά",
        "日本語、テスト… 한국어",
        "café✅ naïveté⚠️ à🟡",
        "x² ± 5 °C × 3 µs",
        "lone \ud800 surrogate é",
    ],
)
def test_healthy_text_has_no_damage(text: str) -> None:
    assert find_damage(text, find_signs(SOUND)) == ()


@given(st.text(st.sampled_from("abc \n—…✅⚠️🟡“”’é"), max_size=30))
def test_signs_and_plain_letters_are_never_damage(text: str) -> None:
    assert find_damage(text, find_signs(SOUND)) == ()


@given(
    st.lists(st.sampled_from(["✅", "🟡", " — ", "é", "Text", "\n", "⚠️", "❌", " "]), max_size=12).map(
        "".join
    ),
    st.booleans(),
)
def test_spans_are_sorted_and_repaired_text_is_healthy(text: str, twice: bool) -> None:
    spoilt = spoil(text, "cp1252")
    spoilt = spoil(spoilt, "cp1252") if twice else spoilt
    spans = find_damage(spoilt, ["⚠️", "❌"])
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(spoilt)
        position = span.end
    mended = repair(spoilt, ["⚠️", "❌"]).apply(spoilt)
    again = find_damage(mended, ["⚠️", "❌"])
    assert len(again) <= len(spans)


@given(
    st.text(st.characters(max_codepoint=0x2FF), max_size=30)
    | st.text("âÃœ…Œš\xa0ï¸ğŸ”´\ufffd \ud800é", max_size=20)
)
def test_accepts_any_text(text: str) -> None:
    repair(text, ["⚠️", "❌", "\ud800", ""]).apply(text)


def test_literal_lead_characters_match_the_codecs() -> None:
    leads = module._decoded(bytes(range(0xC2, 0xF5)), ("cp1252", "cp1254"))
    assert set(module._LATIN_LEADS) == set(leads)
    assert set(module._OTHER_LEADS) | set(leads) == set(
        leads + module._decoded(module._OTHER_LEAD_BYTES, module._OTHERS)
    )


def test_a_healthy_text_needs_no_ftfy() -> None:
    code = f"import sys; from specui.markdown.damage import find_damage; find_damage({SOUND!r}); print('ftfy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert result.stdout.strip() == "False"


def test_real_template_as_received() -> None:
    seed = CHECKOUT.parent / "shared" / "seed"
    if not (seed / "template-as-received.md").exists():
        pytest.skip("no seed beside this checkout")
    received = decode((seed / "template-as-received.md").read_bytes()).text
    repaired = decode((seed / "template-repaired.md").read_bytes()).text
    assert repair(received, find_signs(repaired)).apply(received) == repaired
    for path in shared_corpus():
        assert find_damage(decode(path.read_bytes()).text, find_signs(repaired)) == (), path
