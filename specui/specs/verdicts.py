"""Whether the words after ``Answer:`` or ``Decision:`` decide anything, or only say that nobody has decided yet."""

from __future__ import annotations

import re

from specui.markdown.lazy import lazy_pattern

LONGEST = 240
"""Characters of a verdict that are examined; no placeholder is longer."""

_YET = r"(?:yet|so far|for now|right now|until now|still|today|at (?:this|the) (?:moment|point|time|stage))"
_DECIDED = (
    r"(?:decided|determined|resolved|settled|agreed(?: (?:up)?on)?|answered|defined|specified|discussed|clarified"
    r"|finali[sz]ed|confirmed|chosen|known|clear|certain)"
)
_DECISION = r"(?:answer|decision|verdict|resolution|consensus|agreement|conclusion|idea)"
# With one of these after it in the sentence, the word speaks of a thing: "Pending orders are kept".
_VERB = (
    r"(?:is|are|was|were|stays?|remains?|gets?|goes?|go|must|shall|should|can|cannot|may|will|would|do|does|have|has"
    r"|counts?|expires?|keeps?|aborts?|fails?|blocks?)"
)
# Only as the whole verdict: "None of them" and "Open to all users" decide something.
_WHOLE = lazy_pattern(
    r"(?:(?:it is|it['’]s|this is|still|currently|as yet) )*+(?:none|n/?a|not applicable"
    r"|(?:left |remains |stays )?open(?: (?:question|issue|point|item))?"
    r"|unknown|unclear|uncertain|unsure|undecided|unresolved|unanswered|undetermined|unsettled"
    r"|pending|awaiting|waiting|wip|ongoing|in (?:progress|discussion|review)"
    r"|under (?:discussion|review|investigation|consideration)|(?:open|up) for (?:discussion|debate|review)"
    rf"|not yet|not sure|(?:(?:is|was|has) )?not(?: been)?(?: (?:fully|finally|formally|officially|really|quite))? {_DECIDED}"
    rf"|(?:none|nothing)(?: {_DECIDED})?(?= {_YET})|nobody knows"
    rf"|no (?:(?:final|clear|formal) )?{_DECISION}(?: (?:was|is|has been|have been))?(?: (?:made|reached|{_DECIDED}))?"
    rf")(?:,? \(?{_YET}\)?)*+[\s.!?,;:…)]*+",
    re.IGNORECASE,
)
# However it continues: why, whom one asks, until when.
_BEGINNING = lazy_pattern(
    r"(?:(?:still|currently) )*+(?:tb[dac]\b(?![-_]\w)|to-?do\b(?![-_]\w)|fixme\b|awaiting\b|wait(?:ing)? (?:for|on)\b"
    rf"|depends\b|blocked on\b|not sure\b|not yet {_DECIDED}\b|not {_DECIDED}(?: yet\b|(?= ?[;(—–]| -))"
    rf"|to be (?:{_DECIDED}|seen)\b|no (?:(?:final|clear|formal) )?{_DECISION} yet\b"
    rf"|(?:still|currently) open\b|pending\b(?![^.;]*\b{_VERB}\b)"
    r"|(?:open|unknown|unclear|undecided|unresolved|pending)(?= ?[;:(—–]|\.\s| -))",
    re.IGNORECASE,
)
_MARKS = lazy_pattern(r"[*`~]+|(?<!\w)_+|_+(?!\w)")
_SLOT = lazy_pattern(r"\[[^\[\]]*\](?![(\[])[\s.!]*|<[^<>]*>[\s.!]*|\{[^{}]*\}[\s.!]*")


def decides(text: str, start: int = 0) -> bool:
    """Whether words, from a place of a text on, are a verdict, and no placeholder for one.

    ``TBD``, ``none yet``, ``pending legal review``, ``[answer]`` and ``—`` are placeholders; ``Not in the first
    version``, ``None of them`` and ``Open to all users`` are verdicts.
    """
    said = " ".join(_MARKS.sub("", text[start : start + LONGEST]).split())
    bare = said.lstrip("([<{").lstrip()
    if said.startswith("?") or not any(map(str.isalnum, said)) or _SLOT.fullmatch(said):
        return any(character in "✅☑✔❌✖👍👎" for character in said)
    return not (_WHOLE.fullmatch(bare) or _BEGINNING.match(bare))
