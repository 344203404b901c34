"""Counting and history of the overview, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from specui.tui.models.figures import Counting, Overview
from specui.tui.overview import spec_counter
from specui.tui.overview.history_reader import NO_HISTORY, HistoryReader
from specui.tui.overview.spec_counter import SpecCounter
from specui.workspace.session import Session


def files_of(folder: Path, names: int) -> Any:
    session = Session(folder, today=date(2026, 11, 25))
    for name in session.discover()[:names]:
        session.file(name)
    return SimpleNamespace(session=session, workspace=session.workspace)


class Desk:
    """A counter, and what it did."""

    def __init__(self, files: Any) -> None:
        self.counted: list[tuple[int, int]] = []
        self.threads: list[Callable[[], None]] = []
        self.counter = SpecCounter(
            files, Counting(), self.threads.append, lambda called, *words: called(*words), self._take
        )
        self.files = files

    def _take(self, overview: Overview, uncounted: int) -> None:
        self.counted.append((len(overview.specs), uncounted))

    def count(self) -> None:
        self.counter.count(self.files.workspace)


def test_few_specs_are_counted_at_once(folder: Path) -> None:
    desk = Desk(files_of(folder, 9))
    desk.count()
    assert desk.counted == [(3, 0)] and not desk.threads


def test_many_specs_are_counted_in_a_thread(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spec_counter, "AT_ONCE", 2)
    desk = Desk(files_of(folder, 9))
    desk.count()
    assert desk.counted == [(0, 3)]
    desk.threads.pop()()
    assert desk.counted == [(0, 3), (3, 0)]


def test_while_files_are_loading_not_each_snapshot_is_counted(folder: Path) -> None:
    desk = Desk(files_of(folder, 3))
    assert desk.files.workspace.loading == 1
    desk.count()
    desk.count()
    assert len(desk.counted) == 1
    desk.files.session.file(desk.files.workspace.names[3])
    desk.files.workspace = desk.files.session.workspace
    desk.count()
    assert desk.counted[-1] == (3, 0)


def test_the_history_is_read_once(folder: Path) -> None:
    taken: list[object] = []
    reader = HistoryReader(files_of(folder, 9), lambda called, *words: called(*words), taken.append)
    for _ in range(2):
        reader.start()
    assert reader._thread is not None
    reader._thread.join(20)
    assert len(taken) == 1


def test_without_a_repository_a_sentence_says_so(folder: Path) -> None:
    (folder / ".git").rmdir()
    taken: list[object] = []
    reader = HistoryReader(files_of(folder, 9), lambda called, *words: called(*words), taken.append)
    reader._read()
    assert taken == [NO_HISTORY]


def test_a_program_that_has_ended_takes_no_history(folder: Path) -> None:
    def ended(*_words: object) -> None:
        raise RuntimeError("App is not running")

    HistoryReader(files_of(folder, 9), ended, lambda _: None)._read()
