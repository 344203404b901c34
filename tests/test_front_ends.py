"""One decision, four front ends: the workbench, the triage screen, the line prompt and the command.

All that offer a decision write the same bytes for it, and refuse it in the same sentence without a write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from specui.cli.program import program
from specui.specs.decisions import DECISIONS, NO_CHANGE
from specui.specs.edits.questions import NEEDS_ANSWER, NEEDS_NAME, NEEDS_REASON
from specui.tui.dialogs.form import Form
from specui.tui.editors.inline_editor import Backdrop
from specui.tui.models.outline import entry_at
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.bars import MessageLine
from specui.tui.workbench.state import Location
from tests.tui.seat import Seat, seated

QUAY = """\
# Production Spec: Quay

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay)
**Tier:** 1

## 2. Current State

### Shipped ✅
- Boats land

### Not Implemented ❌
- Lamp oil is counted daily

## 3. Acceptance Criteria

### Functional
- [ ] A boat lands
- [x] A boat leaves

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Fog horn rusts | 🟡 High | since May |
| ~~Rope is short~~ | 🟢 Low | |

## 5. Test Coverage

### Missing Tests
- [ ] Leaving in fog

## 8. Open Questions

1. **Berth**: A soft limit, or a hard limit?
2. Who pays for the lamp?
3. Who rows?
   - **Answered 2026-11-01 (Bo):** the guild
