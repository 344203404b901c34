from __future__ import annotations

from pathlib import Path

from specui.workspace.files.repository_files import repository_files


def test_files_are_listed_from_the_root_without_what_is_ignored_hidden_or_linked(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("built/\n*.log\n")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.ts").write_text("x")
    for name in ("specs/a.md", "src/b.ts", "built/c.js", "src/d.log", ".hidden/e.ts", "node_modules/f.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link").symlink_to(outside)
    assert repository_files(tmp_path / "specs") == ("specs/a.md", "src/b.ts")
    assert len(repository_files(tmp_path, most=1)) == 1
