"""The settings: each field once, with its values and what they mean. Reader, writer, screen and command line use this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Theme = Literal["dark", "light", "dark_contrast", "light_contrast", "terminal"]
Symbols = Literal["unicode", "ascii"]
Motion = Literal["full", "reduced"]
Bell = Literal["off", "limit", "messages"]
UsualPace = Literal["ask", "standard", "relaxed", "untimed"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set. *factor* stretches time limits; *avoid* are content tags; *keys* are acts and their keys."""

    theme: Theme = "dark"
    symbols: Symbols = "unicode"
    motion: Motion = "full"
    bell: Bell = "off"
    pace: UsualPace = "ask"
    factor: float = 1.0
    untimed: bool = False
    avoid: tuple[str, ...] = ()
    editor: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def having(self, name: str, value: Any) -> Settings:
        """The same, with another *value* for the field *name*."""
        return replace(self, **{name: value})


class Field(NamedTuple):
    """One setting: its *title* on the screen, what it is *about*, and its *values* with what each means.

    *kind*: `one` of the values, `words` (free text), `list` (of words), `keys` (a table of acts). *screen*: it is about how the
    screen looks and sounds, which concerns whoever sits before it; the others are of the person whose settings they are alone.
    """

    name: str
    title: str
    about: str
    kind: Literal["one", "words", "list", "keys"] = "one"
    values: Mapping[Any, str] = MappingProxyType({})
    screen: bool = False

    @property
    def default(self) -> Any:
        """What holds when nothing is set."""
        return getattr(Settings(), self.name)

    def said(self, value: Any) -> str:
        """A value as a person says it."""
        if self.kind == "keys":
            return ", ".join(f"{act}: {key}" for act, key in value.items()) or "as usual"
        if self.kind == "list":
            return ", ".join(each.replace("_", " ") for each in value) or "nothing is left out"
        if self.kind == "words":
            return str(value) or "what VISUAL or EDITOR name"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:g} ×"
        return str(value).replace("_contrast", ", strong contrast")


FIELDS: tuple[Field, ...] = (
    Field(
        "theme",
        "Colours",
        "The colours of the screens.",
        values={
            "dark": "light words on a dark ground",
            "light": "dark words on a light ground",
            "dark_contrast": "white words on black",
            "light_contrast": "black words on white",
            "terminal": "your terminal's own two colours, with bold and reversed words",
        },
        screen=True,
    ),
    Field(
        "symbols",
        "Signs",
        "The signs beside words and in charts.",
        values={
            "unicode": "dots, arrows and bars, as most terminals can show",
            "ascii": "letters and signs of a plain keyboard only",
        },
        screen=True,
    ),
    Field(
        "motion",
        "Movement",
        "Whether anything on the screen may glide or blink.",
        values={"full": "scrolling glides", "reduced": "everything stands still until it changes"},
        screen=True,
    ),
    Field(
        "bell",
        "Bell",
        "When the terminal's bell is rung.",
        values={
            "off": "never",
            "limit": "when ten seconds of a time limit are left",
            "messages": "then, and when a message comes in",
        },
        screen=True,
    ),
    Field(
        "pace",
        "Usual pace",
        "The pace at which cases are played. No score depends on it.",
        values={
            "ask": "the usual one; you can choose before each case",
            "standard": "time limits as at work",
            "relaxed": "twice the time",
            "untimed": "no limits: the clock stands still while you decide",
        },
    ),
    Field(
        "factor",
        "More time",
        "How much longer your time limits are. Nobody else sees it, and no score depends on it.",
        values={1.0: "as they are", 1.5: "half as long again", 2.0: "twice as long", 3.0: "three times as long"},
    ),
    Field(
        "untimed",
        "No time limits",
        "Whether you always play without time limits, wherever a case may be played so.",
        values={False: "limits as the pace says", True: "never a limit where there need not be one"},
    ),
    Field(
        "avoid",
        "Not to be shown",
        "What you do not want to be shown, as tags that cases put on their scenes. Such a scene is replaced by another one of "
        "equal worth; nobody is told.",
        kind="list",
    ),
    Field(
        "editor",
        "Editor",
        "The program in which long notes are written, as you would type it. Empty: what VISUAL or EDITOR names.",
        kind="words",
    ),
    Field(
        "keys",
        "Keys",
        "Acts that you want on another key than the usual one: the name of the act, and one key or several with commas.",
        kind="keys",
    ),
)
"""All settings, in the order of the file and of the screen."""

BY_NAME: Mapping[str, Field] = {each.name: each for each in FIELDS}
"""The same by name."""
