"""The answers that a question offers (``…, or …?``), in plain sentences; none rather than one that reads badly.

English puts the subject of a question between its first word and its verb (``Should the office lock sales``), and
nothing marks where it ends. So this module lists the verbs that specs ask about; a question without one of them offers nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern

_TOPIC = lazy_pattern(r"^\*\*[^*\n]{1,120}?:?\*\*:?\s*")
_SENTENCE = lazy_pattern(r"(?:[^.?!]|[.!](?=\S))*\?")
_OR = lazy_pattern(r",?\s+or\s+")
_COMMA = lazy_pattern(r",\s+(?:or\s+)?")
_WHEN = lazy_pattern(r"(?i)^(?:when|if|while|after|before|once|for|in|given|as)\b")
_WHICH = lazy_pattern(r"(?i)^(?:who|whom|whose|what|which|where|when|how|why)\b")
_HEARSAY = lazy_pattern(r"(?i)\b(?:whether|if|because)\b")
_MODALS = frozenset({"should", "shall", "can", "could", "must", "will", "would", "may", "might"})
_DO, _BE = frozenset({"do", "does", "did"}), frozenset({"is", "are", "was", "were"})
_ASKS = "|".join(sorted(_MODALS | _DO | _BE))
_ASKED = lazy_pattern(rf"(?i)^(?P<verb>{_ASKS})\s+(?P<rest>.+)$")
_ASKED_LATER = lazy_pattern(rf"(?i)^.*?[,;:\u2013\u2014]\s+(?P<asked>(?:{_ASKS})\s.+)$")
_PRONOUNS = frozenset(
    {"we", "it", "they", "this", "that", "these", "those", "there", "he", "she", "i", "you"}
)
_ARTICLES = frozenset({"a", "an", "the"})
_BEFORE_NOUNS = _ARTICLES | {
    *("each", "every", "any", "some", "all", "no", "one", "two", "three", "our", "their", "its", "his", "her", "your"),
    *("of", "for", "in", "on", "at", "by", "from", "with", "without", "per", "this", "that", "these", "those", "and"),
    *("new", "old", "first", "second", "third", "last", "next", "full", "own", "more", "earlier", "later", "open"),
}  # fmt: skip
_ENOUGH = lazy_pattern(
    r"(?i)^(?P<subject>.+?)\s+(?P<is>(?:good\s+)?enough|sufficient|fine|ok|okay|acceptable|adequate|needed|required|"
    r"necessary|allowed|possible|better|correct|right|optional|mandatory)$"
)
_AMOUNTS = lazy_pattern(r"(?i)^(?:more|less|fewer|so|later|earlier|better|worse|higher|lower|above|below)\b")
_NUMBER = lazy_pattern(r"(?i)(?:^|\s)(?:\d[\d.,]*|one|two|three|four|five|six)$")
_LONGEST = 1000
"""Maximum characters of a question whose alternatives are read."""
_SHORT = 5
"""Maximum words of an answer that reads well without its article."""
_VERBS = frozenset(
    """
    accept act add aggregate alert allow answer appear apply approve archive ask assign assume audit auto-approve
    auto-save avoid back-fill backfill be become begin believe belong block bring build bundle buy bypass cache calculate
    call cancel capture carry change charge check choose clear close collect combine come compute confirm connect consider
    contact contain continue convert copy count cover create cut deactivate decide default defer delete deliver deny depend
    deploy deprecate disable display do downgrade drop edit email enable encrypt end enforce escalate exist expire explain
    export expose extend fail fall fetch filter fire flag follow force forget gate generate get give go grant grow guess
    hand handle happen have help hide hold ignore implement import include index inherit insist integrate introduce invite
    issue join keep know land lapse launch lead learn leave let limit link listen live load lock log look lose lower maintain
    make manage mark match mean measure merge migrate mirror monitor move need notify offer omit open override own pause pay
    persist pick poll prefer prepare present prevent print proceed process produce prompt propose protect provide publish
    pull purge push put queue raise reach read receive recompute record redirect refer refresh refund refuse register reject
    release rely remain remember remind remove rename render renew repeat replace report request require reset resolve
    respond restore restrict retain retire retry return reuse review revoke rotate round route run save say scan schedule
    see select sell send serve set share ship show sign skip speak split stand start stay stop store strip subscribe suggest
    supply support suppress surface suspend sync synchronise synchronize take talk tell throttle throw track travel treat
    trigger trust try turn unlock update upgrade use validate verify view wait warn work write
    """.split()
)


class _Clause(NamedTuple):
    """A parsed part of a question; ``verb`` is "" where it is no question by itself."""

    verb: str
    subject: str
    rest: str

    @property
    def named(self) -> bool:
        """Whether the subject is more than a pronoun."""
        return bool(self.verb) and self.subject.casefold() not in _PRONOUNS


@lru_cache(maxsize=1024)
def alternatives(text: str) -> tuple[str, ...]:
    """Return the answers that a question's text offers, in its own words; () where it offers none that read well."""
    if "?" not in text or len(text) > _LONGEST:
        return ()
    for match in _SENTENCE.finditer(_TOPIC.sub("", text)):
        offered = _offered(match[0].strip())
        if offered:
            return offered
    return ()


