"""The sign-off form: day, author, and what changed since the last row of the Revision History."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits.revisions import sign_off
from specui.specs.edits.summary import summary_of_changes
from specui.specs.forms import value_checks as checks
from specui.specs.forms.model import Form, blank


def sign_off_form(contents: Contents, before: Contents | None, *, today: str, by: str) -> Form:
    """Return the form that signs a spec off: it sets Last updated and adds a row, and all values can be edited.

    ``before`` is the spec as it was signed off last, for the summary; None where nobody knows.
    """
    summary = summary_of_changes(before, contents) if before is not None else ""
    fields = (
        blank("date", "Date", checks.a_date("Date", today), today),
        blank("owners", "Author", checks.needed("Author", "a name"), by),
        blank("text", "What changed", checks.needed("What changed", "a sentence"), summary),
    )

    def commit(texts: Sequence[str]) -> Transaction:
        on, author, change = texts
        return sign_off(contents.spec, on=on, by=author, change=change)

    return Form("Sign off", fields, commit)
