"""Offers of unsaved edits, the signer, the end of the program, messages about the configuration."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from specui.tui.services import running_program
from specui.tui.services.configuration_message import configuration_message
from specui.tui.services.running_program import RunningProgram
from specui.tui.services.signer import GitSigner
from specui.tui.services.unsaved_edits import UnsavedEdits
from specui.workspace.config.repository_config import read_config
from specui.workspace.git import identity
from specui.workspace.session import Session
from tests.tui.services.fakes import FakeApp, FakeMain


class Edits:
    """Unsaved edits of an earlier run, and the keyboard."""

    def __init__(self, folder: Path, *left: Any) -> None:
        self.main, self.keys = FakeMain(), list[bool]()
        self.written = list[Any]()
        app: Any = FakeApp()
        self.app = app
        journal: Any = SimpleNamespace(
            has_entries=lambda: bool(left),
            left=lambda _root: [*left],
            write=lambda *kept: self.written.append(kept),
        )
        session = Session(folder, today=date(2026, 11, 25))
        self.service = UnsavedEdits(self.app, session, journal, lambda: self.main, self.keys.append)


def test_edits_are_offered_one_by_one_and_only_at_rest(folder: Path) -> None:
    edits = Edits(folder, "first", "second")
    edits.service.hold_keys()
    assert edits.keys == [False]
    edits.service.find()
    assert edits.main.offered == ["first"]
    assert edits.keys == [False, True]
    edits.main.takes_offers = False
    edits.service.offer_next()
    assert edits.main.offered == ["first"]
    edits.main.takes_offers = True
    edits.service.offer_next()
    edits.service.offer_next()
    assert edits.main.offered == ["first", "second"]


def test_without_edits_no_key_waits(folder: Path) -> None:
    edits = Edits(folder)
    edits.service.hold_keys()
    assert edits.keys == []


def test_what_is_typed_on_any_screen_is_kept(folder: Path) -> None:
    edits = Edits(folder)
    typed = SimpleNamespace(unsaved=lambda: ("draft", "text", None))
    edits.app.screen_stack = [typed, SimpleNamespace(unsaved=lambda: None), object()]
    edits.service.keep()
    assert edits.written == [("draft", "text", None)]


@pytest.mark.parametrize("demo", [True, False])
def test_the_place_is_remembered_but_not_in_the_demo(
    folder: Path, monkeypatch: pytest.MonkeyPatch, demo: bool
) -> None:
    remembered = list[str]()
    monkeypatch.setattr(
        running_program, "save_last_session", lambda _path, seen: remembered.append(seen.spec)
    )
    app: Any = FakeApp()
    files: Any = SimpleNamespace(session=Session(folder, today=date(2026, 11, 25)))
    closed = list[str]()
    journal: Any = SimpleNamespace(close=lambda: closed.append("journal"))
    edits: Any = SimpleNamespace(keep=lambda: closed.append("kept"))
    program = RunningProgram(app, files, journal, edits, FakeMain, demo=demo, last_session=None)
    program.quit_unseen()
    assert closed == ["kept", "journal"] and app.exited
    assert bool(remembered) is not demo


async def test_git_is_asked_for_the_name_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[Path]()

    def who(root: Path) -> tuple[str, str]:
        asked.append(root)
        return "Ada", "git's user.name"

    monkeypatch.setattr(identity, "signer", who)
    signer = GitSigner(folder)
    assert (signer.source, await signer.name(), await signer.name()) == ("", "Ada", "Ada")
    assert signer.source == "git's user.name" and asked == [folder]


def test_the_message_about_the_configuration_comes_only_when_it_is_new(folder: Path) -> None:
    good = read_config(folder)
    assert configuration_message(good) is None
    (folder / "specui.toml").write_text('stale_days = "soon"\n', encoding="utf-8")
    one = read_config(folder)
    message = configuration_message(one, good)
    assert message is not None and message[0].startswith("specui.toml:1: ") and message[1] == "warning"
    assert configuration_message(one, one) is None
    (folder / "specui.toml").write_text('stale_days = "soon"\nlater = 1\n', encoding="utf-8")
    two = configuration_message(read_config(folder), one)
    assert two is not None and two[0].startswith("2 problems in specui.toml")
    assert configuration_message(good, one) == ("specui.toml: no problems.", "ok")
