"""What decides a question, and what only holds the place of an answer."""

import pytest
from hypothesis import given, strategies as st

from specui.specs.verdicts import decides
from tests.specs.items.test_questions import states

VERDICTS = """
Not in the first version
Not in the first version.
_Not in the first version_
**Not** in the first version
not before 2027
Not needed
Not at all
Not yet supported in the first version
not by default; an operator turns it on
Not specified by the API, so we ignore it
None of them
None of the piers
None: all of them are removed
none; the default stays
No
no, never
Open to all users
Open source from day one
open, with login
openly documented
Opens at 06:00
Pending orders are kept for 30 days
Pending changes will be dropped
Unknown fields are rejected
unknown users get a 404
Waiting is fine
Waiting lists are per port
To be on the safe side, 72 hours
To be sent by e-mail
TBD-7 explains it
TODO-list stays
Todos are kept
[ADR-7](adr7.md)
[ADR-7][adr]
-1
.5 seconds
…and the port pays the rest
__init__ stays
`none` is the default
72 hours
3
✅
❌
Nothing
Yes, as decided in March
N/A values are shown as a dash
n/a: there is a single tenant
Dependent systems are told first
Unclear logs are dropped
In progress items move to the next sprint
Awaitable functions only
Not applicable to tier 3, required for the others
İstanbul
""".strip().splitlines()

PLACEHOLDERS = """
TBD
tbd.
_TBD_
**TBD**
`TBD`
(TBD)
[TBD]
<TBD>
[answer]
{answer}
___
…
...
-
—
?
???
? maybe Ada knows
TBA
TBC
TBD by Ada
TBD (Ada)
TBD: ask Linus
TBD – after the launch
TODO
todo: ask legal
pending
Pending.
pending (legal)
Pending legal review
pending review by Ada
still pending
none
None.
none yet
None so far
none (yet)
n/a
N/A
Not applicable
not yet
Not yet.
not yet decided
Not yet decided; Ada asks legal
not decided
Not decided yet
not finally decided
Not known
not clear yet
not sure
Not sure, maybe 3 days
not answered
has not been decided
unknown
Unknown at this point
unclear
undecided
Undecided; legal is asked
unresolved
open
Open.
still open
open question
Open issue
open (Ada asks legal)
Open — needs the legal team
open for discussion
to be decided
To be determined by the board
still to be discussed
awaiting legal
Awaiting the port's answer
waiting for Ada
waiting on the vendor
waiting
depends
Depends on the vendor
blocked on legal
no decision yet
No decision
No answer so far
nothing decided yet
Nothing yet
WIP
in progress
under discussion
""".strip().splitlines()

FORMS = (
    "1. Who pays? **Decision:** {}",
    "1. Who pays? → Answer (Ada): {}",
    "1. Who pays?\n   - Resolved: {}",
    "1. Who pays?\n   **Answered 2026-11-22 (Ada):** {}",
)


@pytest.mark.parametrize("words", VERDICTS)
def test_what_says_something_is_a_verdict(words: str) -> None:
    assert decides(words)


@pytest.mark.parametrize("words", PLACEHOLDERS)
def test_what_only_holds_the_place_is_none(words: str) -> None:
    assert not decides(words)


@pytest.mark.parametrize("form", FORMS)
def test_a_question_is_answered_by_a_verdict_in_every_form(form: str) -> None:
    for words, state in [
        ("Not in the first version", "answered"),
        ("None of them", "answered"),
        ("Open to all users", "answered"),
        ("not yet decided", "open"),
        ("none", "open"),
        ("open", "open"),
    ]:
        assert states(form.format(words)) == [state], (form, words)


def test_a_dated_entry_is_an_answer_whatever_its_words_begin_with() -> None:
    assert states("1. Who pays?\n   - **Answered 2026-11-22 (Ada):** Not in the first version") == [
        "answered"
    ]


def test_a_placeholder_does_not_hide_the_verdict_behind_it() -> None:
    assert states("1. Who pays? Decision: TBD. → Decision: the port") == ["answered"]


@given(st.sampled_from(PLACEHOLDERS), st.sampled_from(["{}", "**{}**", "_{}_", "({})", " {} ", "{}!"]))
def test_marks_and_case_change_nothing(words: str, around: str) -> None:
    assert not decides(around.format(words))
    assert not decides(around.format(words.upper()))


@given(st.text(st.sampled_from("tbd none not open yet? .:()[]*_-")))
def test_any_text_is_one_or_the_other(words: str) -> None:
    assert decides(words) in {True, False}
