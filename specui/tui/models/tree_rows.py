"""The tree of specs as rows: folders and files in order, and the counts of each.

Pure. Rows depend on names only, so that ten thousand are cheap; the counts of a file are computed once for each
version of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from specui.markdown import text_folding
from specui.markdown.file_suffix import label_of
from specui.rules.diagnostic import Severity
from specui.specs import names
from specui.specs.approval import is_status
from specui.specs.contents import Contents
from specui.workspace.files.spec_file import FileKind, SpecFile

SHORT_WORD = 10
"""Letters up to which a status is not shortened."""


OTHERS = "\0"
"""The path of the row that holds the documents below the specs. No file can have this name."""


class Row(NamedTuple):
    """One line of the tree; `path` is relative to the root, of a folder without a final `/`."""

    kind: Literal["folder", "file"]
    path: str
    depth: int
    label: str
    collapsed: bool = False


class Status(NamedTuple):
    """A status as shown: its sign (may be empty), its words, and the role of its colour."""

    sign: str
    word: str
    role: str

    @property
    def short(self) -> str:
        """All words of a short status, else the first."""
        return self.word if len(self.word) <= SHORT_WORD else self.word.split(" ", 1)[0]


class Counts(NamedTuple):
    """How many required items are done, of how many; the problems by severity; the open critical gaps."""

    done: int = 0
    total: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    critical: int = 0

    @property
    def problems(self) -> tuple[int, int, int]:
        """The problems by severity, the worst first."""
        return self.errors, self.warnings, self.infos

    def plus(self, other: Counts, sign: int = 1) -> Counts:
        """Return the sum, or with -1 the difference."""
        return Counts(*(a + sign * b for a, b in zip(self, other, strict=True)))


class Summary(NamedTuple):
    """The row of a file: kind, status, counts; `filled` sections of all for a spec with sections to fill in, or ""."""

    kind: FileKind
    status: Status
    counts: Counts
    filled: str = ""


_ROLES = {"🔴": "error", "🟡": "warning", "🟠": "warning", "🟢": "ok", "✅": "ok"}
NOTHING = Counts()


def flatten(
    files: Sequence[str], collapsed: Collection[str] = (), wanted: str = "", below: Collection[str] = ()
) -> list[Row]:
    """Return the rows for these file names, in order; a filter opens every folder with a match.

    Those `below` stand in a group of their own at the end, unless there is nothing else, or a filter.
    """
    if wanted:
        return _rows(matching(files, wanted), ())
    first = [name for name in files if name not in below] if below else files
    if not first or len(first) == len(files):
        return _rows(files, collapsed)
    rows = _rows(first, collapsed)
    closed = OTHERS in collapsed
    count = len(files) - len(first)
    rows.append(Row("folder", OTHERS, 0, f"{count:,} other document{'s' * (count != 1)}", closed))
    if not closed:
        rows += [Row("file", name, 1, label_of(name)) for name in files if name in below]
    return rows


def _rows(files: Iterable[str], collapsed: Collection[str]) -> list[Row]:
    rows: list[Row] = []
    open_parts: list[str] = []
    hidden = ""
    for name in files:
        if hidden and name.startswith(hidden):
            continue
        hidden = ""
        *folders, base = name.split("/")
        shared = _shared(open_parts, folders)
        for depth in range(shared, len(folders)):
            path = "/".join(folders[: depth + 1])
            closed = path in collapsed
            rows.append(Row("folder", path, depth, folders[depth], closed))
            if closed:
                hidden = f"{path}/"
                open_parts = folders[: depth + 1]
                break
        if hidden:
            continue
        open_parts = folders
        rows.append(Row("file", name, len(folders), label_of(base)))
    return rows


def matching(files: Iterable[str], wanted: str) -> list[str]:
    """Return the names that contain the words; if none does, those that contain their letters in order."""
    files = list(files)
    words = text_folding.fold(wanted).split()
    keys = [text_folding.fold(name) for name in files]
    plain = [name for name, key in zip(files, keys, strict=True) if all(word in key for word in words)]
    if plain or not words:
        return plain
    from textual.fuzzy import FuzzySearch

    search = FuzzySearch()
    query = "".join(words)
    return [name for name, key in zip(files, keys, strict=True) if search.match(query, key)[0] > 0]


def summarise(file: SpecFile) -> Summary:
    """Return the summary of a file."""
    counts = Counts(
        errors=file.count(Severity.ERROR),
        warnings=file.count(Severity.WARNING),
        infos=file.count(Severity.INFO),
    )
    if file.kind == "unreadable":
        return Summary(file.kind, Status("✖", "unreadable", "error"), counts)
    if file.source.error is not None:
        return Summary(file.kind, Status("✖", "not UTF-8", "error"), counts)
    if file.kind == "template":
        return Summary(file.kind, Status("", "template", "faint"), counts)
    if file.kind == "document":
        return Summary(file.kind, Status("", "", "faint"), counts)
    ready = file.readiness
    counts = counts._replace(done=ready.done, total=ready.total, critical=len(file.contents.critical_gaps))
    status, blanks = status_of(file.contents), file.contents.blanks
    if not blanks.sections:
        return Summary(file.kind, status, counts)
    if status.role != "ok":
        status = Status(status.sign, "Fill in", status.role)
    return Summary(file.kind, status, counts, str(blanks))


def status_of(contents: Contents) -> Status:
    """Return the status as written, with the template's sign if the file has none."""
    found = next(
        (f for f in contents.spec.fields if names.field_key("status") in names.field_key(f.name).split()),
        None,
    )
    if found is None or not found.raw.strip():
        template = contents.spec.template
        expected = template is not None and any(map(is_status, template.fields))
        return Status("", "no status" if expected else "", "faint")
    word = names.strip_signs(contents.status or found.raw).strip()
    sign = names.leading_sign(found.raw)
    if contents.status and found.schema is not None:
        sign = next((c.sign for c in found.schema.choices if c.word == contents.status and c.sign), sign)
    return Status(sign, word, _ROLES.get(sign.rstrip("\ufe0f"), "muted"))


