"""Git is asked within bounds: of what names a program or an endless file nothing applies, and no git outlives us."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest

from specui.workspace.git import client as git, identity as person, repository
from specui.workspace.git.blame import blame
from specui.workspace.git.readiness_history import read_history
from tests.support.corpus import CHECKOUT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="the system has no /proc")

ROW = "| 2026-01-01 | Ada | First |\n"
LONG = 600.0


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    _git(folder, "init", "-q")
    (folder / "quay.md").write_text(f"# Pier\n\n{ROW}", encoding="utf-8")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "begin")
    _git(folder, "mv", "quay.md", "pier.md")
    (folder / "pier.md").write_text(f"# Pier\n\n{ROW}{ROW}\n", encoding="utf-8")
    _git(folder, "commit", "-qam", "rename")
    return folder


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a shell script in git's place."""

    def put(script: str) -> Path:
        place = tmp_path / "bin" / "git"
        place.parent.mkdir()
        place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        place.chmod(0o755)
        monkeypatch.setenv("PATH", f"{place.parent}:{os.environ['PATH']}")
        return place

    return put


def _all_that_is_asked(root: Path, cache: Path) -> tuple[object, ...]:
    """Ask git all that the program asks it; None anywhere is no answer."""
    path = root / "pier.md"
    (told,) = blame(root, [("pier.md", path.read_bytes())], cache=cache, timeout=5.0)
    past = read_history(root, ["pier.md"], lambda _: (), today=date(2026, 11, 25), cache=cache, timeout=5.0)
    return told[1], past, repository.committed_text(path, timeout=5.0)


# -- the environment


def test_variables_of_another_repository_are_those_that_git_names() -> None:
    named = set(_git(CHECKOUT, "rev-parse", "--local-env-vars").split())
    assert named <= git.LOCAL_VARIABLES