"""
GAP, BERTH, LAMP, ROWS = "Fog horn rusts", "**Berth**", "Who pays", "Who rows"
COMMENT = (("| Notes |", "| Comment |"),)
OWNER = (("| Notes |", "| Owner |"), ("since May", ""))
NO_PLACE = (("| Notes |", "| Age |"),)


def _row(columns: str, cells: str) -> tuple[tuple[str, str], ...]:
    """Return the changes that make a table of the questions."""
    old = "1. **Berth**: A soft limit, or a hard limit?\n2. Who pays for the lamp?\n3. Who rows?\n   - **Answered 2026-11-01 (Bo):** the guild\n"
    rule = "|---" * (columns.count("|") + 2) + "|"
    return (
        (old, f"| Question | {columns} |\n{rule}\n| **Berth**: A soft limit, or a hard limit? | {cells} |\n"),
    )


ANSWER_ROW, NOTES_ROW, OWNER_ROW = _row("Answer", ""), _row("Notes", "big"), _row("Notes | Owner", "big | ")
ANSWERED_ROW, PLACELESS_ROW = _row("Answer", "soft"), _row("Tide", "low")
BULLET = (
    ("| Gap | Severity | Notes |\n|-----|----------|-------|\n", ""),
    ("| Fog horn rusts | 🟡 High | since May |", "- **High**: Fog horn rusts"),
    ("| ~~Rope is short~~ | 🟢 Low | |", "- ~~Rope is short~~"),
)


@dataclass(frozen=True)
class Case:
    """One decision about the item at `words`, in the keys and words of each front end; () or "" where it is not offered."""

    words: str
    filter: str
    bench: tuple[str, ...] = ()
    triage: tuple[str, ...] = ()
    plain: str = ""
    command: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


def typed(text: str) -> tuple[str, ...]:
    return tuple("space" if char == " " else char for char in text)


QUESTION, GAPS = "kind:question", "kind:gap"
DONE = "state:answered,done"

WRITTEN: dict[str, Case] = {
    "take": Case(BERTH, QUESTION, ("space", "2", "enter"), ("2",), "2", ("answer", "q1", "--choose", "2")),
    "answer": Case(
        BERTH, QUESTION, ("space", *typed("both"), "enter"), ("a", *typed("both"), "enter"), "a both",
        ("answer", "q1", "both"),
    ),
    "defer": Case(
        BERTH, QUESTION, ("space", "4", "enter", "enter", *typed("rain"), "enter"),
        ("d", "enter", *typed("rain"), "enter"), "d 2w rain", ("defer", "q1", "2w", "rain"),
    ),
    "assign a question": Case(
        BERTH, QUESTION, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "q1", "Linus"),
    ),
    "drop": Case(
        BERTH, QUESTION, ("space", "6", "enter", *typed("gone"), "enter"), ("w", *typed("gone"), "enter"), "w gone",
        ("answer", "q1", "--not-needed", "gone"),
    ),
    "reopen": Case(
        ROWS, f"{QUESTION} {DONE}", ("space", "2", "enter", *typed("law"), "enter"), ("R", *typed("law"), "enter"),
        "R law", ("reopen", "q3", "law"),
    ),
    "assign a gap in its notes": Case(
        GAP, GAPS, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "gap1", "Linus"),
    ),
    "assign a gap in a column called Comment": Case(
        GAP, GAPS, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "gap1", "Linus"), COMMENT,
    ),
    "assign a gap in its owner column": Case(
        GAP, GAPS, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "gap1", "Linus"), OWNER,
    ),
    "assign a gap that is a bullet": Case(
        GAP, GAPS, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "gap1", "Linus"), BULLET,
    ),
    "notes": Case(
        GAP, GAPS, ("right", "right", "enter", "end", "!", "enter"), ("n", "end", "!", "enter"), "n since May!",
    ),
    "notes in a column called Comment": Case(
        GAP, GAPS, ("right", "right", "enter", "end", "!", "enter"), ("n", "end", "!", "enter"), "n since May!",
        changes=COMMENT,
    ),
    "severity": Case(GAP, GAPS, ("right", "space", "down", "enter"), ("s", "right", "enter"), "s low"),
    "severity in a column called Priority": Case(
        GAP, GAPS, ("right", "enter", "ctrl+u", *typed("Low"), "enter"), ("s", "ctrl+u", *typed("Low"), "enter"),
        "s low", changes=(("| Severity |", "| Priority |"),),
    ),
    "convert a question to a gap": Case(BERTH, QUESTION, (), ("!", "f2"), "!"),
    "convert a question to a criterion": Case(BERTH, QUESTION, (), ("c", "enter"), "c"),
    "convert a gap to a criterion": Case(GAP, GAPS, (), ("c", "enter"), "c"),
    "convert a gap to a question": Case(GAP, GAPS, (), ("Q", "enter"), "Q"),
    "tick": Case("A boat lands", "kind:criterion", ("space",), ("x",), "x", ("tick", "functional/1")),
    "untick": Case(
        "A boat leaves", f"kind:criterion {DONE}", ("space",), ("x",), "x", ("untick", "functional/2"),
    ),
    "answer a question that is a row": Case(
        BERTH, QUESTION, ("space", "2", "enter"), ("2",), "2", ("answer", "q1", "--choose", "2"), ANSWER_ROW,
    ),
    "defer a question that is a row": Case(
        BERTH, QUESTION, ("space", "4", "enter", "enter", *typed("rain"), "enter"),
        ("d", "enter", *typed("rain"), "enter"), "d 2w rain", ("defer", "q1", "2w", "rain"), ANSWER_ROW,
    ),
    "assign a question that is a row": Case(
        BERTH, QUESTION, ("@", *typed("Linus"), "enter"), ("@", *typed("Linus"), "enter"), "@ Linus",
        ("assign", "q1", "Linus"), OWNER_ROW,
    ),
    "drop a question that is a row": Case(
        BERTH, QUESTION, ("space", "6", "enter", *typed("gone"), "enter"), ("w", *typed("gone"), "enter"), "w gone",
        ("answer", "q1", "--not-needed", "gone"), NOTES_ROW,
    ),
    "reopen a question that is a row": Case(
        BERTH, f"{QUESTION} {DONE}", ("space", "2", "enter", *typed("law"), "enter"), ("R", *typed("law"), "enter"),
        "R law", ("reopen", "q1", "law"), ANSWERED_ROW,
    ),
    "resolve": Case(GAP, GAPS, ("r", "enter"), ("r", "enter"), "r\n", ("resolve", "gap1")),
}  # fmt: skip

REFUSED: dict[str, tuple[Case, str]] = {
    "an answer without words": (
        Case(LAMP, f"{QUESTION} pays", ("space", "1", "enter", "enter"), ("a", "enter"), "a"),
        NEEDS_ANSWER,
    ),
    "dropping without a reason": (
        Case(
            BERTH, QUESTION, ("space", "6", "enter", "enter"), ("w", "enter"), "w",
            ("answer", "q1", "--not-needed"),
        ),
        NEEDS_REASON,
    ),
    "assigning to nobody": (
        Case(BERTH, QUESTION, ("@", "enter"), ("@", "enter"), "@", ("assign", "q1", " ")),
        NEEDS_NAME,
    ),
    "assigning a gap to nobody": (
        Case(GAP, GAPS, ("@", "enter"), ("@", "enter"), "@", ("assign", "gap1", " ")),
        NEEDS_NAME,
    ),
    "deferring to a day that has passed": (
        Case(
            BERTH, QUESTION, ("space", "4", "enter", "ctrl+u", *typed("2020-01-01"), "enter"),
            ("d", "ctrl+u", *typed("2020-01-01"), "enter"), "d 2020-01-01", ("defer", "q1", "2020-01-01"),
        ),
        "2020-01-01 has passed; today is TODAY.",
    ),
    "assigning a closed gap": (
        Case(
            "~~Rope", f"{GAPS} state:done", ("@",), ("@",), "@ Linus", ("assign", "gap2", "Linus"),
        ),
        DECISIONS["assign"].refusal,
    ),
    "assigning a gap whose table has no place for a name": (
        Case(
            GAP, GAPS, ("@",), ("@",), "@ Linus", ("assign", "gap1", "Linus"), NO_PLACE,
        ),
        "gap1: this table has no column for an owner or for notes.",
    ),
    "the severity of a gap that is no row": (
        Case(GAP, GAPS, (), ("s",), "s low", changes=BULLET),
        "gap1 is not a table row (line 24); edit its text instead.",
    ),
    "notes where the table has no column for them": (
        Case(GAP, GAPS, (), ("n",), "n soon", changes=NO_PLACE),
        "gap1: this table has no column for notes.",
    ),
    "answering a question whose table has no place for that": (
        Case(BERTH, QUESTION, ("space",), ("a",), "a both", ("answer", "q1", "both"), PLACELESS_ROW),
        "q1: this table has no column for answers or for notes.",
    ),
    "choosing an answer where there is no place for it": (
        Case(BERTH, QUESTION, (), ("1",), "1", ("answer", "q1", "--choose", "1"), PLACELESS_ROW),
        "q1: this table has no column for answers or for notes.",
    ),
    "assigning a question whose table has no place for a name": (
        Case(BERTH, QUESTION, ("@",), ("@",), "@ Linus", ("assign", "q1", "Linus"), PLACELESS_ROW),
        "q1: this table has no column for an owner or for notes.",
    ),
    "reopening an open question": (
        Case(BERTH, QUESTION, (), ("R",), "R law", ("reopen", "q1", "law")),
        DECISIONS["reopen"].refusal,
    ),
    "assigning a question to the same person again": (
        Case(
            LAMP, QUESTION, (), ("@", *typed("Linus"), "enter"), "@ Linus", ("assign", "q2", "Linus"),
            changes=(("for the lamp?\n", "for the lamp?\n   - **Assigned 2026-11-01 (Bo):** Linus\n"),),
        ),
        NO_CHANGE,
    ),
    "assigning a gap to the same person again": (
        Case(
            GAP, GAPS, (), ("@", *typed("Linus"), "enter"), "@ Linus", ("assign", "gap1", "Linus"),
            changes=(("since May", "since May; Assigned 2026-11-01 (Bo): Linus"),),
        ),
        NO_CHANGE,
    ),
}  # fmt: skip


def spec_of(case: Case) -> str:
    text = QUAY
    for old, new in case.changes:
        assert old in text
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Outcome:
    """What stands in the file then, and what was said; the day and the day in two weeks by name."""

    text: str
    said: str


def outcome(path: Path, said: str, today: date) -> Outcome:
    def plain(text: str) -> str:
        later = today + timedelta(days=14)
        return text.replace(today.isoformat(), "TODAY").replace(later.isoformat(), "LATER")

    return Outcome(plain(path.read_text(encoding="utf-8")), " ".join(plain(said).split()))


def signed(seat: Seat) -> None:
    async def ada() -> str:
        return "Ada"

    seat.bench.ports.signer.name = ada  # type: ignore[method-assign]


SCREEN_DAY = date(2026, 11, 25)


async def at_the_bench(path: Path, case: Case) -> Outcome:
    async with seated(path.parent) as seat:
        signed(seat)
        bench = seat.bench
        bench.navigator.open_from_tree(path.name)
        await seat.pilot.pause()
        assert bench.navigator.file is not None
        offset = bench.navigator.file.text.index(case.words)
        bench.navigator.go_to_entry(entry_at(bench.navigator.entries, offset), offset)
        bench.focus_pane("section")
        bench.settle()
        bench.section_view.select_area(0)
        await seat.pilot.pause()
        await seat.press(*case.bench)
        lines = [line for shown in bench.query(Backdrop) for line in shown.drawing]
        drawn = [cell.text for line in lines for cell in line.cells]
        return outcome(path, f"{seat.message} {''.join(drawn)}", SCREEN_DAY)


async def in_triage(path: Path, case: Case) -> Outcome:
    async with seated(path.parent) as seat:
        signed(seat)
        seat.bench.state.at = Location(path.name)
        await seat.press("t")
        screen = seat.app.screen
        assert isinstance(screen, TriageScreen)
        screen.state.show_filter(case.filter)
        found = next(e for e in screen.state.queue.shown if case.words.strip("*~") in e.text)
        screen.state.queue = screen.state.queue.go(found.key)
        await seat.pilot.pause()
        await seat.press(*case.triage)
        said = [screen.query_one(MessageLine).text]
        if isinstance(seat.app.screen, Form):
            said += seat.app.screen.errors.values()
        return outcome(path, " ".join(said), SCREEN_DAY)


def by_line(path: Path, case: Case) -> Outcome:
    text = path.read_text(encoding="utf-8")
    skips = "".join("\n" for _ in range(_before(text, case)))
    result = CliRunner().invoke(
        program, ["triage", str(path), "--plain", "--sort", "spec", "--by", "Ada", *case.filter.split()],
        input=f"{skips}{case.plain}\n", prog_name="specui",
    )  # fmt: skip
    return outcome(path, result.stdout + result.stderr, date.today())


def _before(text: str, case: Case) -> int:
    """Count the items that the filter shows before the one that is meant."""
    from specui.specs.triage import Filter, entries
    from tests.specs.reading import contents_of

    wanted = Filter.parse(case.filter)
    assert isinstance(wanted, Filter)
    found = [e for e in entries("quay.md", contents_of(text), date.today()) if wanted.matches(e)]
    shown = [e for e in found if wanted.names_state or e.waiting]
    return next(n for n, e in enumerate(shown) if case.words.strip("*~") in e.text)


def by_command(path: Path, case: Case) -> Outcome:
    name, *rest = case.command
    signature = [] if name in {"tick", "untick"} else ["--by", "Ada"]
    result = CliRunner().invoke(program, [name, str(path), *rest, *signature], prog_name="specui")
    return outcome(path, result.stdout + result.stderr, date.today())


async def run_all(tmp_path: Path, case: Case) -> dict[str, Outcome]:
    """Make the decision in each front end that offers it, in a folder of its own."""

    def fresh(name: str) -> Path:
        folder = tmp_path / name
        (folder / ".git").mkdir(parents=True)
        path = folder / "quay.md"
        path.write_text(spec_of(case), encoding="utf-8")
        return path

    found: dict[str, Outcome] = {}
    if case.bench:
        found["workbench"] = await at_the_bench(fresh("workbench"), case)
    if case.triage:
        found["triage"] = await in_triage(fresh("triage"), case)
    if case.plain:
        found["plain"] = by_line(fresh("plain"), case)
    if case.command:
        found["command"] = by_command(fresh("command"), case)
    assert len(found) > 1
    return found


@pytest.mark.parametrize("name", WRITTEN)
async def test_all_front_ends_write_the_same_bytes(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECUI_CONFIG_DIR", str(tmp_path / "config"))
    case = WRITTEN[name]
    found = await run_all(tmp_path, case)
    texts = {front_end: one.text for front_end, one in found.items()}
    first = next(iter(texts.values()))
    assert first != spec_of(case), found
    assert texts == dict.fromkeys(texts, first)


@pytest.mark.parametrize("name", REFUSED)
async def test_all_front_ends_refuse_in_the_same_words(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECUI_CONFIG_DIR", str(tmp_path / "config"))
    case, sentence = REFUSED[name]
    for front_end, one in (await run_all(tmp_path, case)).items():
        assert one.text == spec_of(case), front_end
        # A command shows no item, so its message names the item that did not change.
        words = (
            "is already assigned to Linus" if front_end == "command" and sentence == NO_CHANGE else sentence
        )
        assert _flat(words) in _flat(one.said), (front_end, one.said)


def _flat(text: str) -> str:
    """Return words as a reader takes them in: what is drawn is wrapped, and a command begins small."""
    return re.sub(r"\W+", "", text).casefold()
