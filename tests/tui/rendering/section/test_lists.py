from __future__ import annotations

import pytest

from specui.tui.rendering.section.view_options import ViewOptions
from tests.tui.rendering.section.drawing import drawn, picture, styles_of

CHECKLIST = """\
## 3. Acceptance Criteria

### Functional
- [x] The gauge sends one reading a minute, and a **late** one is marked `late` in the log
- [ ] A reading above the quay wall raises an alarm at the harbour office within ten seconds
  - [ ] also at night
  - a note, no box
- [ ] Stored

### Performance
- [x] Fast
"""

CHECKLIST_DRAWN = {
    100: """\
  3. Acceptance Criteria  2/5  ━━━━──────

  Functional  1/4  ━━────────
  ☑ The gauge sends one reading a minute, and a late one is marked late in the log
  ☐ A reading above the quay wall raises an alarm at the harbour office within ten seconds
    ☐ also at night
    ◦ a note, no box
  ☐ Stored

  Compliance / Security: missing. Press a to add it.

  Performance  1/1 ✓
  ☑ Fast""",
    76: """\
  3. Acceptance Criteria  2/5  ━━━━──────

  Functional  1/4  ━━────────
  ☑ The gauge sends one reading a minute, and a late one is marked late in
    the log
  ☐ A reading above the quay wall raises an alarm at the harbour office
    within ten seconds
    ☐ also at night
    ◦ a note, no box
  ☐ Stored

  Compliance / Security: missing. Press a to add it.

  Performance  1/1 ✓
  ☑ Fast""",
    56: """\
  3. Acceptance Criteria  2/5  ━━━━──────

  Functional  1/4  ━━────────
  ☑ The gauge sends one reading a minute, and a late one
    is marked late in the log
  ☐ A reading above the quay wall raises an alarm at the
    harbour office within ten seconds
    ☐ also at night
    ◦ a note, no box
  ☐ Stored

  Compliance / Security: missing. Press a to add it.

  Performance  1/1 ✓
  ☑ Fast""",
}

QUESTIONS = """\
## 8. Open Questions

1. **Second gauge**: Should we buy a second gauge for the north quay, or borrow the one of the pilots in winter?
   - **Deferred to 2026-12-15 (Ilse):** waits for the budget
2. **Alarm**: Bell, or horn?
   - **Answered 2026-03-02 (Ilse):** horn
3. Who pays?
"""

QUESTIONS_DRAWN = {
    100: """\
  8. Open Questions

  1. Second gauge: Should we buy a second gauge for the north quay, or borrow the one   ◷ deferred
     of the pilots in winter?
     ◷ Deferred to 2026-12-15 by Ilse: waits for the budget

  2. Alarm: Bell, or horn?                                                              ● answered
     ● Answered 2026-03-02 by Ilse: horn

  3. Who pays?                                                                              ○ open""",
    76: """\
  8. Open Questions

  1. Second gauge: Should we buy a second gauge for the north     ◷ deferred
     quay, or borrow the one of the pilots in winter?
     ◷ Deferred to 2026-12-15 by Ilse: waits for the budget

  2. Alarm: Bell, or horn?                                        ● answered
     ● Answered 2026-03-02 by Ilse: horn

  3. Who pays?                                                        ○ open""",
    56: """\
  8. Open Questions

  1. Second gauge: Should we buy a second     ◷ deferred
     gauge for the north quay, or borrow the one of the
     pilots in winter?
     ◷ Deferred to 2026-12-15 by Ilse:
       waits for the budget

  2. Alarm: Bell, or horn?                    ● answered
     ● Answered 2026-03-02 by Ilse: horn

  3. Who pays?                                    ○ open""",
}

DEGRADED = """\
## 7. Degraded Mode

- **If the gauge is down:** the page shows the last reading with its age, and the pilots are told by radio within five minutes.
- **Data loss risk:** None
"""

DEGRADED_DRAWN = {
    100: """\
  7. Degraded Mode

  • If the gauge is down
    the page shows the last reading with its age, and the pilots are told by radio within five
    minutes.

  • Data loss risk
    None""",
    76: """\
  7. Degraded Mode

  • If the gauge is down
    the page shows the last reading with its age, and the pilots are told by
    radio within five minutes.

  • Data loss risk
    None""",
    56: """\
  7. Degraded Mode

  • If the gauge is down
    the page shows the last reading with its age, and
    the pilots are told by radio within five minutes.

  • Data loss risk
    None""",
}

WIDTHS = (100, 76, 56)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_checklist(width: int) -> None:
    assert picture(drawn(CHECKLIST, width)) == CHECKLIST_DRAWN[width]


@pytest.mark.parametrize("width", WIDTHS)
def test_questions_with_what_was_decided(width: int) -> None:
    assert picture(drawn(QUESTIONS, width)) == QUESTIONS_DRAWN[width]


