"""Generates production specs for tests and benchmarks: any number, with every section, the same each time.

Spec n depends only on n, so a folder of 10,000 includes the folder of 1,000. One in nine has a habit of real files
(CRLF, prose in place of a table, nested items), so that nobody can tune a reader to clean files only.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

EPOCH = date(2026, 1, 1)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split("|")]


NOUNS = _words("""
    irrigation schedule | seed ledger | frost alarm | vent controller | nutrient mix | harvest forecast | pallet label |
    cold room | bee census | soil probe | greenhouse door | delivery round | crop plan | pest report | pump relay |
    grower account | market stall | weather feed | lamp timer | compost batch | water meter | seedling tray |
    field map | order basket | crate deposit | shift roster | tool loan | visitor pass | sample archive | price board
""")
ACTORS = _words("""
    a grower | the shift lead | a visitor | the night guard | a driver | the buyer | an apprentice | the agronomist
""")
VERBS = _words("""
    records | rejects | recalculates | publishes | delays | confirms | archives | restores | merges | signs |
    measures | announces | reserves | releases | compares | translates | prints | forwards
""")
CONDITIONS = _words("""
    when the link to the valley station is lost | after two failed attempts | while a count is running |
    if the lot number is unknown | on the first day of a season | during the nightly audit |
    when two people edit the same row | without waiting for the scale | before the gate opens |
    although the sensor reports zero | as soon as the weight is stable | when the clock goes back an hour
""")
OBJECTS = _words("""
    the reading of the last hour | every open reservation | the signed receipt | a copy of the label |
    the difference to the plan | all rows of that lot | the oldest entry first | the name of who approved it |
    the temperature curve | a reminder for the next shift | the corrected amount | the list of missing crates