class Sums:
    """The summaries of all files, and their sums by folder; updated with the files that have changed."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[SpecFile, Summary]] = {}
        self.folders: dict[str, Counts] = {}
        self.units: dict[str, Status] = {}
        """The status of each folder that holds the files of one feature or change: that of its first file with one."""

    def take(self, files: Mapping[str, SpecFile]) -> None:
        """Take the files of another snapshot."""
        known = self.files
        for name in [name for name in known if name not in files]:
            self._add(name, known.pop(name)[1], -1)
        for name, file in files.items():
            old = known.get(name)
            if old is not None and old[0] is file:
                continue
            self.learn(file, summarise(file))

    def learn(self, file: SpecFile, summary: Summary) -> None:
        """Take the summary of a file that was computed elsewhere."""
        old = self.files.get(file.name)
        if old is not None:
            self._add(file.name, old[1], -1)
        self.files[file.name] = (file, summary)
        self._add(file.name, summary, 1)
        if file.unit and summary.status.word and summary.status.role != "faint":
            self.units[file.unit] = summary.status

    @property
    def documents(self) -> frozenset[str]:
        """The names of the files that are documents, of those that are read."""
        return frozenset(name for name, (_, summary) in self.files.items() if summary.kind == "document")

    def of(self, name: str) -> Summary | None:
        """Return the summary of a file; None before it is read."""
        known = self.files.get(name)
        return known[1] if known is not None else None

    def _add(self, name: str, summary: Summary, sign: int) -> None:
        folder = name.rpartition("/")[0]
        while folder:
            self.folders[folder] = self.folders.get(folder, NOTHING).plus(summary.counts, sign)
            folder = folder.rpartition("/")[0]


def index_of(rows: Sequence[Row], path: str, fallback: int = 0) -> int:
    """Return the row of a path; of its nearest visible folder if it is hidden."""
    places = {row.path: index for index, row in enumerate(rows)}
    while path:
        if path in places:
            return places[path]
        path = path.rpartition("/")[0]
    return max(0, min(fallback, len(rows) - 1))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
