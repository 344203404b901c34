"""From a citation to a file: inside the repository or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specui.specs.links import Link
from specui.workspace.files.citations import CitationError, CitedFile, locate


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "src").mkdir(parents=True)
    (root / "specs").mkdir()
    (root / "src" / "a.ts").write_text("1\n2\n3\n")
    (root / "specs" / "b.md").write_text("# B")
    (tmp_path / "secret").write_text("secret")
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "dead").symlink_to(root / "none")
    (root / "within").symlink_to(root / "src" / "a.ts")
    os.mkfifo(root / "pipe")
    return root


@pytest.mark.parametrize(
    "link, name, line, remark",
    [
        (Link("citation", "src/a.ts", 2, 3), "src/a.ts", 2, ""),
        (Link("citation", "src/a.ts"), "src/a.ts", 1, ""),
        (Link("citation", "src/a.ts", 9), "src/a.ts", 3, "src/a.ts has 3 lines, not 9"),
        (Link("citation", "b.md"), "specs/b.md", 1, ""),
        (Link("link", "b.md"), "specs/b.md", 1, ""),
        (Link("link", "../src/a.ts", 3), "src/a.ts", 3, ""),
        (Link("citation", "within"), "src/a.ts", 1, ""),
    ],
)
def test_what_is_there_is_found(repository: Path, link: Link, name: str, line: int, remark: str) -> None:
    assert locate(link, repository, repository / "specs") == CitedFile(repository / name, line, remark)


@pytest.mark.parametrize(
    "target, reason",
    [
        ("src/none.ts", "is not in this repository"),
        ("../../secret", "outside the repository"),
        ("src/../../secret", "outside the repository"),
        ("/etc/hostname", "absolute"),
        ("~/.profile", "absolute"),
        ("out", "a link to outside the repository"),
        ("dead", "cannot be opened"),
        ("pipe", "is not a regular file"),
        ("src", "is a folder"),
        ("a\0b", "not a path"),
    ],
)
@pytest.mark.parametrize("kind", ["citation", "link"])
def test_what_may_not_be_opened_says_why(repository: Path, target: str, reason: str, kind: str) -> None:
    with pytest.raises(CitationError, match=reason):
        locate(Link(kind, target), repository, repository / "specs")  # type: ignore[arg-type]
