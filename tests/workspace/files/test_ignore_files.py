"""What is ignored is what git ignores: held against git itself, over trees that are made up, and by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from specui.workspace.files.discovery import find_markdown, find_named, reason_skipped
from specui.workspace.git.git_folder import git_folder
from specui.workspace.git.wildmatch import expression


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without a configuration of git's, and no system's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_COUNT"):
        monkeypatch.delenv(name, raising=False)
    return folder


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=Ada", "-c", "user.email=ada@example.com", *arguments],
        check=True, capture_output=True,
    )  # fmt: skip
    return os.fsdecode(done.stdout)


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


def names(root: Path) -> list[str]:
    return sorted(found.relative for found in find_markdown(root))


def listed(root: Path) -> list[str]:
    """The Markdown files that git knows of or would take in, and that are there."""
    said = git(root, "ls-files", "-zco", "--exclude-standard").split("\0")
    return sorted({n for n in said if n.endswith((".md", ".markdown")) and os.path.lexists(root / n)})


# ------------------------------------------------------------------------------------ made-up trees

FOLDERS = ("a", "b", "ab", "docs", "a b")
FILES = (
    "a.md",
    "b.md",
    "ab.md",
    "Z.md",
    "1.md",
    "é.md",
    "a b.md",
    "#a.md",
    "!b.md",
    "[a].md",
    "x.markdown",
    "a\\.md",
)
_pieces = st.sampled_from(
    (
        "*|**|***|/|**/|/**|?|[ab]|[!a]|[^b-z]|[[:digit:]]|[[:upper:]a]|[[:lower:]]|z|Z|[Y-Z]|[[:alpha:].]|[]a]|[a-]|"
        "[[:foo:]]|[z-a]|[a|a|b|ab|docs|.md|.markdown|*.md|*.m*|A|é|1|\\a|\\#|\\!|\\[|\\|#|!| |\\ "
    ).split("|")
)
_known = st.sampled_from(
    "*;!*/;!*.md;*.md;/*;/*.md;**;**/;/**;a/;/a/;!a/;!a/**;a/**;**/a;**/a/;a/**/b;docs/*;!docs/*.md;!docs/;"
    "specs/**;!specs/**/;*/;!/a;*.m*;a?b/;#a.md;\\#a.md;!\\!b.md;\\!b.md;*.md/;a b.md;a\\ b.md;b.md  ;b.md\\ ;a//;//".split(
        ";"
    )
)
_line = st.one_of(
    _known,
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "!", "/", "!/"]),
        st.lists(_pieces, min_size=1, max_size=4).map("".join),
    ),
)
_lines = st.builds(
    lambda lines, end, bom: bom + "".join(f"{line}{end}" for line in lines).removesuffix("\n" * (end == "\n")),
    st.lists(_line, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\n\n"]), st.sampled_from(["", "", "\ufeff"]),
)  # fmt: skip
_folder = st.lists(st.sampled_from(FOLDERS), max_size=3).map("/".join)
_file = st.builds(lambda folder, name: f"{folder}/{name}".lstrip("/"), _folder, st.sampled_from(FILES))


class Tree(NamedTuple):
    """A work tree: files, of them those that are tracked, ignore files by folder, and those outside of it."""

    files: frozenset[str]
    tracked: frozenset[str]
    ignores: dict[str, str]
    exclude: str
    users: str
    folds: bool


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    files = draw(st.frozensets(_file, min_size=1, max_size=12))
    tracked = draw(st.frozensets(st.sampled_from(sorted(files)), max_size=3))
    folders = sorted({"", *(f[:at] for f in files for at, sign in enumerate(f) if sign == "/")})
    ignores = draw(st.dictionaries(st.sampled_from(folders), _lines, min_size=1, max_size=3))
    extra = st.one_of(st.just(""), st.just(""), _lines)
    return Tree(files, tracked, ignores, draw(extra), draw(extra), draw(st.booleans()))


def built(root: Path, tree: Tree) -> None:
    make(root, *tree.files)
    git(root, "config", "core.ignorecase", str(tree.folds).lower())
    if tree.tracked:
        git(root, "--literal-pathspecs", "add", "-f", "--", *sorted(tree.tracked))
    for folder, text in tree.ignores.items():
        (root / folder / ".gitignore").write_bytes(text.encode())
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "exclude").write_bytes(tree.exclude.encode())
    if tree.users:
        (root / ".git" / "mine").write_bytes(tree.users.encode())
        git(root, "config", "core.excludesFile", ".git/mine")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--template=", "repository")
    return tmp_path / "repository"


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(trees())
def test_what_is_found_is_what_git_lists(template: Path, tree: Tree) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "root"
        shutil.copytree(template, root)
        built(root, tree)
        wanted = listed(root)
        assert names(root) == wanted
        everything = [str(root / name) for name in tree.files]
        assert sorted(found.relative for found in find_named(root, everything)) == wanted
        assert [n for n in sorted(tree.files) if not reason_skipped(root, n)] == wanted


# ------------------------------------------------------------------------------------ where git keeps it


@pytest.mark.parametrize("patterns", ["*\n!*/\n!*.md\n", "/*\n!/specs/\nspecs/**\n!specs/**/\n!*.md\n"])
def test_a_list_of_what_is_allowed(tmp_path: Path, patterns: str) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "specs/a.md", "specs/deep/er/b.md", "specs/c.txt")
    (tmp_path / ".gitignore").write_text(patterns, encoding="utf-8")
    assert names(tmp_path) == listed(tmp_path) == ["specs/a.md", "specs/deep/er/b.md"]


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """A repository with one commit, and a file in its info/exclude."""
    root = tmp_path / "main"
    git(tmp_path, "init", "-q", "main")
    make(root, "a.md")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "exclude").write_text("local.md\n", encoding="utf-8")
    return root


def test_a_worktree_has_the_excludes_of_its_repository_and_an_index_of_its_own(main: Path) -> None:
    tree = main.parent / "tree"
    git(main, "worktree", "add", "-q", str(tree))
    make(tree, "local.md", "b.md", "build/kept.md", "build/not.md")
    (tree / ".gitignore").write_text("build/\n", encoding="utf-8")
    git(tree, "add", "-f", "build/kept.md")
    assert names(tree) == listed(tree) == ["a.md", "b.md", "build/kept.md"]
    make(main, "build/kept.md")
    (main / ".gitignore").write_text("build/\n", encoding="utf-8")
    assert names(main) == ["a.md"]


def test_a_submodule_has_its_own(main: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    git(tmp_path, "init", "-q", "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(main), "sub")
    sub = outer / "sub"
    (outer / ".git" / "modules" / "sub" / "info").mkdir(exist_ok=True)
    (outer / ".git" / "modules" / "sub" / "info" / "exclude").write_text("mine.md\n", encoding="utf-8")
    (outer / ".gitignore").write_text("b.md\n", encoding="utf-8")
    make(sub, "mine.md", "b.md")
    assert names(sub) == listed(sub) == ["a.md", "b.md"]
    assert names(outer) == ["sub/a.md", "sub/b.md"]
    everything = [str(sub / name) for name in ("a.md", "b.md", "mine.md")]
    assert sorted(found.relative for found in find_named(outer, everything)) == ["sub/a.md", "sub/b.md"]
    assert reason_skipped(outer, "sub/mine.md") and not reason_skipped(outer, "sub/b.md")


@pytest.mark.parametrize("text", ["", "gitdir: nowhere", "gitdir: \0", "no", "gitdir:" + "x/" * 5_000])
def test_a_git_file_that_leads_nowhere_hides_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").write_text(text, encoding="utf-8")
    make(tmp_path, "a.md", "b.md")
    (tmp_path / ".gitignore").write_text("b.md\n", encoding="utf-8")
    assert names(tmp_path) == ["a.md"]


def test_links_are_followed_where_git_follows_them(main: Path, home: Path) -> None:
    make(main, "linked.md", "excluded.md", "users.md", "local.md")
    for name in ("linked", "excluded", "users"):
        (main / ".git" / name).write_text(f"{name}.md\n", encoding="utf-8")
    (main / ".gitignore").symlink_to(".git/linked")
    exclude = main / ".git" / "info" / "exclude"
    exclude.unlink()
    exclude.symlink_to("../excluded")
    (home / "link").symlink_to(main / ".git" / "users")
    (home / ".gitconfig").write_text("[core]\nexcludesFile = ~/link\n", encoding="utf-8")
    assert names(main) == listed(main) == ["a.md", "linked.md", "local.md"]


@pytest.mark.parametrize(
    "place", [".gitignore", ".git/info/exclude", ".git/index", ".git/config", ".git/commondir"]
)
def test_what_is_no_regular_file_is_not_waited_for(main: Path, place: str) -> None:
    make(main, "b.md")
    (main / ".gitignore").write_text("*\n", encoding="utf-8")
    (main / place).unlink(missing_ok=True)
    os.mkfifo(main / place)
    assert set(names(main)) <= {"a.md", "b.md", "local.md"}


# ------------------------------------------------------------------------------------ git's configuration

CONFIGURATIONS = {
    "the repository's own, relative": {".git/config": "[core]\n\texcludesFile = mine\n"},
    "the home folder's": {"~/.gitconfig": "[core]\n\texcludesFile = ~/mine\n"},
    "the other place for it": {"~/.config/git/config": "[core]\n\texcludesFile = ~/mine\n"},
    "git's default": {"~/.config/git/ignore": "b*\n"},
    "set to nothing, not the default": {"~/.config/git/ignore": "b*\n", ".git/config": "[core]\nexcludesFile =\n"},
    "the later one": {"~/.gitconfig": "[core]\nexcludesFile = ~/mine\n", ".git/config": '[core]\nexcludesFile = "/no"\n'},
    "quotes and remarks": {".git/config": '[Core] excludesfile="mi"ne # "of this\n'},
    "a line that goes on": {".git/config": "[core]\n excludesFile = mi\\\nne ; x\n"},
    "an escaped sign": {".git/config": '[core]\n excludesFile = "mi\\\\n"e\n'},
    "of another section": {".git/config": '[core "x"]\nexcludesFile = mine\n[user]\nexcludesFile = mine\n'},
    "included": {"~/.gitconfig": "[include]\npath = more\n", "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included from home": {".git/config": "[include]\npath = ~/more\n", "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included in a circle": {"~/.gitconfig": "[core]\nexcludesFile = ~/mine\n", ".git/config": "[include]\npath = nowhere\n"},
    "included for this folder": {"~/.gitconfig": '[includeIf "gitdir:main/"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included for a part of its path": {"~/.gitconfig": '[includeIf "gitdir:**/main/.git"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included for another folder": {"~/.gitconfig": '[includeIf "gitdir:other/"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "whatever its case": {"~/.gitconfig": '[includeIf "gitdir/i:MAIN/"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included for a branch": {"~/.gitconfig": '[includeIf "onbranch:tr*"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "included for other branches": {"~/.gitconfig": '[includeIf "onbranch:x/"]\npath = more\n', "~/more": "[core]\nexcludesFile = ~/mine\n"},
    "case": {".git/config": "[core]\nexcludesFile = mine\nignoreCase\n"},
    "case that counts": {".git/config": "[core]\nexcludesFile = mine\nignoreCase = no\n"},
    "with a mark at its beginning": {"~/.gitconfig": "\ufeff[core]\r\nexcludesFile = ~/mine\r\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_configuration(main: Path, home: Path, files: dict[str, str]) -> None:
    git(main, "branch", "-q", "-M", "trunk")
    make(main, "b.md", "B2.md", "c.md")
    for folder in (main, home):
        (folder / "mine").write_text("b*\n", encoding="utf-8")
    for name, text in files.items():
        path = home / name[2:] if name.startswith("~") else main / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
    assert names(main) == listed(main)


def test_the_environments_and_a_worktrees_own(
    main: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(main, "b.md", "c.md")
    (home / "b").write_text("b.md\n", encoding="utf-8")
    (home / "c").write_text("c.md\n", encoding="utf-8")
    for name, value in {"COUNT": "1", "KEY_0": "Core.excludesFile", "VALUE_0": "~/b"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert names(main) == listed(main) == ["a.md", "c.md"]
    monkeypatch.delenv("GIT_CONFIG_COUNT")
    git(main, "config", "extensions.worktreeConfig", "true")
    git(main, "config", "--worktree", "core.excludesFile", "~/c")
    assert names(main) == listed(main) == ["a.md", "b.md"]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "none"))
    (home / ".gitconfig").write_text("[core]\nexcludesFile = ~/b\n", encoding="utf-8")
    git(main, "config", "--worktree", "--unset", "core.excludesFile")
    assert names(main) == listed(main) == ["a.md", "b.md", "c.md"]


@given(st.binary(max_size=200) | st.text('[]core "\\=#;\nexcludesfileinclude.', max_size=80).map(str.encode))
def test_any_bytes_are_read_as_configuration_and_index_and_ignore_file(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".git").mkdir()
        make(root, "a.md")
        for name in (".git/config", ".git/index", ".gitignore"):
            (root / name).write_bytes(data)
        (root / ".git" / "index").write_bytes(b"DIRC\0\0\0\x02" + data)
        assert set(names(root)) <= {"a.md"}


# ------------------------------------------------------------------------------------ what is tracked


@pytest.mark.parametrize("how", ["2", "3", "4", "split", "sha256"])
def test_what_is_tracked_is_found_whatever_the_form_of_the_index(tmp_path: Path, how: str) -> None:
    git(tmp_path, "init", "-q", f"--object-format={'sha256' if how == 'sha256' else 'sha1'}")
    kept = [f"build/{'deep/' * (n % 3)}kept-{n}.md" for n in range(40)]
    make(
        tmp_path,
        "a.md",
        *kept,
        "build/not.md",
        "build/deep/not.md",
        "other/kept.txt",
        "other/not.md",
        "one.md",
        "not.md",
    )
    make(tmp_path, "build/" + "long" * 50 + ".md")
    git(tmp_path, "add", "-f", "a.md", *kept, "other/kept.txt", "one.md", "build/" + "long" * 50 + ".md")
    if how == "3":
        make(tmp_path, "later.md")
        git(tmp_path, "add", "-N", "later.md")
    if how == "split":
        git(tmp_path, "update-index", "--split-index")
    elif how != "sha256":
        git(tmp_path, "update-index", "--index-version", how)
    (tmp_path / ".gitignore").write_text("build/\nother/\none.md\nnot.md\nlater.md\n", encoding="utf-8")
    wanted = listed(tmp_path)
    assert names(tmp_path) == wanted
    assert len(wanted) == 43 + (how == "3")


def test_nothing_of_the_repository_runs_and_git_need_not_be_there(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(main, "build/kept.md")
    (main / ".gitignore").write_text("*\n", encoding="utf-8")
    git(main, "add", "-f", "build/kept.md")
    git(main, "update-index", "--split-index")
    ran = main.parent / "ran"
    git(main, "config", "core.fsmonitor", f"touch {ran}; false")
    for hook in ("post-index-change", "fsmonitor-watchman"):
        path = main / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
        path.chmod(0o755)
    assert names(main) == ["a.md", "build/kept.md"]
    assert not ran.exists()
    git(main, "-c", "core.fsmonitor=false", "update-index", "--no-split-index")
    monkeypatch.setenv("PATH", str(main.parent))
    assert names(main) == ["a.md", "build/kept.md"]


def test_an_ignored_folder_is_entered_only_for_what_is_tracked(main: Path) -> None:
    make(main, "build/not.md", "build/sub/not.md", "out/a.md")
    make(main, "build/sub/kept.markdown")
    (main / "out" / "b.txt").write_text("", encoding="utf-8")
    (main / ".gitignore").write_text("build\nout\n", encoding="utf-8")
    git(main, "add", "-f", "build/sub/kept.markdown", "out/b.txt")
    said: dict[str, str] = {}
    list(find_markdown(main, on_skipped=lambda one: said.update({one.relative: one.reason})))
    assert names(main) == ["a.md", "build/sub/kept.markdown"]
    assert {name for name, why in said.items() if why == "ignored by .gitignore"} == {
        "build/not.md", "build/sub/not.md", "out",
    }  # fmt: skip


# ------------------------------------------------------------------------------------ patterns


PATTERNS = (
    "[[:digit:]].md [[:upper:]]* [![:alpha:]]*.md [[:foo:]]* [[:alpha:]*.md [[:punct:][:space:]]* []a]* [a-]b.md [b-a].md "
    "[^a]*.md [\\]a].md a[ /*.md docs/[!/]*.md docs/?*.md docs?a.md */a.md **a.md d**/a.md docs/**a.md docs/a**/b.md "
    "/**/a.md docs/**/b.md docs/** !/docs/** **/ /a.md a.md/ docs// \\a.md a\\.md a.md\\ a.*\\ \\!b.md !b.md \\#a.md ?.md ??.md é* "
    "*.MD A.md docs/*/ *ocs/a* ***.md x[[.a.]].md"
).split(" ")


@pytest.fixture(scope="module")
def many_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("names")
    git(root, "init", "-q")
    folders = ("", "docs/", "docs/deep/", "docs/ab/", "a/docs/")
    base = (
        "a.md",
        "b.md",
        "ab.md",
        "1.md",
        "É.md",
        "é.md",
        "A B.md",
        "!b.md",
        "#a.md",
        "-b.md",
        "].md",
        "[.md",
        "a\\.md",
        "Zz.md",
    )
    make(root, *(folder + name for folder in folders for name in base))
    return root


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("before", ["", "*\n!*/\n!docs/\n"])
def test_a_pattern_means_what_it_means_to_git(many_names: Path, pattern: str, before: str) -> None:
    (many_names / ".gitignore").write_text(f"{before}{pattern}\n", encoding="utf-8")
    assert names(many_names) == listed(many_names)
    (many_names / ".gitignore").write_text(f"{before}!{pattern}\n", encoding="utf-8")
    assert names(many_names) == listed(many_names)


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 30 + "b", "**/a*" * 30 + "/b", "[a-z]*" * 30 + "1", "**/" * 40 + "*a*a*a*b", "a/**/" * 20 + "*b", "?*" * 60 + "b"],
)  # fmt: skip
def test_hostile_patterns_take_little_time(pattern: str) -> None:
    name = b"/".join([b"a" * 200] * 18)
    began = time.process_time()
    assert expression(pattern.encode()).match(name) is None
    assert time.process_time() - began < 1


def test_a_large_ignore_file_is_not_read(main: Path) -> None:
    make(main, "b.md")
    (main / ".gitignore").write_text("b.md\n" + "#" * (1 << 20), encoding="utf-8")
    assert names(main) == ["a.md", "b.md"]


def test_where_a_repository_keeps_things(main: Path) -> None:
    found = git_folder(str(main))
    assert found is not None
    assert (found.own, found.common) == (str(main / ".git"), str(main / ".git"))
