"""The loop of `specui triage --plain`: shows an item, reads a line, carries it out.

Changes go through the session, as on the screen. The file of an item is refreshed before the item is shown and before
it is decided, so that changes by others are known.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from specui.cli import output
from specui.cli.errors import explain
from specui.cli.prompt import phrases
from specui.cli.prompt.console import Console
from specui.cli.prompt.decide import Change, asked_about, change, written_at
from specui.cli.prompt.parser import Asked, Fault, Instruction, Move, parse, which
from specui.cli.prompt.specs import Specs
from specui.specs.items.gaps import find_gap
from specui.specs.phrases import format_count
from specui.specs.resolve.resolution import close_gaps
from specui.specs.triage import Entry, Filter, FilterFault, Key, Queue, Sort
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.storage.errors import UndoneElsewhere

NOTHING_TO_UNDO = "Nothing to undo."
NO_MORE_ITEMS = "No more items"
_MANY_FILES = 300
"""With more files than this, only the file of the item is refreshed; all files are when a filter is set."""


class Talk:
    """One run of `specui triage --plain`; `failed` is set if something could not be read or done."""

    def __init__(
        self, specs: Specs, console: Console, wanted: Filter, sort: Sort, *, by: str, dry_run: bool
    ) -> None:
        self._specs = specs
        self._session = specs.session
        self._console = console
        self._by = by
        self._dry_run = dry_run
        self._passed: set[Key] = set()
        self._steps: list[Key] = []
        self._taken_back: list[Key] = []
        self._told: Key | None = None
        self._at: Key | None = None
        self._ahead: list[Key] = []
        self._lines = 0
        self.failed = False
        self._queue = Queue.opened(specs.entries(), wanted, sort)
        if sort == "age" or any(term.key == "older" for term in wanted.terms):
            self._queue = self._queue.with_ages(specs.ages())
            self._to_first()

    def run(self) -> int:
        """Run until the queue or the input ends; return the exit status."""
        if not self._queue.shown:
            hidden = sum(e.waiting for e in self._queue.entries)
            self._console.say(
                "No open items." if not hidden else f"No open items match the filter; {hidden} do not match."
            )
            return 2 if self.failed else 0
        if not self._console.scripted:
            items = format_count(len(self._queue.shown), "open item")
            self._console.say(f"{items}. Type ? for help, q to quit.")
        while True:
            entry, told = self._entry(), self._told
            if entry is not None and entry.key != told:
                self._look(entry.name if len(self._session.workspace.names) > _MANY_FILES else None)
                entry = self._entry()
                if entry is not None:
                    self._tell(entry)
            elif entry is None and (told is not None or self._lines == 0):
                self._tell_the_end()
            self._told = entry.key if entry is not None else None
            line = self._ask()
            if line is None:
                break
            meaning = parse(line, self._asked(entry))
            if isinstance(meaning, Fault):
                if not self._goes_on(meaning.sentence):
                    return 2
                continue
            if isinstance(meaning, Instruction):
                assert entry is not None
                goes_on = self._decide(entry, meaning)
            elif meaning.step == "quit" or (meaning.step == "skip" and entry is None):
                self._console.say(f"{self._queue.progress}.")
                break
            else:
                goes_on = self._move(entry, meaning)
            if not goes_on:
                return 2
        return 2 if self.failed else 0

    # -- show items

    def _entry(self) -> Entry | None:
        """Return the current entry; None if all shown entries were skipped or decided."""
        queue = self._queue
        if queue.current is None or queue.current.key not in self._passed:
            return queue.current
        behind = (*queue.shown[queue.place :], *queue.shown[: queue.place])
        ahead = (*self._ahead, *(e.key for e in behind))
        found = next((key for key in ahead if key in queue.places and key not in self._passed), None)
        if found is None:
            return None
        self._queue = queue.go(found)
        return self._queue.current

    def _tell(self, entry: Entry) -> None:
        queue = self._queue
        if queue.filter.names_state:
            number, total = queue.place + 1, len(queue.shown)
        else:
            number, total = queue.progress.decided + queue.place + 1, queue.progress.total
        if (
            self._at != entry.key
        ):  # a gap with a new severity moves in the queue; the next items stay the same
            self._at = entry.key
            self._ahead = [e.key for e in queue.shown[queue.place + 1 :]]
        file = self._session.file(entry.name)
        notes = ""
        if entry.kind == "gap":
            notes = next((gap.notes for gap in file.contents.gaps if gap.id == entry.id), "")
        for line in phrases.item_lines(
            entry,
            number,
            total,
            place=self._specs.shown(entry.name),
            since=self._specs.since(entry),
            notes=notes,
            beside=phrases.neighbours(file.contents, entry, self._specs.pairs_of(file)),
        ):
            self._console.say(line)

    def _tell_the_end(self) -> None:
        left = len(self._queue.shown)
        if not self._queue.filter.names_state:
            self._console.say(f"{NO_MORE_ITEMS}: {self._queue.progress}.")
        else:
            self._console.say(f"{NO_MORE_ITEMS}.")
        if not self._console.scripted:
            back = "k goes back to skipped items, " if left else ""
            self._console.say(f"An empty line or q quits, {back}u undoes the last change, / sets a filter.")

    def _asked(self, entry: Entry | None) -> Asked | None:
        return asked_about(self._session.file(entry.name).contents, entry) if entry is not None else None

    # -- carry out lines

    def _decide(self, entry: Entry, wish: Instruction) -> bool:
        self._look(entry.name)
        now = next((e for e in self._queue.entries if e.key == entry.key), None)
        if now is None or now.state != entry.state:
            self._told = None
            return self._goes_on("This item was changed on disk; nothing was written.")
        file = self._session.file(entry.name)
        try:
            if wish.decision == "resolve":
                made = self._closing(file, now, wish)
                if made is None:
                    return not self.failed
            else:
                made = change(file.contents, now, wish, today=self._session.today.isoformat(), by=self._by)
            self._write(file, entry, made)
            if wish.decision not in {"severity", "notes"}:
                self._passed.add(entry.key)
        except Exception as error:
            sentence = explain(error)
            if sentence is None:
                raise
            return self._goes_on(f"{sentence.rstrip('.')}.")
        return True

    def _closing(self, file: SpecFile, entry: Entry, wish: Instruction) -> Change | None:
        """List the changes of a resolution and ask which to apply; None for none."""
        contents = file.contents
        gap = find_gap(contents.gaps, entry.ref)
        closing = close_gaps(
            contents,
            [gap],
            today=self._session.today.isoformat(),
            by=self._by,
            summary=wish.texts[0],
            found=self._specs.pairs_of(file),
        )
        for line in phrases.closing_lines(closing):
            self._console.say(line)
        sure = [number for number, part in enumerate(closing.parts, 1) if part.sure]
        numbers = ", ".join(map(str, sure))
        while True:
            self._console.say(
                f"Which changes? An empty line applies the certain ones ({numbers}); or type numbers, all, or n for none."
            )
            typed = self._ask()
            if typed is None:
                return None
            chosen = which(typed, len(closing.parts), sure)
            if chosen is None:
                self._console.say("Nothing was written.")
                return None
            if isinstance(chosen, Fault):
                if not self._goes_on(chosen.sentence):
                    return None
                continue
            taken = [closing.parts[number - 1] for number in chosen]
            count = sum(part in taken or part.needed for part in closing.parts)
            unsigned = "" if self._by else "; no revision row, because the author is unknown (--by NAME)"
            done = f"Resolved, {count} of {len(closing.parts)} changes{unsigned}: {gap.gap}"
            return Change(closing.compose(taken), done)

    def _write(self, file: SpecFile, entry: Entry, made: Change) -> None:
        place = self._specs.shown(file.name)
        where = written_at(file.text, made.transaction)
        done = phrases.sentence(made.done)
        if self._dry_run:
            self._console.say(f"Dry run, nothing written. {done}")
            output.flush()
            from specui.cli.diffs import write_diff
            from specui.markdown.source import encode

            after = encode(made.transaction.apply(file.text), file.source.bom)
            write_diff(file.data, after, place, output.Painter(colors=False))
        else:
            self._session.apply(file.name, made.transaction, file.version)
            self._steps.append(entry.key)
            self._taken_back.clear()
            self._take()
            self._console.say(f"{done} Written to {place}, {where}.")

    def _move(self, entry: Entry | None, wish: Move) -> bool:
        if wish.step == "skip":
            assert entry is not None
            self._passed.add(entry.key)
        elif wish.step == "again":
            self._told = None
        elif wish.step == "back":
            return self._back(entry)
        elif wish.step == "undo":
            return self._turn(self._steps, self._taken_back, lambda: self._session.undo(own=True), "Undone")
        elif wish.step == "redo":
            return self._turn(self._taken_back, self._steps, self._session.redo, "Redone")
        elif wish.step == "filter":
            return self._filter(wish.text)
        elif wish.step == "help":
            for line in phrases.help_lines(self._asked(entry)):
                self._console.say(line)
        return True

    def _back(self, entry: Entry | None) -> bool:
        queue = self._queue
        if not queue.shown or (entry is not None and queue.place == 0):
            return self._goes_on("No earlier item.")
        self._told = None
        if entry is None:
            self._passed.difference_update(e.key for e in queue.shown)
            self._queue = queue.go(queue.shown[0].key)
            return True
        self._queue = queue.step(-1)
        self._passed.discard(queue.shown[queue.place - 1].key)
        return True

    def _turn(self, done: list[Key], other: list[Key], turn: Callable[[], object], word: str) -> bool:
        """Undo or redo a change of this run, and go to its item."""
        if not done:
            return self._goes_on(NOTHING_TO_UNDO if done is self._steps else "Nothing to redo.")
        try:
            step = turn()
        except Exception as error:
            sentence = explain(error)
            if sentence is None:
                raise
            if isinstance(error, UndoneElsewhere):
                done.pop()
            return self._goes_on(f"{sentence.rstrip('.')}.")
        self._told = None
        key = done.pop()
        other.append(key)
        self._take()
        if done is self._steps:
            self._passed.discard(key)
            self._queue = self._queue.go(key)
        else:
            self._passed.add(key)
        name = getattr(step, "name", "")
        self._console.say(f"{word}: {getattr(step, 'title', '')} in {self._specs.shown(name)}.")
        return True

    def _filter(self, text: str) -> bool:
        wanted = Filter.parse(text)
        if isinstance(wanted, FilterFault):
            return self._goes_on(wanted.sentence)
        self._told = None
        self._look(None)
        if any(term.key == "older" for term in wanted.terms):
            self._queue = self._queue.with_ages(self._specs.ages())
        self._passed.clear()
        self._queue = self._queue.with_filter(wanted)
        self._to_first()
        count = len(self._queue.shown)
        matching = f" {'matches' if count == 1 else 'match'} “{wanted}”" if wanted else ""
        self._console.say(f"{format_count(count, 'open item')}{matching}.")
        return True

    # -- read input

    def _ask(self) -> str | None:
        line = self._console.ask()
        self._lines += 1
        return line

    def _goes_on(self, sentence: str) -> bool:
        """Report a line that was not carried out; return False for a script, whose next line was meant for another item."""
        if not self._console.scripted:
            self._console.complain(sentence)
            return True
        self._console.complain(
            f"specui: line {self._lines}: {output.as_sentence(sentence)} Stopped; {self._queue.progress}."
        )
        self.failed = True
        return False

    def _look(self, name: str | None) -> None:
        """Refresh one file, or all of them, from disk."""
        if self._specs.refreshed(name):
            self._take()

    def _take(self) -> None:
        self._queue = self._queue.with_entries(self._specs.entries(), self._session.workspace.names)

    def _to_first(self) -> None:
        if self._queue.shown:
            self._queue = self._queue.go(self._queue.shown[0].key)


def talk(places: Sequence[str], wanted: Filter, sort: Sort, *, by: str | None, dry_run: bool) -> int:
    """Run triage line by line; return the exit status. Raises Failure, ConfigError."""
    from specui.cli.edit import author_name

    console = Console()
    specs = Specs(places)
    output.warn(*specs.unreadable)
    who = author_name(by, os.fspath(specs.session.root / "spec.md"))
    talked = Talk(specs, console, wanted, sort, by=who, dry_run=dry_run)
    talked.failed = bool(specs.unreadable)
    return talked.run()