def test_none_of_them_reaches_git(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in git.LOCAL_VARIABLES:
        monkeypatch.setenv(name, os.fspath(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")  # with literal paths, git refuses
    assert None not in _all_that_is_asked(root, tmp_path / "cache")
    assert (
        git.output_of(root, ["rev-parse", "--show-toplevel"], 5.0)
        == os.fsencode(os.path.realpath(root)) + b"\n"
    )


def test_a_git_of_the_repository_is_not_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = root / "git"
    own.write_text("#!/bin/sh\n>run\n", encoding="utf-8")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    monkeypatch.chdir(root)
    assert git.output_of(root, ["rev-parse", "HEAD"], 5.0)
    assert not (root / "run").exists()


# -- what a repository's configuration names


@pytest.mark.parametrize(
    "setting",
    [
        "blame.ignoreRevsFile",
        "mailmap.file",
        "core.attributesFile",
        "diff.orderFile",
        "core.excludesFile",
        "commit.template",
    ],
)
@pytest.mark.parametrize("named", ["endless", "gone"])
def test_no_file_that_it_names_is_read(root: Path, tmp_path: Path, setting: str, named: str) -> None:
    os.mkfifo(tmp_path / "endless")  # as a device that never ends, but that costs nothing
    _git(root, "config", setting, os.fspath(tmp_path / named))
    assert None not in _all_that_is_asked(root, tmp_path / "cache")


def test_who_sits_here_is_asked_like_the_rest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git(root, "config", "user.name", "Cy")
    monkeypatch.setenv("GIT_DIR", os.devnull)
    assert person.signer(root) == ("Cy", "git's user.name")
    assert person.git_author(root) == "Cy"


@pytest.mark.parametrize("setting", ["mailmap.blob", "mailmap.file"])
def test_no_mailmap_that_it_names_applies(root: Path, tmp_path: Path, setting: str) -> None:
    (root / "map").write_text("Eve <author@example.invalid>\n", encoding="utf-8")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "map")
    _git(root, "config", setting, "HEAD:map" if setting == "mailmap.blob" else os.fspath(root / "map"))
    ((_, lines),) = blame(root, [("pier.md", (root / "pier.md").read_bytes())], cache=tmp_path / "cache")
    assert {line.author for line in lines or ()} == {"Test Author"}


@pytest.mark.parametrize("name", [".gitattributes", ".mailmap"])
def test_no_link_in_the_work_tree_is_followed(root: Path, tmp_path: Path, name: str) -> None:
    version = _git(root, "version").split()[2].split(".")
    if (int(version[0]), int(version[1])) < (2, 32):
        pytest.skip("git follows such links before 2.32; time and memory are bounded there")
    os.mkfifo(tmp_path / "endless")
    (root / name).symlink_to(tmp_path / "endless")
    assert None not in _all_that_is_asked(root, tmp_path / "cache")


def test_no_attributes_are_asked_for_to_find_the_last_revision(root: Path) -> None:
    os.mkfifo(root / ".gitattributes")
    assert repository.committed_text(root / "pier.md", timeout=5.0) is not None


def _sign(root: Path) -> None:
    """Give the last commit a signature, so that a log which shows signatures has one to verify."""
    head, _, message = _git(root, "cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----"
    signed = f"{head}\n{signature}\n\n{message}"
    commit = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=root, input=signed, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    _git(root, "update-ref", "HEAD", commit)


def test_no_program_that_it_names_is_run(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/run\ncat\n', encoding="utf-8")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        shutil.copy(program, hooks / hook)
    (root / ".gitattributes").write_text("*.md diff=own filter=own\n", encoding="utf-8")
    (root / ".gitattributes").touch()
    settings = {
        "core.fsmonitor": program,
        "core.hooksPath": hooks,
        "core.pager": program,
        "core.sshCommand": program,
        "core.askPass": program,
        "core.editor": program,
        "credential.helper": program,
        "diff.external": program,
        "diff.own.command": program,
        "diff.own.textconv": program,
        "filter.own.smudge": program,
        "filter.own.clean": program,
        "filter.own.process": program,
        "gpg.program": program,
        "log.showSignature": "true",
        "pager.blame": program,
        "pager.log": program,
        "alias.blame": f"!{program}",
        "alias.log": f"!{program}",
    }
    _sign(root)
    for name, value in settings.items():
        _git(root, "config", name, str(value))
    (tmp_path / "run").unlink(missing_ok=True)
    os.utime(root / "pier.md")  # what the index says of it is old, so that git would look
    assert None not in _all_that_is_asked(root, tmp_path / "cache")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("knows", [True, False])
def test_what_a_partial_clone_lacks_is_not_fetched(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows: bool
) -> None:
    if not knows:  # git before 2.45
        monkeypatch.delitem(git._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    (root / "pier.md").write_text(f"# Pier\n\n2\n{ROW}", encoding="utf-8")
    _git(root, "commit", "-qam", "more")
    _git(root, "config", "uploadpack.allowFilter", "true")
    _git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{root}", "part")
    part = tmp_path / "part"
    before = sorted(path.name for path in (part / ".git" / "objects" / "pack").iterdir())
    why: list[str] = []
    told = dict(blame(part, [("pier.md", b"# Pier\n")], cache=tmp_path / "cache", refused=why.append))
    assert told == {"pier.md": None}
    assert why == ["parts of the history are not here (a partial clone)"]
    assert sorted(path.name for path in (part / ".git" / "objects" / "pack").iterdir()) == before


# -- bounds


def test_a_git_that_takes_too_much_memory_fails(root: Path, instead: Callable[[str], Path]) -> None:
    instead(f"exec {sys.executable} -c 'print(len(bytearray({2 * git.MOST_MEMORY})))' 2>/dev/null")
    assert git.run(root, ["log"], LONG) == git.GitResult(b"", 1, "")


@needs_proc
def test_memory_and_processor_time_are_bounded_before_git_begins(
    root: Path, instead: Callable[[str], Path]
) -> None:
    instead("cat /proc/self/limits")
    limits = (git.output_of(root, [], LONG) or b"").decode()
    bounds = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert bounds["Max data size"] == [str(git.MOST_MEMORY)] * 2
    assert bounds["Max cpu time"] == [str(git.MOST_SECONDS)] * 2


def test_a_git_that_says_too_much_is_ended(
    root: Path, instead: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    instead("head -c 3000000 /dev/zero")
    assert len(git.output_of(root, [], LONG) or b"") == 3_000_000
    monkeypatch.setattr(git, "MOST_OUTPUT", 1 << 20)
    with pytest.raises(git.GitTimeout):
        git.output_of(root, [], LONG)


def test_a_git_that_complains_without_end_is_ended(root: Path, instead: Callable[[str], Path]) -> None:
    instead("while :; do echo more >&2; done")
    with pytest.raises(git.GitTimeout):
        git.output_of(root, [], 0.5)


def test_why_git_fails_is_its_last_word(
    root: Path, instead: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    instead("echo 'warning: odd' >&2; echo \"$3:  no   such thing\" >&2; echo 'use --force' >&2; exit 3")
    for label in ("fatal", "error"):
        monkeypatch.setattr(git, "_SETTINGS", ("-c", label))
        assert git.run(root, [], LONG) == git.GitResult(b"", 3, "no such thing")


# -- ends


def _group(leader: int) -> list[int]:
    """Return the processes of a group that run; one that has ended and that nobody has waited for does not."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                state, _parent, group, *_ = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(group) == leader and state not in {"Z", "X"}:
            found.append(int(name))
    return found


@contextmanager
def _named(pid: int) -> Iterator[Callable[[], bool]]:
    """Yield what waits for the end of a process that is not our child, and says whether it came."""
    descriptor = os.pidfd_open(pid)
    try:
        yield lambda: bool(select.select([descriptor], [], [], 10.0)[0])
    finally:
        os.close(descriptor)


ASKS = """
import sys
from pathlib import Path
from specui.workspace.git import client as git
git.output_of(Path(sys.argv[1]), ["log"], 600.0)
"""


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    "how", ["tell; exec sleep 600", "tell; while :; do :; done", "sleep 600 & tell; wait"]
)
def test_no_git_outlives_the_program(
    root: Path, tmp_path: Path, instead: Callable[[str], Path], number: signal.Signals, how: str
) -> None:
    os.mkfifo(tmp_path / "pids")
    instead(f"tell() {{ echo $$ >{tmp_path}/pids; }}; {how}")
    env = {**os.environ, "PYTHONPATH": os.fspath(CHECKOUT)}
    with subprocess.Popen(
        [sys.executable, "-c", ASKS, os.fspath(root)], env=env, stderr=subprocess.DEVNULL
    ) as asks:
        pid = int((tmp_path / "pids").read_text(encoding="ascii"))
        with ExitStack() as stack:
            ends = [stack.enter_context(_named(one)) for one in _group(pid)]
            assert ends
            os.kill(asks.pid, number)
            assert all(ended() for ended in ends)
    assert _group(pid) == []  # nor what it has started


@needs_proc
def test_a_guard_that_was_killed_is_followed_by_another(root: Path, instead: Callable[[str], Path]) -> None:
    git.output_of(root, ["version"], LONG)
    before = _guards()
    assert len(before) == 1
    with _named(before[0]) as ended:
        os.kill(before[0], signal.SIGKILL)
        assert ended()
    assert git.output_of(root, ["version"], LONG)
    assert len(_guards()) == 1 and _guards() != before


def _guards() -> list[int]:
    """Return the processes that read from the pipe that this one holds for its guard."""
    assert git._state.pipe is not None
    pipe = os.readlink(f"/proc/self/fd/{git._state.pipe}")
    found = []
    for name in os.listdir("/proc"):
        if name.isdecimal() and int(name) != os.getpid():
            try:
                if pipe in {os.readlink(f"/proc/{name}/fd/{fd}") for fd in os.listdir(f"/proc/{name}/fd")}:
                    found.append(int(name))
            except OSError:
                continue
    return found


def test_stop_ends_what_runs_and_nothing_of_that_time_begins(
    root: Path, tmp_path: Path, instead: Callable[[str], Path]
) -> None:
    os.mkfifo(tmp_path / "begun")
    instead(f'case "$*" in *version*) exit 0;; esac; echo >{tmp_path}/begun; exec sleep 600')
    era, met = git.generation(), list[type[Exception]]()

    def ask() -> None:
        try:
            git.output_of(root, [], LONG)
        except git.GitTimeout as error:
            met.append(type(error))

    asking = threading.Thread(target=ask)
    asking.start()
    (tmp_path / "begun").read_bytes()
    git.stop()
    asking.join()
    assert met == [git.GitTimeout]
    with pytest.raises(git.GitTimeout):
        git.run(root, ["version"], LONG, generation=era)


def test_blame_that_is_left_half_way_waits_for_no_git(
    root: Path, tmp_path: Path, instead: Callable[[str], Path]
) -> None:
    real = shutil.which("git")
    for number in range(9):
        (root / f"new{number}.md").write_bytes(b"new\n")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "more")
    instead(f'case "$*" in *blame*new*) sleep 2; echo >{tmp_path}/waited;; esac\nexec {real} "$@"')
    names = ["pier.md", *(f"new{number}.md" for number in range(9))]
    asked = blame(root, [(name, b"new\n") for name in names], timeout=LONG, cache=tmp_path / "cache")
    assert next(asked)[0] == "pier.md"
    asked.close()  # type: ignore[attr-defined]
    assert not (tmp_path / "waited").exists()