""")
OWNERS = _words(
    "Ilva (water) | Teodor (harvest) | Brisk (data) | Mirela (sales) | Onno (field) | Quill (reports)"
)
SERVICES = _words(
    "Nimbus Weather | Tally Payments | Postrider Mail | Atlas Tiles | Ledgerline | Kelvin Sensors"
)
TIERS = ("1", "2", "3 — Supporting Systems", "4")
STATUSES = ("🟡 Draft", "🔴 Gaps Identified", "🟢 Approved", "🔴 Gaps Identified (audit)")
SEVERITIES = ("🔴 Critical", "🟡 High", "🟢 Low")
CODE_ROOTS = ("src", "test")


def production_spec(number: int) -> str:
    """Return spec `number`, about 10 KB in UTF-8."""
    writer = _Writer(number)
    text = "\n---\n\n".join(part for part in writer.parts())
    return text.replace("\n", "\r\n") if writer.crlf else text


def write_specs(folder: Path, count: int) -> list[Path]:
    """Write specs 0 to `count` - 1 into subfolders by tier, and return their paths in that order.

    Also write two thirds of the source files that they cite, which is the share in real repositories.
    """
    _write_cited_files(folder)
    paths = []
    for number in range(count):
        path = folder / f"tier{number % 4 + 1}" / f"spec-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(production_spec(number).encode())
        paths.append(path)
    return paths


def _write_cited_files(folder: Path) -> None:
    content = "".join(f"export const line{number} = {number};\n" for number in range(1, 61))
    for root in CODE_ROOTS:
        for noun in NOUNS:
            place = folder / root / noun.replace(" ", "_")
            place.mkdir(parents=True, exist_ok=True)
            for verb in VERBS[: len(VERBS) * 2 // 3]:
                (place / f"{verb}.ts").write_text(content, encoding="utf-8")


class _Writer:
    def __init__(self, number: int) -> None:
        self.number = number
        self.random = random.Random(number)
        self.feature = self.random.choice(NOUNS)
        habit = number % 9
        self.crlf = habit == 3
        self.prose_golden = habit in (0, 5)
        self.nested = habit in (1, 7)

    def parts(self) -> Iterator[str]:
        yield self.head()
        yield f"## 1. Feature Overview\n\n{self.sentences(6)}\n"
        yield self.state()
        yield self.criteria()
        yield self.gaps()
        yield self.tests()
        yield self.dependencies()
        yield self.degraded()
        yield self.questions()
        yield self.revisions()

    def head(self) -> str:
        return (
            f"# Production Spec: {self.feature.title()} {self.number}\n\n"
            f"**Last updated:** {self.day(0)}\n"
            f"**Spec status:** {self.pick(STATUSES)}\n"
            f"**Owner agent(s):** {', '.join(self.random.sample(OWNERS, 2))}\n"
            f"**Tier:** {TIERS[self.number % 4]}\n"
        )

    def state(self) -> str:
        shipped = [f"- **{self.term()}**: {self.sentence()} (`{self.path()}`)" for _ in range(7)]
        partly = [f"- {self.term()}: {self.sentence()}" for _ in range(4)]
        missing = [f"- {self.term()} {self.pick(CONDITIONS)}" for _ in range(5)]
        return (
            "## 2. Current State\n\n### Shipped ✅\n" + "\n".join(shipped) + "\n\n### Partially Working ⚠️\n"
            "" + "\n".join(partly) + "\n\n### Not Implemented ❌\n" + "\n".join(missing) + "\n"
        )

    def criteria(self) -> str:
        groups = {
            "Functional": [self.criterion() for _ in range(11)],
            "Compliance / Security": [
                f"- [{self.mark()}] Only {self.pick(ACTORS)} may see that {self.sentence(start=False)}"
                for _ in range(4)
            ],
            "Performance": [
                f"- [{self.mark()}] {self.term()} answers within {self.random.randrange(50, 900)} ms at p95 {self.pick(CONDITIONS)}"
                for _ in range(4)
            ],
        }
        body = "\n\n".join(f"### {name}\n" + "\n".join(items) for name, items in groups.items())
        return f"## 3. Acceptance Criteria\n\n{body}\n"

    def gaps(self) -> str:
        rows = [
            f"| {self.term()} {self.pick(CONDITIONS)} | {self.pick(SEVERITIES)} | {self.sentence()} |"
            for _ in range(9)
        ]
        return "## 4. Known Gaps / Tech Debt\n\n" + _table("Gap | Severity | Notes", rows)

    def tests(self) -> str:
        existing = [f"| {self.term()} | `{self.path('test')}` | {self.sentence()} |" for _ in range(5)]
        missing = [
            f"- [{self.mark()}] `{self.slug()}.test.ts` — validates {self.sentence(start=False)}"
            for _ in range(6)
        ]
        golden = (
            "Not applicable — nothing here is written by a model.\n"
            if self.prose_golden
            else _table(
                "Golden Set | Location | Threshold | Last Run",
                [
                    f"| {self.term()} | `golden-sets/{self.slug()}.json` | {self.random.randrange(80, 100)}% | {self.day(20)} |"
                ],
            )
        )
        return (
            "## 5. Test Coverage\n\n### Existing Tests\n"
            + _table("Test | Location | Coverage", existing)
            + "\n### Missing Tests (Required for Production-Ready)\n"
            + "\n".join(missing)
            + "\n\n### Golden Set Eval (LLM/Agent behavior)\n"
            + golden
        )

    def dependencies(self) -> str:
        internal = [f"| {self.term()} | {self.sentence()} | {self.pick(CONDITIONS)} |" for _ in range(5)]
        external = [
            f"| {name} | {self.pick(OBJECTS)} | {self.sentence()} |"
            for name in self.random.sample(SERVICES, 3)
        ]
        return (
            "## 6. Dependencies\n\n### Internal\n"
            + _table("System | Why needed | Failure mode", internal)
            + "\n### External Services\n"
            + _table("Service | Purpose | Fallback", external)
        )

    def degraded(self) -> str:
        modes = [
            f"- **If {name} {event}:** {self.sentence()}"
            for name, event in zip(
                self.random.sample(SERVICES, 3), ("is down", "times out", "is down"), strict=True
            )
        ]
        return (
            "## 7. Degraded Mode\n\n"
            + "\n".join(modes)
            + f"\n- **Data loss risk:** Possible — {self.pick(CONDITIONS)}\n"
        )

    def questions(self) -> str:
        items = []
        for index in range(1, 7):
            items.append(
                f"{index}. **{self.term()}**: should {self.pick(ACTORS)} see {self.pick(OBJECTS)}, or {self.pick(OBJECTS)}?"
            )
            if index == 2:
                items.append(f"   - **Answered {self.day(9)} ({self.pick(OWNERS)}):** {self.sentence()}")
        return "## 8. Open Questions\n\n" + "\n".join(items) + "\n"

    def revisions(self) -> str:
        rows = [
            f"| {self.day(offset)} | {self.pick(OWNERS)} | {self.sentence()} |" for offset in (60, 25, 3, 0)
        ]
        return "## Revision History\n\n" + _table("Date | Author | Change", rows)

    def criterion(self) -> str:
        line = f"- [{self.mark()}] {self.sentence()}"
        if self.nested and self.random.random() < 0.3:
            line += f"\n  - [{self.mark()}] {self.sentence()}\n  - {self.term()}, see `{self.path()}:{self.random.randrange(1, 90)}`"
        return line

    # -- words

    def sentence(self, *, start: bool = True) -> str:
        words = f"{self.pick(NOUNS)} {self.pick(VERBS)} {self.pick(OBJECTS)} {self.pick(CONDITIONS)}"
        return f"The {words}" if start else f"the {words}"

    def sentences(self, count: int) -> str:
        return ". ".join(self.sentence() for _ in range(count)) + "."

    def term(self) -> str:
        return f"{self.pick(NOUNS).capitalize()} of {self.pick(ACTORS)}"

    def slug(self) -> str:
        return f"{self.pick(NOUNS)}-{self.pick(VERBS)}".replace(" ", "-")

    def path(self, kind: str = "src") -> str:
        noun = self.pick(NOUNS).replace(" ", "_")
        return f"{kind}/{noun}/{self.pick(VERBS)}.ts"

    def day(self, before: int) -> date:
        return EPOCH + timedelta(days=self.number % 200 + 60 - before)

    def mark(self) -> str:
        return "x" if self.random.random() < 0.4 else " "

    def pick(self, words: list[str] | tuple[str, ...]) -> str:
        return self.random.choice(words)


def _table(head: str, rows: list[str]) -> str:
    rule = "|".join("-" * len(cell) for cell in f" {head} ".split("|"))
    return "\n".join([f"| {head} |", f"|{rule}|", *rows]) + "\n"
