"""The names of keys: as Textual calls them, as they stand on the keyboard, and as somebody writes them."""

from __future__ import annotations

NAMES = {
    "question_mark": "?",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "slash": "/",
}
"""Keys whose name is not what stands on them."""

_MODIFIERS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Super"}


def face(key: str) -> str:
    """What stands on a key: `question_mark` is `?`, `ctrl+p` is `Ctrl+P`."""
    from textual.keys import format_key

    *modifiers, last = key.strip().split("+") if key.strip() != "+" else ["plus"]
    if last not in NAMES and not modifiers and len(last) == 1:
        return last  # at once: Textual would look for the letter among the names of all signs, which takes 0.6 MB
    name = NAMES.get(last) or (
        last.upper() if modifiers or (last[:1] == "f" and last[1:].isdigit()) else format_key(last)
    )
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), name])


def faces(keys: str) -> str:
    """Keys with commas as words."""
    each = keys.split(",")
    if len(each) > 2 and all(key.isdigit() for key in each):
        return f"{each[0]} to {each[-1]}"
    return " or ".join(face(key) for key in each)


def named_face(words: str) -> str:
    """Textual's name for the first key in *words* as they stand on a line of keys; empty: there is none to press."""
    first = words.split()[0] if words.split() else ""
    faces = {name: key for key, name in NAMES.items()}
    return faces.get(first) or (named(first) or "" if first.isascii() else "")


def named(key: str) -> str | None:
    """Textual's name for a key as somebody writes it (`?`, `T`, `Ctrl+T`, `esc`); None: there is no such key."""
    from textual.keys import Keys

    written = key.strip()
    if len(written) == 1:
        return _of_sign(written)
    *modifiers, last = written.lower().split("+")
    last = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "del": "delete", "ins": "insert"}.get(last, last)
    if len(last) == 1:
        found = _of_sign(last)
    else:
        signs = {_of_sign(chr(code)) for code in range(33, 127)}
        known = {str(each.value) for each in Keys} | signs
        found = last if last in known and "+" not in last and not last.startswith("<") else None
    if found is None or any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    return "+".join([*modifiers, found])


def _of_sign(sign: str) -> str | None:
    """Textual's name for a sign that a key types."""
    import unicodedata

    if sign.isalnum():
        return sign
    if not sign.isprintable() or sign.isspace():
        return None
    try:
        name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return None
    return {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
            "plus_sign": "plus", "low_line": "underscore"}.get(name, name)  # fmt: skip
