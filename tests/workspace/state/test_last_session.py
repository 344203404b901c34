"""Where one was, kept for the next start: small, private, bounded, and nothing where it makes no sense."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.state import last_session as lastseen
from specui.workspace.state.last_session import LastSeen, decode, encode, load_last_session, save_last_session

TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)
COUNTS = st.integers(0, 10**9 - 1)
SEEN = st.builds(
    LastSeen,
    spec=TEXTS, section=TEXTS, offset=COUNTS, said=TEXTS, pane=st.sampled_from(lastseen.PANES), zoomed=st.booleans(),
    sizes=st.just(()) | st.tuples(COUNTS, COUNTS, COUNTS), filter=TEXTS, folded=st.lists(TEXTS).map(tuple), top=COUNTS,
    hides_done=st.booleans(), problems=st.booleans(),
)  # fmt: skip
FULL = LastSeen(
    "a/b.md", "Gaps", 12, "say\n\\n", "section", True, (30, 0, 5), "b", ("a", "c\td"), 3, True, True
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@given(SEEN, TEXTS)
def test_what_is_kept_is_what_was_given(seen: LastSeen, place: str) -> None:
    assert decode(encode(seen, place), place) == seen


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda t: f"specui place 1\nof\tp\n{t}\n".encode()))
def test_anything_else_is_nothing_and_never_an_error(data: bytes) -> None:
    found = decode(data, "p")
    assert found is None or found.pane in lastseen.PANES


@given(st.integers(0, 200))
def test_half_a_file_is_nothing_or_less(cut: int) -> None:
    data = encode(FULL, "p")
    found = decode(data[:cut], "p")
    assert found is None or found.pane in lastseen.PANES
    assert decode(data, "q") is None


def test_each_folder_and_file_has_its_own_whatever_way_it_is_named(tmp_path: Path, state: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to("here")
    save_last_session(os.fspath(tmp_path / "here"), FULL)
    assert load_last_session(f"{tmp_path}/link/../here/") == FULL
    assert load_last_session(os.fspath(tmp_path / "link")) == FULL
    assert load_last_session(os.fspath(tmp_path)) is None
    (file,) = (state / lastseen.FOLDER).iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (state / lastseen.FOLDER).stat().st_mode & 0o777 == 0o700


def test_the_last_ones_are_kept(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lastseen, "MOST", 3)
    for number in range(6):
        save_last_session(f"{tmp_path}/{number}", LastSeen(spec=str(number)))
        file = next(f for f in (state / lastseen.FOLDER).iterdir() if f"{tmp_path}/{number}" in f.read_text())
        os.utime(file, (number, number))
    assert [load_last_session(f"{tmp_path}/{n}") is not None for n in range(6)] == [False] * 3 + [True] * 3


def test_what_is_too_much_is_left_out_and_what_cannot_be_written_is_not(tmp_path: Path, state: Path) -> None:
    save_last_session("/here", FULL._replace(folded=tuple(f"folder-{n:08}" for n in range(9_000))))
    assert load_last_session("/here") == FULL._replace(folded=(), filter="")
    state.rename(tmp_path / "away")
    state.write_text("a file stands here")
    save_last_session("/here", FULL)
    assert load_last_session("/here") is None


def test_a_link_or_a_pipe_in_its_place_is_nothing(tmp_path: Path, state: Path) -> None:
    save_last_session("/here", FULL)
    (file,) = (state / lastseen.FOLDER).iterdir()
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert load_last_session("/here") is None
    file.unlink()
    os.mkfifo(file)
    assert load_last_session("/here") is None
