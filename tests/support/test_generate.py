"""The generated specs are distinct, of realistic size, complete, and the same every time."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.generate import production_spec, write_specs

SECTIONS = (
    "1. Feature Overview",
    "2. Current State",
    "3. Acceptance Criteria",
    "4. Known Gaps / Tech Debt",
    "5. Test Coverage",
    "6. Dependencies",
    "7. Degraded Mode",
    "8. Open Questions",
    "Revision History",
)


def test_distinct_and_of_real_size() -> None:
    specs = [production_spec(number) for number in range(60)]
    assert len(set(specs)) == 60
    sizes = sorted(len(spec.encode()) for spec in specs)
    assert sizes[0] > 8_500
    assert 9_500 < sizes[30] < 11_500
    assert sizes[-1] < 13_000


def test_every_spec_has_every_section_in_order() -> None:
    for number in range(20):
        headings = [line[3:] for line in production_spec(number).splitlines() if line.startswith("## ")]
        assert headings == list(SECTIONS)


def test_the_habits_of_real_files_occur() -> None:
    specs = [production_spec(number) for number in range(9)]
    assert any("\r\n" in spec for spec in specs)
    assert any("\n  - [" in spec for spec in specs)
    assert any("Not applicable" in spec for spec in specs)


def test_a_larger_folder_includes_the_smaller(tmp_path: Path) -> None:
    few = write_specs(tmp_path / "few", 3)
    many = write_specs(tmp_path / "many", 5)
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:3]]
    assert few[1].relative_to(tmp_path / "few") == many[1].relative_to(tmp_path / "many")


def test_most_cited_files_exist(tmp_path: Path) -> None:
    write_specs(tmp_path, 1)
    cited = re.findall(r"`((?:src|test)/[^`:]+)", production_spec(0))
    existing = [path for path in cited if (tmp_path / path).is_file()]
    assert 0 < len(existing) < len(cited)