def _offered(sentence: str) -> tuple[str, ...]:
    """Return what one sentence offers."""
    bare = _mask(sentence.rstrip("? "))
    parts = [part.strip() for part in _OR.split(bare)]
    if len(parts) < 2 or _AMOUNTS.match(parts[-1]) or (_NUMBER.search(parts[0]) and f"{parts[0]} or" in bare):
        return ()
    choices = _choices(parts)
    if len(choices) < 2:
        return ()
    clauses = [_clause(choice) for choice in choices]
    if any(clause is None for clause in clauses):
        return ()
    told = _told([clause for clause in clauses if clause is not None])
    return tuple(_unmask(words) for words in told) if all(told) else ()


def _choices(parts: list[str]) -> list[str]:
    """Return what is between commas and ``or``, without what only leads to it."""
    *heads, last = parts
    head = ", or ".join(heads)
    choices = [part.strip(" ,;:") for part in _COMMA.split(head) if part.strip(" ,;:")]
    if len(choices) > 1 and len(choices[0].split()) > 3 * max(len(c.split()) for c in choices[1:]) + 6:
        choices = [head]
    while len(choices) > 1 and (_WHEN.match(choices[0]) or _WHICH.match(choices[0])):
        choices = choices[1:]
    first = choices[0]
    if _WHICH.match(first):
        before, colon, after = first.partition(": ")
        if not colon or not before:
            return []
        first = after
    elif not _ASKED.match(first):
        later = _ASKED_LATER.match(first)
        first = later["asked"] if later else first
    return [first, *choices[1:], last.strip(" ,;:")]


def _clause(words: str) -> _Clause | None:
    """Parse a part; None for a question whose subject is not certain."""
    asked = _ASKED.match(words)
    if asked is None:
        return None if _HEARSAY.search(words) else _Clause("", "", words)
    verb, rest = asked["verb"].casefold(), asked["rest"]
    tokens = rest.split()
    if tokens[0].casefold() in _PRONOUNS and len(tokens) > 1:
        return _Clause(verb, tokens[0], " ".join(tokens[1:]))
    return _being(verb, rest) if verb in _BE else _doing(verb, tokens)


def _doing(verb: str, tokens: list[str]) -> _Clause | None:
    for at in range(1, len(tokens)):
        if tokens[at].casefold().strip(",") in _VERBS and tokens[at - 1].casefold() not in _BEFORE_NOUNS:
            return _Clause(verb, " ".join(tokens[:at]), " ".join(tokens[at:]))
    return None


def _being(verb: str, rest: str) -> _Clause | None:
    enough = _ENOUGH.match(rest)
    if enough:
        return _Clause(verb, enough["subject"], enough["is"])
    quoted = re.match(r"(?P<subject>\"[^\"]+\"|“[^”]+”|`[^`]+`)\s+(?P<rest>.+)", rest)
    if quoted:
        return _Clause(verb, quoted["subject"], quoted["rest"])
    tokens = rest.split()
    for at in range(1, len(tokens)):
        if tokens[at].casefold() in {"a", "an"} and tokens[at - 1].casefold() not in _BEFORE_NOUNS:
            return _Clause(verb, " ".join(tokens[:at]), " ".join(tokens[at:]))
    return None


def _told(clauses: list[_Clause]) -> list[str]:
    """Return the parts as answers: the action, or the subject where the question asks who."""
    first, others = clauses[0], clauses[1:]
    if any(clause.verb for clause in others):  # each with a subject of its own
        return [
            _stated(clause) if clause.named or clause is not first else _act(clause) for clause in clauses
        ]
    words = [clause.rest for clause in others]
    if first.named and len(first.rest.split()) == 1 and words[-1].split()[0].casefold() in _ARTICLES:
        return [first.subject, *words]
    if words[-1].casefold() == "not":
        be = first.rest.casefold().startswith("be ") or first.verb in _BE
        words[-1] = f"not {_act(first)}" if be else f"do not {_act(first)}"
    return [_short(told) for told in (_act(first), *words)]


def _act(clause: _Clause) -> str:
    """Return the action that a part asks about, without its subject."""
    if clause.verb:
        return re.sub(r"(?i)^be\s+(?:able\s+to\s+)?", "", clause.rest)
    begins = clause.rest.split()[0]  # `Push the list, or wait`
    return begins.lower() + clause.rest[len(begins) :] if begins.lower() in _VERBS else clause.rest


def _stated(clause: _Clause) -> str:
    """Return a question as a statement: ``does the owner pay`` as ``the owner pays``."""
    if not clause.verb or clause.verb == "do":
        return f"{clause.subject} {clause.rest}".strip()
    if clause.verb == "does":
        first, _, rest = clause.rest.partition(" ")
        return f"{clause.subject} {_third(first)} {rest}".strip()
    return f"{clause.subject} {clause.verb} {clause.rest}"


def _third(verb: str) -> str:
    """Return a verb as it is after `he`."""
    if verb in {"have", "be"}:
        return {"have": "has", "be": "is"}[verb]
    if re.search(r"(?:s|sh|ch|x|z|o)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def _short(words: str) -> str:
    first, _, rest = words.partition(" ")
    drops = first.casefold() in _ARTICLES and 0 < len(rest.split()) <= _SHORT and not rest.startswith("one")
    return rest if drops else words


def _mask(text: str) -> str:
    """Hide commas and "or" within brackets, quotes and code from the split."""
    return re.sub(
        r"\([^()]*\)|`[^`]*`|\"[^\"]*\"|“[^”]*”",
        lambda m: m[0].replace(",", "\ue000").replace(" or ", "\ue001"),
        text,
    )


def _unmask(text: str) -> str:
    return text.replace("\ue000", ",").replace("\ue001", " or ").strip(" ,;:")
