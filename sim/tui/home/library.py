"""The library: the cases that can be played, what is said of each, and the words by which one is found. Pure but for `read`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.tui.content import Page, Row, page, plain, row
from sim.tui.names import capital, listed

if TYPE_CHECKING:
    from sim.format import Card

KINDS = {
    "case": "a whole case",
    "drill": "a drill: a short exercise",
    "tutorial": "a tutorial: it shows you each key when you need it",
}


class Case(NamedTuple):
    """A case in the library. *name*: by which the app opens it; *card*: None if it can't be played, and *why*."""

    name: str
    card: Card | None
    digest: str = ""
    why: str = ""

    @property
    def title(self) -> str:
        """What it is called; without a readable text, its name."""
        return self.card.title if self.card is not None else self.name

    @property
    def kind(self) -> str:
        """Case, drill or tutorial; empty: nobody can tell."""
        return self.card.kind if self.card is not None else ""


def read(name: str, path: Path) -> Case:
    """The case *name* at *path*, whatever is wrong with it."""
    from sim.format import FormatError, open_card

    try:
        filed = open_card(path)
    except FormatError as error:
        return Case(name, None, why=str(error))
    if filed.card is None:
        return Case(name, None, filed.digest, f"it has {filed.errors} {'error' if filed.errors == 1 else 'errors'}")
    return Case(name, filed.card, filed.digest)


def ordered(cases: Iterable[Case], *, tutorial_first: bool) -> list[Case]:
    """The cases in the order of the list: by title, tutorials before or after the others, those with errors last."""
    return sorted(
        cases,
        key=lambda case: (case.card is None, (case.kind == "tutorial") != tutorial_first, case.title.casefold()),
    )


def short(case: Case) -> str:
    """A case in half a line, after its title."""
    card = case.card
    if card is None:
        return f"can't be played: {case.why}"
    parts = [card.kind, f"{card.minutes} minutes" if card.minutes else "", _roles(len(card.roles))]
    parts.append("draft" if card.review.state == "draft" else "reviewed")
    return " · ".join(part for part in parts if part)


def about(case: Case, played: str = "") -> Page:
    """All that is said of a case before it is opened. *played*: a sentence on whether and when."""
    card = case.card
    if card is None:
        return page(
            plain(case.title, "title"),
            row(f"This case can't be played: {case.why}."),
            row(plain("Enter shows what is wrong, where, and how it is mended.", "muted")),
        )
    facts = [
        ("It is", f"{KINDS[card.kind]}{_lasting(card.minutes)}"),
        ("Roles", listed([capital(role.title) for role in card.roles.values()])),
        ("Review", _review(card)),
        ("You", played),
        ("It touches", "; ".join(card.content_notes)),
        ("It trains", "; ".join(card.trains)),
    ]
    width = max(len(label) for label, _ in facts) + 2
    rows: list[Row | None] = [row(plain(card.title, "title"))]
    rows.append(row(card.summary) if card.summary else None)
    rows += [row(words, plain(label.ljust(width), "muted")) for label, words in facts if words]
    return page(*rows)


def first(case: Case) -> str:
    """The first sentence of its summary."""
    found = re.match(r".+?[.!?](?=\s|$)", " ".join(case.card.summary.split())) if case.card is not None else None
    return found[0] if found is not None else ""


def words_of(case: Case) -> str:
    """What a case is found by: its title, its name, its roles, what it trains, its kind."""
    card = case.card
    if card is None:
        return f"{case.name} errors"
    roles = (f"{role.title} {role.short}" for role in card.roles.values())
    return " ".join([card.title, case.name, card.kind, card.summary, *roles, *card.trains])


def has(text: str, wanted: str) -> bool:
    """Whether every word of *wanted* stands in *text*, in any order, large or small, with or without accents."""
    words = _folded(wanted).split() if wanted else []  # nothing wanted: the tables of Unicode (0.8 MB) stay on the disk
    there = _folded(text) if words else ""
    return all(word in there for word in words)


def _folded(text: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign)).replace("_", " ")


def _roles(many: int) -> str:
    return "1 role" if many == 1 else f"{many} roles"


def _lasting(minutes: int) -> str:
    return f", about {minutes} minutes" if minutes else ""


def _review(card: Card) -> str:
    review = card.review
    if review.state == "draft":
        return "a draft: no professional has reviewed it yet"
    by = f" by {review.by}" if review.by else ""
    on = f", {review.on}" if review.on else ""
    until = f", until {review.expires}" if review.expires else ""
    return f"reviewed{by}{on}{until}"
