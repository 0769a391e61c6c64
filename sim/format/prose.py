"""Prose: texts of a scenario, in the YAML or in Markdown files of the folder, cleaned on the way in."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from itertools import islice

from sim.format import catalogue, phrases
from sim.format.cleaning import clean, harmful, named
from sim.format.diagnostics import Problems
from sim.format.source import Place, Source
from sim.format.tree import Scalar

_FILE = re.compile(r"\S+\.md")
_LIKE_A_FILE = re.compile(r"[\w./\\ -]{1,60}\.md")
# Rich and Textual take these for markup: `[/foo]` and `[/]` end the program, `[@click=...]` makes a button of a
# text. Screens show text without markup; this is for whoever forgets it. `[sic]` and `[text](link)` stay.
_MARKUP = re.compile(
    r"\[(?:/[^\[\]\n]*|@[^\[\]\n]*|(?:b|i|u|s|bold|dim|italic|underline|strike|blink|reverse|link|red|green|blue|yellow"
    r"|magenta|cyan|white|black)(?:[ =][^\[\]\n]*)?)\](?!\()"
)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>|<!--")
_DETAIL = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_COMMENT = re.compile(r"[ \t]+#")

MOST_MARKS = 20
"""Characters of one file that are complained of one by one."""


class Prosaist:
    """Reads texts. *load* gives the source of a prose file of the scenario, and reports if it can't; *details* are
    the surface details that texts may name."""

    def __init__(
        self, problems: Problems, load: Callable[[str, Place], Source | None], details: Container[str] = ()
    ) -> None:
        self.problems = problems
        self.load = load
        self.details = details
        self._files: dict[str, str | None] = {}

    def spoken(self, scalar: Scalar) -> str:
        """A text that stands in the YAML."""
        for at in harmful(scalar.value):
            # Raw control characters were reported and replaced with their file; these were written as escapes.
            self.problems.add(
                catalogue.CONTROL,
                scalar.place,
                f"This text contains the control character {named(scalar.value[at])}; it is shown as \ufffd.",
                "Take the escape sequence out of the text.",
            )
            break
        if (cut := _comment(scalar)) is not None:
            self.problems.add(
                catalogue.CUT_BY_COMMENT,
                scalar.source.place(cut),
                "From ` #` on this is a comment, and not a part of the text.",
                "Put the whole text in quotes; a comment stands on a line of its own.",
            )
        text = clean(scalar.value)
        if "[" in text or "<" in text or "{" in text:
            where: list[Callable[[int], int]] = []  # made when it is first wanted, which is seldom

            def place(at: int, length: int) -> Place:
                if not where:
                    where.append(scalar.source.inside(scalar.index, scalar.end, scalar.value))
                return scalar.source.place(where[0](at), length)

            text = self._unmarked(text, place)
        return text

    def written(self, scalar: Scalar) -> str | None:
        """A text that stands in the YAML or in the Markdown file that it names."""
        name = scalar.value.strip()
        if not _FILE.fullmatch(name) or "/" in name or "\\" in name:
            if _LIKE_A_FILE.fullmatch(name):
                self.problems.add(
                    catalogue.NO_FILE,
                    scalar.place,
                    f"`{phrases.short(name)}` looks like a file, and can't be one.",
                    "Prose files stand in the scenario's folder itself, and have no blanks in their names.",
                )
                return None
            return self.spoken(scalar).strip()
        if name not in self._files:
            source = self.load(name, scalar.place)
            self._files[name] = None if source is None else self._unmarked(source.text, source.place).strip()
        return self._files[name]

    def _unmarked(self, text: str, place: Callable[[int, int], Place]) -> str:
        """*text* with console markup in round brackets, and reported; HTML is only reported (it is shown as it stands).

        Taking the markup out could make new markup of what stood around it.
        """
        for found in islice(_HTML.finditer(text), MOST_MARKS):
            self.problems.add(
                catalogue.HTML,
                place(found.start(), len(found.group())),
                f"`{found.group()[:40]}` is HTML, which is shown as it stands.",
                "Use Markdown: **bold**, *italic*, lists and paragraphs.",
            )
        for found in islice(_DETAIL.finditer(text), MOST_MARKS):
            if found.group(1) not in self.details:
                self.problems.add(
                    catalogue.UNKNOWN_DETAIL,
                    place(found.start(), len(found.group())),
                    f"There is no surface detail `{found.group(1)}`; it is shown as it stands, with its brackets.",
                    f"Define it: `details: {{{found.group(1)}: [one, another]}}`.",
                )
        for found in islice(_MARKUP.finditer(text), MOST_MARKS):
            self.problems.add(
                catalogue.MARKUP,
                place(found.start(), len(found.group())),
                f"`{found.group()[:40]}` is console markup; its brackets become round ones.",
                "Use Markdown: **bold**, *italic*. Square brackets in prose need another word in them.",
            )
        return _rounded(text)


def _comment(scalar: Scalar) -> int | None:
    """Where a comment begins behind a text without quotes, on the same line: it may have been meant as text."""
    if not scalar.plain:
        return None
    text = scalar.source.text
    behind = text[scalar.end : scalar.end + 40]
    found = _COMMENT.match(behind)
    return scalar.end + found.end() - 1 if found else None


def _rounded(text: str) -> str:
    """*text* with round brackets around what was markup, and around what that made markup of."""
    for _ in range(5):
        text, count = _MARKUP.subn(lambda found: f"({found.group()[1:-1]})", text)
        if not count:
            return text
    # Nobody nests markup so deep by accident.
    return text.replace("[", "(").replace("]", ")")


def report_controls(source: Source, problems: Problems) -> None:
    """Warn of every raw control character in a file; `Source.text` has U+FFFD in their place."""
    for number, at in enumerate(harmful(source.raw)):
        if number >= MOST_MARKS:
            break
        problems.add(
            catalogue.CONTROL,
            source.place(at),
            f"A control character, {named(source.raw[at])}; it is shown as \ufffd.",
            "Delete it: it can't be seen in most editors, and could steer a terminal.",
        )
