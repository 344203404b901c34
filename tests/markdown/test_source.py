from __future__ import annotations

import codecs

import pytest
from hypothesis import given, strategies as st

from specui.markdown.source import Source, decode, encode

utf8 = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.text("a\r\n\ufeff\0\u2028\x0c é🟡", max_size=20),
).map(lambda text: text.encode("utf-8"))


@given(utf8, st.booleans())
def test_bytes_come_back(data: bytes, bom: bool) -> None:
    data = codecs.BOM_UTF8 + data if bom else data
    source = decode(data)
    assert source.error is None
    assert encode(source.text, source.bom) == data


@given(st.binary(max_size=40))
def test_any_bytes_have_a_text(data: bytes) -> None:
    source = decode(data)
    source.text.encode("utf-8")  # no lone surrogates
    if source.error is None:
        assert encode(source.text, source.bom) == data
        return
    assert 0 <= source.error.offset < len(data)
    if not source.error.encoding:
        good = data[: source.error.offset]
        assert decode(good).error is None
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")


def test_the_byte_order_mark_is_separate_and_not_counted() -> None:
    assert decode(b"\xef\xbb\xbf# a") == Source("# a", bom=True)
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbf").text == "\ufeff"


@pytest.mark.parametrize(
    "data, newline, mixed",
    [
        (b"", "\n", False),
        (b"a\nb\n", "\n", False),
        (b"a\r\nb\r\n", "\r\n", False),
        (b"a\rb\r", "\r", False),
        (b"a\r\nb\r\nc\n", "\r\n", True),
        (b"a\nb\r", "\n", True),
        (b"a\r\n\rb\r\n", "\r\n", True),
    ],
)
def test_newlines(data: bytes, newline: str, mixed: bool) -> None:
    source = decode(data)
    assert (source.newline, source.mixed) == (newline, mixed)


def test_the_place_where_utf_8_ends() -> None:
    source = decode(b"\xef\xbb\xbfa\r\nb\rc\xe9\nd")
    assert source.error is not None
    assert (source.error.offset, source.error.line, source.error.encoding) == (9, 3, "")
    assert source.error.message == "is not UTF-8 from line 3 on (byte 9, 0xe9)"
    assert source.text == "a\r\nb\rc\ufffd\nd"
    assert source.bom


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_another_unicode_encoding_is_named(encoding: str) -> None:
    source = decode("\ufeff# é 🟡\n".encode(encoding))
    assert source.error is not None
    assert source.error.encoding == encoding[:6].upper()
    assert "save it as UTF-8" in source.error.message
    assert source.text == "# é 🟡\n"


def test_truncated_utf_16_is_an_error() -> None:
    assert decode(b"\xff\xfea").error is not None
