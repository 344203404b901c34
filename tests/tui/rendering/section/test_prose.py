from __future__ import annotations

import pytest

from tests.tui.rendering.section.drawing import drawn, picture, styles_of

PROSE = """\
## 1. Feature Overview

The gauge measures the *water level* at the quay and sends it to the [office](https://office.example/tides), see `services/gauge/a-rather-long-path/to/read/readings.test.ts`.

> Quoted words which are long enough that they must go on in a second line of the drawing, sooner or later.
> - an item

```sh
gauge --read
	tabbed
```

<!-- specui: allow dead-citation: elsewhere -->

**Note:** kept short
**Estimated size:** small

---

After the rule ⚠️ x.

---
"""

PROSE_DRAWN = {
    100: """\
  1. Feature Overview

  The gauge measures the water level at the quay and sends it to the office
  (https://office.example/tides), see services/gauge/a-rather-long-path/to/read/readings.test.ts.

  ▎ Quoted words which are long enough that they must go on in a second line of the drawing,
  ▎ sooner or later.
  ▎ - an item

  ▏ sh
  ▏ gauge --read
  ▏     tabbed

  <!-- specui: allow dead-citation: elsewhere -->

  Note            kept short
  Estimated size  small

  ────────────────────────

  After the rule ⚠  x.""",
    76: """\
  1. Feature Overview

  The gauge measures the water level at the quay and sends it to the office
  (https://office.example/tides), see
  services/gauge/a-rather-long-path/to/read/readings.test.ts.

  ▎ Quoted words which are long enough that they must go on in a second line
  ▎ of the drawing, sooner or later.
  ▎ - an item

  ▏ sh
  ▏ gauge --read
  ▏     tabbed

  <!-- specui: allow dead-citation: elsewhere -->

  Note            kept short
  Estimated size  small

  ────────────────────────

  After the rule ⚠  x.""",
    56: """\
  1. Feature Overview

  The gauge measures the water level at the quay and
  sends it to the office (https://office.example/tides),
  see services/gauge/a-rather-long-path/to/read/
  readings.test.ts.

  ▎ Quoted words which are long enough that they must go
  ▎ on in a second line of the drawing, sooner or later.
  ▎ - an item

  ▏ sh
  ▏ gauge --read
  ▏     tabbed

  <!-- specui: allow dead-citation: elsewhere -->

  Note            kept short
  Estimated size  small

  ────────────────────────

  After the rule ⚠  x.""",
}

WIDTHS = (100, 76, 56)


@pytest.mark.parametrize("width", WIDTHS)
def test_prose(width: int) -> None:
    assert picture(drawn(PROSE, width)) == PROSE_DRAWN[width]


def test_running_text_keeps_a_measure_on_a_wide_screen() -> None:
    layout = drawn("## 1. Feature Overview\n\n" + "word " * 200, 200)
    assert max(len(row.text) for row in layout.rows) <= 96


def test_inline_marks_become_styles() -> None:
    source = "## 1. Feature Overview\n\nA **bold** `code` *soft* ~~gone~~ [link](x.md) <b>\n"
    layout = drawn(source, 100)
    assert picture(layout).splitlines()[-1] == "  A bold code soft gone link (x.md) <b>"
    assert {w: styles_of(layout, w) for w in ("bold", "code", "soft", "gone", "link", "x.md", "<b>")} == {
        "bold": {"strong"},
        "code": {"code"},
        "soft": {"emphasis"},
        "gone": {"struck"},
        "link": {"link"},
        "x.md": {"muted"},
        "<b>": {"faint"},
    }


def test_markup_of_the_screen_is_text() -> None:
    layout = drawn("## 1. Feature Overview\n\n[@click=app.quit]x[/] [red]y[/\n", 100)
    assert picture(layout).splitlines()[-1] == "  [@click=app.quit]x[/] [red]y[/"


def test_a_field_goes_on_until_the_next_one() -> None:
    source = "## 1. Feature Overview\n\nBefore\n**One:** a\nmore of a\n**A label that is far too long for it:** b\n"
    layout = drawn(source, 60)
    assert [row.text.rstrip() for row in layout.rows[2:]] == [
        "Before",
        "One  a more of a",
        "A label that is far too long for it",
        "  b",
    ]
    assert [s.kind for s in layout.elements[1:]] == ["paragraph", "field", "field"]


def test_code_in_an_item_loses_the_item_s_indentation_only() -> None:
    layout = drawn("## 1. Feature Overview\n\n1. a\n\n   ```py\n   if x:\n       y\n   ```\n", 60)
    assert [row.text.rstrip() for row in layout.rows[2:]] == ["1. a", "   ▏ py", "   ▏ if x:", "   ▏     y"]


def test_long_code_is_wrapped_not_cut() -> None:
    code = "x" * 120 + "END"
    layout = drawn(f"## 1. Feature Overview\n\n```\n{code}\n```\n", 60)
    assert "".join(row.text.removeprefix("▏ ") for row in layout.rows[2:]) == code


def test_a_line_separator_in_code_makes_no_row() -> None:
    layout = drawn("## 1. Feature Overview\n\n```\na\u2028b\x0cc\n```\n", 60)
    assert [row.text for row in layout.rows[2:]] == ["▏ a␤b␌c"]


def test_a_quote_is_one_element() -> None:
    layout = drawn(PROSE, 76)
    quotes = [element for element in layout.elements if element.kind == "quote"]
    assert [element.height for element in quotes] == [3]
