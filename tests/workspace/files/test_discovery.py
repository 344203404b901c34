"""Which files are found, in which order, and that the search stays within the repository (promise 13)."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.files.discovery import (
    LEFTOVER,
    LINKED,
    SkippedPath,
    find_markdown,
    find_named,
    find_templates,
    natural_key,
    repository_root,
)
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.stat_key import stat_key
from specui.workspace.storage.temporary_files import temporary_name


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


def names(root: Path) -> list[str]:
    return [found.relative for found in find_markdown(root)]


def skipped(root: Path) -> dict[str, str]:
    reasons: list[SkippedPath] = []
    list(find_markdown(root, on_skipped=reasons.append))
    return {item.relative: item.reason for item in reasons}


# ------------------------------------------------------------------------------------ order


def test_numbers_sort_as_numbers_at_each_level(tmp_path: Path) -> None:
    wanted = [
        "area 1/spec.md",
        "area 2/tier1/a.md",
        "area 2/tier2.md",
        "area 2/tier10.MD",
        "area 2/x.markdown",
        "area 10/spec.md",
        "b.md",
    ]
    make(tmp_path, *reversed(wanted), "notes.txt", "area 2/x.markdown.txt")
    assert names(tmp_path) == wanted


@given(st.lists(st.text(st.sampled_from("aB10²٣_.é"), max_size=8), max_size=8))
def test_natural_order_is_an_order(some: list[str]) -> None:
    ordered = sorted(some, key=natural_key)
    some.reverse()
    assert sorted(some, key=natural_key) == ordered
    assert len({natural_key(name) for name in some}) == len(set(some))


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_natural_order_compares_numbers_of_any_length(one: int, other: int) -> None:
    assert (natural_key(f"tier{one}.md") < natural_key(f"tier{other}.md")) == (one < other)


def test_a_number_of_any_length_is_no_trouble() -> None:
    assert natural_key("9" * 10_000) < natural_key("1" + "0" * 10_000)


def test_what_is_found_says_where_it_is_and_how_it_looks(tmp_path: Path) -> None:
    make(tmp_path, "tier1/spec.md")
    (found,) = find_markdown(tmp_path)
    assert found.path == tmp_path / "tier1" / "spec.md"
    assert found.stat == stat_key(found.path.stat())


def test_a_folder_reached_through_a_link_is_named_by_its_own_name(tmp_path: Path) -> None:
    make(tmp_path, "real/spec.md")
    (tmp_path / "link").symlink_to("real")
    (found,) = find_markdown(tmp_path / "link")
    assert found.path == tmp_path / "real" / "spec.md"


# ------------------------------------------------------------------------------------ what is passed over


def test_reasons_are_given(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(
        tmp_path,
        "spec.md",
        ".hidden/a.md",
        ".hidden.md",
        "node_modules/a.md",
        ".venv/a.md",
        "build/a.md",
        "old.md",
    )
    make(tmp_path, temporary_name("spec.md"), ".git/description.md")
    (tmp_path / ".gitignore").write_text("build/\nold*\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    (tmp_path / "device.md").symlink_to("/dev/zero")
    reasons = skipped(tmp_path)
    leftover = next(name for name in reasons if name.endswith(".tmp"))
    assert reasons.pop(leftover) == LEFTOVER
    assert reasons == {
        ".git": "hidden",
        ".hidden": "hidden",
        ".hidden.md": "hidden",
        ".venv": "hidden",
        "node_modules": "a folder of packages",
        "build": "ignored by .gitignore",
        "old.md": "ignored by .gitignore",
        "pipe.md": "not a regular file",
        "dangling.md": "a broken link, or removed meanwhile",
        "device.md": "a link to outside the repository",
    }
    assert names(tmp_path) == ["spec.md"]


def test_links_stay_in_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    make(repository, "specs/real.md", "docs/shared.md", ".git/config.md")
    make(tmp_path, "repository-of-others/secret.md")
    specs = repository / "specs"
    for name, target in {
        "shared.md": "../docs/shared.md",
        "chain.md": "shared.md",
        "outside.md": "../../repository-of-others/secret.md",
        "absolute.md": str(tmp_path / "repository-of-others" / "secret.md"),
        "passwd.md": "/etc/passwd",
        "git.md": "../.git/config.md",
        "circle.md": "circle.md",
        "loop": "..",
        "others": "../../repository-of-others",
    }.items():
        (specs / name).symlink_to(target)
    assert names(specs) == ["chain.md", "real.md", "shared.md"]
    reasons = skipped(specs)
    outside = "a link to outside the repository"
    assert {name: reasons[name] for name in ("outside.md", "absolute.md", "passwd.md")} == dict.fromkeys(
        ("outside.md", "absolute.md", "passwd.md"), outside
    )
    assert reasons["git.md"] == "a link into .git"
    assert reasons["loop"] == reasons["others"] == "a link to a folder"
    assert "circle.md" in reasons


def test_without_a_repository_the_folder_is_the_fence(tmp_path: Path) -> None:
    make(tmp_path, "specs/a.md", "b.md")
    (tmp_path / "specs" / "in.md").symlink_to("a.md")
    (tmp_path / "specs" / "out.md").symlink_to("../b.md")
    assert repository_root(tmp_path / "specs") is None
    assert names(tmp_path / "specs") == ["a.md"]


def test_a_link_to_a_file_that_is_listed_is_not_listed_too(tmp_path: Path) -> None:
    make(tmp_path, "specs/a.md", "specs/.hidden/b.md", "shared.md", ".git/HEAD")
    for name, target in (("to-a.md", "a.md"), ("to-b.md", ".hidden/b.md"), ("to-shared.md", "../shared.md")):
        (tmp_path / "specs" / name).symlink_to(target)
    skipped: list[SkippedPath] = []
    found = [one.relative for one in find_markdown(tmp_path / "specs", on_skipped=skipped.append)]
    assert found == ["a.md", "to-b.md", "to-shared.md"]
    assert ("to-a.md", LINKED) in [(one.relative, one.reason) for one in skipped]


@pytest.mark.parametrize("name", ["missing", "file.md"])
def test_what_is_no_folder_is_told(tmp_path: Path, name: str) -> None:
    make(tmp_path, "file.md")
    with pytest.raises(StorageError, match="cannot be searched"):
        list(find_markdown(tmp_path / name))


def test_odd_names_are_found(tmp_path: Path) -> None:
    odd = [b"caf\xe9.md", b"new\nline.md", b"\x1b[31m.md", "✅.md".encode(), b" .md", b"-rf.md"]
    for name in odd:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb"):
            pass
    assert sorted(os.fsencode(name) for name in names(tmp_path)) == sorted(odd)


def test_very_deep_folders_are_no_trouble(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(400):
        deep /= "d"
    make(deep, "a.md")
    assert len(names(tmp_path)) == 1


# ------------------------------------------------------------------------------------ .gitignore


def test_gitignore_means_what_git_says_it_means(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    make(
        tmp_path,
        *(
            "a.md",
            "b.md",
            "draft-1.md",
            "build/x.md",
            "specs/a.md",
            "specs/draft-2.md",
            "specs/keep/draft.md",
        ),
        *(
            "specs/keep/x.md",
            "specs/tmp/x.md",
            "specs/deep/er/drop.md",
            "specs/deep/drop.md",
            "sp ace.md",
            "#x.md",
        ),
        *("out/a.md", "out/sub/a.md", "specs/out/a.md", "q[1].md", "été.md", "local.md", "specs/local.md"),
    )
    (tmp_path / ".gitignore").write_text(
        "\ufeffdraft*\r\nbuild/\n/out/*\n!/out/sub\nspecs/**/drop.md\n\\#x.md\nq\\[1\\].md\n[z-a]\n\\\n",
        encoding="utf-8",
    )
    (tmp_path / "specs" / ".gitignore").write_text(
        "!draft-2.md\n/a.md\ntmp\n!/keep/draft.md\n", encoding="utf-8"
    )
    (tmp_path / "specs" / "keep" / ".gitignore").write_text("*\n!draft.md\n", encoding="utf-8")
    (tmp_path / ".git" / "info" / "exclude").write_text("/local.md\n", encoding="utf-8")
    listed = subprocess.run(
        ["git", "-C", str(tmp_path), "ls-files", "-zco", "--exclude-standard", "*.md"],
        check=True,
        capture_output=True,
    )
    wanted = sorted(os.fsdecode(name) for name in listed.stdout.split(b"\0") if name)
    assert sorted(names(tmp_path)) == wanted
    in_specs = sorted(name.removeprefix("specs/") for name in wanted if name.startswith("specs/"))
    assert sorted(names(tmp_path / "specs")) == in_specs


@pytest.mark.parametrize(
    "config",
    [
        "",
        "[core]\n\texcludesFile = ~/mine\n",
        '[Core]\nexcludesfile="~/mine" # of this machine\n[user]\n\texcludesfile = no\n',
        "[core]\n\texcludesFile = nowhere\n",
    ],
)
def test_the_users_own_ignore_file_counts_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str
) -> None:
    home, root = tmp_path / "home", tmp_path / "root"
    (home / ".config" / "git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    (home / ".config" / "git" / "ignore").write_text("default.md\n", encoding="utf-8")
    (home / "mine").write_text("mine*\n", encoding="utf-8")
    (home / ".gitconfig").write_text(config, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    make(root, "a.md", "default.md", "mine.md", "mine-too.md")
    (root / ".gitignore").write_text("!mine-too.md\n", encoding="utf-8")
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "*.md"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert sorted(names(root)) == sorted(listed.stdout.split())


def test_an_ignored_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n*.md\n", encoding="utf-8")
    make(tmp_path, "build/sub/a.md", "build/sub/b.md")
    (tmp_path / "build" / "sub" / ".gitignore").write_text("b.md\n", encoding="utf-8")
    assert names(tmp_path / "build" / "sub") == ["a.md"]


def test_hostile_patterns_take_no_time_and_a_linked_gitignore_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, "a" * 240 + ".md")
    (tmp_path / ".gitignore").write_text("*a" * 30 + "*b\n" + "**/a/" * 30 + "b\n[[a]\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    make(tmp_path, "sub/a.md")
    make(tmp_path, "patterns")
    (tmp_path / "patterns").write_text("*.md\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").symlink_to("../patterns")
    assert len(names(tmp_path)) == 2


# ------------------------------------------------------------------------------------ the rest


def test_named_files_are_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, "specs/a.md", "specs/old.md", "specs/.b.md", "c.md", "specs/d.txt")
    (tmp_path / ".gitignore").write_text("old.md\n", encoding="utf-8")
    (tmp_path / "specs" / "out.md").symlink_to("/etc/passwd")
    everything = [str(path) for path in (*tmp_path.rglob("*"), tmp_path / "specs" / "missing.md")]
    specs = tmp_path / "specs"
    assert list(find_named(specs, everything)) == list(find_markdown(specs))
    assert sorted(find_named(tmp_path, everything)) == sorted(find_markdown(tmp_path))


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_repository_is_found_upwards(tmp_path: Path, kind: str) -> None:
    make(tmp_path, "a/b/c.md")
    if kind == "folder":
        (tmp_path / ".git").mkdir()
    else:
        (tmp_path / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert repository_root(tmp_path / "a" / "b" / "c.md") == tmp_path
    assert repository_root(tmp_path) == tmp_path


def test_templates_are_found_up_to_the_root_the_nearest_first(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    make(tmp_path, "template.md")
    make(
        repository, "TEMPLATE.md", "specs/a.md", "specs/email-templates.md", "specs/tier2/task-Template10.MD"
    )
    make(
        repository, "specs/tier2/task-template2.md", "specs/tier2/.template.md", "specs/tier2/sub/template.md"
    )
    (repository / "specs" / "out-template.md").symlink_to(tmp_path / "template.md")
    found = find_templates(repository / "specs" / "tier2")
    assert [path.relative_to(repository).as_posix() for path in found] == [
        "specs/tier2/task-template2.md",
        "specs/tier2/task-Template10.MD",
        "specs/email-templates.md",
        "TEMPLATE.md",
    ]
    assert find_templates(tmp_path) == [tmp_path / "template.md"]
    assert find_templates(repository / "specs", top=repository / "specs") == [
        repository / "specs" / "email-templates.md"
    ]
