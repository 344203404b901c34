"""What a task says that it is for."""

from __future__ import annotations

from specui.markdown.scanner import scan
from specui.specs.items.traces import traces_of

TEXT = """\
- [ ] 1. Sail
  - Make the boat
  - _Requirements: 1.1, 1.2_
  - [ ] 1.1 Row
    - _Requirements: 2.1_
- [ ] T012 [P] [US1] Sell in src/a.py
- [ ] Task 1 (AC: 1, 2)
- [ ] Nothing named (see AC 3)
"""


def test_marks_and_lines_below_name_ids() -> None:
    document = scan(TEXT)
    found = [traces_of(document, item) for item in document.items if item.check >= 0]
    assert found == [("1.1", "1.2"), ("2.1",), ("US1",), ("AC1", "AC2"), ()]
