"""Any input to `triage --plain`: nothing raises, and undo restores every byte."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings, strategies as st

from specui.cli.prompt.console import Console
from specui.cli.prompt.conversation import NO_MORE_ITEMS, NOTHING_TO_UNDO, Talk
from specui.cli.prompt.specs import Specs
from specui.specs.triage import Filter
from tests.cli.prompt.test_conversation import TEXT

HEADS = ["", "1", "2", "a yes", "d 2w why", "@ Cy", "w no", "!", "! low", "c", "c func: it is so", "s high", "s low",
         "n soon", "r", "r so", "all", "n", "1 3", "Q", "Q Why?", "x", "R", "tick", "j", "k", "i", "u", "U", "/", "/ kind:gap",
         "/ state:answered,done", "?", "/ tier:9"]  # fmt: skip
lines = st.lists(st.one_of(st.sampled_from(HEADS), st.text(max_size=12)), max_size=25)


class Typed(Console):
    """Lines that somebody has typed ahead; what is said is kept."""

    def __init__(self, typed: list[str]) -> None:
        self.scripted = False
        self.said: list[str] = []
        self._typed: Iterator[str] = iter(typed)

    def say(self, line: str) -> None:
        self.said.append(line)

    def complain(self, sentence: str) -> None:
        self.said.append(sentence)

    def ask(self) -> str | None:
        return next(self._typed, None)


def talked(folder: str, typed: list[str]) -> Typed:
    console = Typed(typed)
    Talk(Specs([folder]), console, Filter(), "tier", by="Bo", dry_run=False).run()
    return console


@given(typed=lines)
@settings(max_examples=40)
def test_all_is_taken_back(typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("one.md", "two.md")]
        for path in paths:
            path.write_bytes(TEXT.replace("\n", "\r\n").encode())
        kept = [line for line in typed if line.strip().lower() not in {"q", "quit"}]
        # "n" ends what "r" may have asked; an empty line at the end of the queue would leave.
        console = talked(folder, [*kept, "n", "/", *["u"] * (len(kept) + 2)])
        assert all("\n" not in line for line in console.said)
        left = NOTHING_TO_UNDO in console.said
        assert not left or [path.read_bytes() for path in paths] == [
            TEXT.replace("\n", "\r\n").encode() for _ in paths
        ]
        assert sorted(os.listdir(folder)) == ["one.md", "two.md"]


def test_a_queue_worked_through_is_empty_and_taken_back_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "pier.md"
    path.write_text(TEXT, encoding="utf-8")
    console = talked(os.fspath(tmp_path), ["r", "all", "r", "", "2", "a all of us", "tick", "tick"])
    (end,) = [line for line in console.said if line.startswith(NO_MORE_ITEMS)]
    assert end.endswith(" decided, 0 to go.")
    assert not any(entry.waiting for entry in Specs([os.fspath(path)]).entries())