@pytest.mark.parametrize("width", WIDTHS)
def test_labelled_bullets(width: int) -> None:
    assert picture(drawn(DEGRADED, width)) == DEGRADED_DRAWN[width]


def test_what_is_done_steps_back_and_is_not_struck_out() -> None:
    layout = drawn(CHECKLIST, 76)
    assert styles_of(layout, "sends one reading") == {"done"}
    assert styles_of(layout, "late") == {"strong", "code", "done"}
    assert styles_of(layout, "Stored") == set()
    assert styles_of(layout, "☑") == {"tick"}
    assert styles_of(layout, "☐") == {"box"}


def test_elements_of_a_checklist_are_its_tasks() -> None:
    layout = drawn(CHECKLIST, 76)
    tasks = [element for element in layout.elements if element.kind == "task"]
    assert [element.address for element in tasks] == [
        "functional/1", "functional/2", "functional/3", "functional/4", "performance/1",
    ]  # fmt: skip
    assert [element.task.checked for element in tasks if element.task] == [True, False, False, False, True]
    assert [element.depth for element in tasks] == [0, 0, 1, 0, 0]
    assert [element.height for element in tasks] == [2, 2, 1, 1, 1]
    night = tasks[2]
    assert layout.document.text[night.start : night.end] == "- [ ] also at night"


def test_a_question_whose_day_has_come_says_so() -> None:
    words = {
        day: picture(drawn(QUESTIONS, 76, options=ViewOptions(today=day)))
        for day in ("2026-12-14", "2026-12-15")
    }
    assert "◷ deferred" in words["2026-12-14"]
    assert "◷ due since 2026-12-15" in words["2026-12-15"]


def test_nothing_is_complete_while_a_line_is_unread() -> None:
    text = CHECKLIST.replace(
        "- [x] Fast", "- [x] Fast\n<<<<<<< HEAD\n- [x] Small\n=======\n- [ ] Tiny\n>>>>>>> b"
    )
    assert "1/1 · 1 unread" in picture(drawn(text, 76))


def test_a_question_element_leaves_out_its_entries() -> None:
    layout = drawn(QUESTIONS, 76)
    assert [(s.kind, s.address) for s in layout.elements] == [
        ("title", ""),
        ("question", "q1"), ("entry", ""), ("question", "q2"), ("entry", ""), ("question", "q3"),
    ]  # fmt: skip
    first = layout.elements[1]
    assert "Deferred" not in layout.document.text[first.start : first.end]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("- one\n- two\n", ["• one", "• two"]),
        ("* one\n  1. two\n     + three\n", ["• one", "  1. two", "     • three"]),
        ("9. nine\n10. ten\n", [" 9. nine", "10. ten"]),
        ("- first\n\n  second paragraph\n- next\n", ["• first", "  second paragraph", "", "• next"]),
        ("-\n- x\n", ["•", "• x"]),
        ("- a\n  ```\n  code\n  ```\n", ["• a", "  ▏ code"]),
        ("- a  \n  hard break\n", ["• a", "  hard break"]),
        ("- wrapped\nlazily\n", ["• wrapped lazily"]),
    ],
)
def test_items(source: str, expected: list[str]) -> None:
    layout = drawn(f"## 1. Feature Overview\n\n{source}", 60)
    assert [row.text.rstrip() for row in layout.rows[2:]] == expected


def test_deep_nesting_leaves_room_for_the_words() -> None:
    source = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(60))
    layout = drawn(f"## 1. Feature Overview\n\n{source}", 56)
    assert layout.rows[-1].text.strip() == "◦ level 59"
    assert max(len(row.text) for row in layout.rows) <= 54


def test_a_narrow_question_leaves_its_state_to_its_history() -> None:
    shown = picture(drawn(QUESTIONS, 36))
    assert "● answered" not in shown
    assert "● Answered 2026-03-02 by Ilse:" in shown
    assert "○ open" in shown


def test_a_box_in_another_state_says_which() -> None:
    layout = drawn("## 3. Acceptance Criteria\n\n- [~] A\n- [-] B\n- [ ]* C\n- [?] D\n- [ ] E\n", 40)
    rows = [row.strip() for row in picture(layout).splitlines()]
    assert [row for row in rows if row.endswith(("doing", "dropped", "optional", "unknown"))] == [
        "~ A  doing",
        "- B  dropped",
        "* C  optional",
        "? D  state unknown",
    ]
    assert any(row.endswith("☐ E") for row in rows)


def test_a_state_stands_below_a_text_that_fills_its_line() -> None:
    rows = picture(drawn("## 3. Acceptance Criteria\n\n- [-] " + "a" * 30 + "\n", 36)).splitlines()
    assert any(row.strip() == "dropped" for row in rows)
