"""Names of keys: parses what people write, and formats keys for display.

specui stores a key as Textual does, as one character or as a name with modifiers: `x`, `:`, `ctrl+x`, `shift+tab`,
`f2`.
"""

from __future__ import annotations

from specui.tui.rendering.ascii_fallback import key_label

NAMED = (
    "enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
WRITING = frozenset({
    "enter", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right",
})  # fmt: skip
"""Named keys that edit or move in a text field, so that no command can use them there."""

_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "ret": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "page-up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "page-down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "spc": "space",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_MODIFIERS = {
    "c": "ctrl",
    "control": "ctrl",
    "ctrl": "ctrl",
    "m": "alt",
    "a": "alt",
    "alt": "alt",
    "meta": "alt",
}
_MODIFIERS |= {"s": "shift", "shift": "shift"}
_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "esc",
    "insert": "Ins",
    "delete": "Del",
}
_CTRL_SIGNS = {"\\": "backslash", "]": "right_square_bracket", "^": "circumflex_accent", "_": "underscore"}
_SIGN_OF = {name: sign for sign, name in _CTRL_SIGNS.items()}
_SAME = {"i": "tab", "m": "enter", "[": "escape", "h": "backspace"}


class BadKey(ValueError):
    """No terminal sends this key. The message says why, or suggests another key."""


def key_of(text: str) -> str:
    """Return the key that a person wrote in any common notation. Raises BadKey."""
    written = text.strip()
    if len(written) == 1 and written.isprintable():
        return _ALIASES.get(written, written)
    if text == " ":
        return "space"
    *modifiers, base = _parts(written)
    base = _ALIASES.get(base, base)
    if len(base) > 1:
        base = _ALIASES.get(base.lower(), base.lower())
        if len(base) > 1 and base not in NAMED:
            from difflib import get_close_matches

            near = get_close_matches(base, NAMED, 1)
            hint = (
                f"did you mean {'+'.join([*modifiers, near[0]])}?"
                if near
                else "write a key as x, ctrl+x, f2 or pageup"
            )
            raise BadKey(f"unknown key {text}; {hint}")
    if not base.isprintable() or not base:
        raise BadKey("the key has no name; write a key as x, ctrl+x, f2 or pageup")
    return _combined(text, sorted(set(modifiers), key=("alt", "ctrl", "shift").index), base)


def key_name(key: str) -> str:
    """Return a key for display."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if base[:1] == "f" and base[1:].isdigit():
        base = base.upper()
    base = _SIGN_OF.get(base, base)
    return "+".join([*modifiers, key_label(_SHOWN.get(base, base))])


def _parts(written: str) -> list[str]:
    """Return the modifiers and the key of `ctrl+x`, `C-x` or `^x`; an unknown modifier stays part of the key."""
    modifiers = []
    if len(written) == 2 and written[0] == "^":
        return ["ctrl", written[1].lower()]
    while len(written) > 1:
        word = written.replace("-", "+").partition("+")[0]
        rest = written[len(word) + 1 :]
        if not rest or word.lower() not in _MODIFIERS:
            break
        modifiers.append(_MODIFIERS[word.lower()])
        written = rest
    return [*modifiers, written]


def _combined(text: str, modifiers: list[str], base: str) -> str:
    if len(base) > 1 or not modifiers:
        return "+".join([*modifiers, base])
    if modifiers == ["shift"]:
        if base.upper() != base or not base.isalpha():
            base = base.upper() if base.isalpha() else base
        return base
    if "ctrl" in modifiers:
        return _with_ctrl(text, modifiers, base)
    if base.isalpha() and (base.isupper() or "shift" in modifiers):
        return f"alt+shift+{base.lower()}"
    if base.isalnum() and modifiers == ["alt"]:
        return f"alt+{base}"
    raise BadKey(f"terminals cannot tell {text} from {base}; use alt with letters, digits and named keys")


def _with_ctrl(text: str, modifiers: list[str], base: str) -> str:
    low = base.lower()
    if low in _SAME:
        raise BadKey(f"terminals cannot tell {text} from {_SAME[low]}; choose another key")
    if modifiers != ["ctrl"]:
        raise BadKey(
            f"most terminals cannot tell {text} from ctrl+{low}; leave out {modifiers[0 if modifiers[0] != 'ctrl' else 1]}"
        )
    if base in _CTRL_SIGNS:
        return f"ctrl+{_CTRL_SIGNS[base]}"
    if low == "@":
        return "ctrl+@"
    if "a" <= low <= "z":
        return f"ctrl+{low}"
    raise BadKey(f"terminals cannot send {text}; use ctrl with letters and named keys")
