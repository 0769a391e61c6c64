"""Messages: what was passed on and what was not: to nobody, late, without need; asked and not answered.

Silence and saying too much are different faults, so they are kept apart. In a workshop nobody is named as the one who was silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.app import ComposeResult

from scoring import Ledger, sharing
from scoring.items import TEAM
from scoring.ledger import Blind, Question, Unasked
from scoring.needs import NeedLine
from scoring.sentences import about
from scoring.tellings import TellingLine
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.names import Names, capital
from sim.tui.widgets.words import Scroll


class Messages(Part):
    """What went from seat to seat, and what did not."""

    TAB = "Messages"

    def compose(self) -> ComposeResult:
        yield Scroll(passing(self.back), id="page")

    def come(self) -> None:
        self.query_one("#page").focus()


def passing(back: Lookback) -> Page:
    """The page; what concerns the role is marked by saying *you*, and stands first."""
    ledger, names, face, role = back.card.ledger, back.names, back.face, back.role
    say = _Said(back)
    rows: list[Row | Page] = _flow(back) if back.points else []
    needs = [need for need in ledger.needs if need.status in ("late", "never", "in_time")]
    needs.sort(key=lambda need: 0 if role in need.holders else 1 if need.role == role else 2)
    nobody = [need for need in needs if need.status == "never" and need.fact in ledger.to_nobody]
    missed = [need for need in needs if need.status == "never" and need.fact not in ledger.to_nobody]
    rows += _part("Told to nobody", nobody, say.never)
    rows += _part("Did not reach who needed it", missed, say.never)
    rows += _part("Reached them late", [need for need in needs if need.status == "late"], say.late)
    wrong = [told for told in ledger.tellings if told.verdict in ("unlawful", "kept_from")]
    rows += _part("Told without a ground that holds", wrong, say.wrong)
    unneeded = [told for told in ledger.tellings if told.verdict == "unneeded" and not told.by_desk]
    rows += _part("Told without need (counted, not charged)", unneeded, say.told)
    rows += _questions(ledger, names, face, owners=back.owners)
    rows += _part("There for the asking, and never asked for", list(ledger.unasked), lambda each: _unasked(each, say))
    rows += _part("Decided without it, though another knew", list(ledger.blind), lambda each: _blind(each, say))
    rows += _together(back)
    rows += _part("Reached them in time", [need for need in needs if need.status == "in_time"], say.in_time)
    if not any(isinstance(each, Row) and each.gap for each in rows):
        rows.append(row(plain("Nothing was needed of others in what was played.", "muted"), gap=1))
    return page(*rows)


def _flow(back: Lookback) -> list[Row | Page]:
    """The figures of the role, and of the team."""
    flows = back.card.ledger.flow
    team = " ".join(sharing.flow(flows[TEAM], team=True))
    why = (
        "Two figures, because telling what is needed and telling no more than that are two things; F, their "
        "harmonic mean, is nearer to the lower one."
    )
    return [
        row(plain(" ".join(sharing.flow(flows[back.role])))),
        row(line(plain("The team: ", "strong"), plain(team))),
        row(plain(why, "muted")),
    ]


TITLES: dict[str, tuple[sharing.Head, ...]] = {
    "Questions and their answers": ("Questions",),
    "Who was heard in joint decisions": ("Heard", "Not heard"),
    "Asked or done twice": ("Asked twice", "Done twice"),
    "Done against each other": ("Against each other",),
}
"""What is shown of acts that several seats had a part in, by the title that it stands under."""


def _together(back: Lookback) -> list[Row | Page]:
    """Questions and read-backs, joint decisions, and what was done twice or against each other."""
    names = back.names
    said = sharing.lines(
        back.card.ledger, back.book, back.log, back.voice, names.topic, named=back.owners, me=back.role
    )
    rows: list[Row | Page] = []
    for title, heads in TITLES.items():
        found = [each.words for each in said if each.head in heads]
        if found:
            rows.append(row(plain(title, "strong"), gap=1))
            rows += [row(plain(words), "– ") for words in found]
    return rows


class _Said:
    """Needs and tellings as sentences."""

    def __init__(self, back: Lookback) -> None:
        ledger = back.card.ledger
        self.names, self.face, self.owners = back.names, back.face, back.owners
        self.texts = {fact.fact: fact.text for fact in ledger.facts}
        self.topics = {fact.fact: fact.topic for fact in ledger.facts}
        self.questions = ledger.questions

    def needed(self, need: NeedLine) -> str:
        by = f" by {self.face.hm(need.due)}" if need.due is not None else ""
        return f"{capital(self.names.who(need.role))} needed it{by}"

    def never(self, need: NeedLine) -> tuple[str, str]:
        if not self.owners:
            return self.texts[need.fact], f"{self.needed(need)}, and it did not come."
        holders = self.names.everyone(need.holders)
        them = "you" if need.role == self.names.me else "them"
        who = f"{capital(holders)} had it; it did not reach {them}." if holders else "It had to be asked for."
        if need.role == self.names.me and holders and not self.asked(need):
            who += " Asking was open to you."
        return self.texts[need.fact], f"{self.needed(need)}. {who}"

    def asked(self, need: NeedLine) -> bool:
        """Whether the one who needed it asked one of its holders about it."""
        return any(
            question.frm == need.role and question.to in need.holders and question.topic == self.topics[need.fact]
            for question in self.questions
        )

    def late(self, need: NeedLine) -> tuple[str, str]:
        late = ""
        if need.due is not None and need.told is not None and need.told - need.due >= 60:
            late = f" That was {about(need.told - need.due)} later."
        return self.texts[
            need.fact
        ], f"{self.needed(need)}. {self._came(need)}{late} {sharing.after_first(need)}".rstrip()

    def in_time(self, need: NeedLine) -> tuple[str, str]:
        back = (
            "" if need.acknowledged is None else " Read back rightly." if need.acknowledged else " Read back wrongly."
        )
        if need.corrected:
            back = " Read back wrongly first, then told again and read back rightly."
        first = f" {found}" if (found := sharing.after_first(need)) else ""
        return self.texts[need.fact], f"{self.needed(need)}. {self._came(need)}{first}{back}"

    def _came(self, need: NeedLine) -> str:
        if need.told is not None and need.told_by is not None:
            who = f"{capital(self.names.who(need.told_by))} told it" if self.owners else "It was told"
            return f"{who} at {self.face.hm(need.told)}."
        return f"Known at {self.face.hm(need.known)}." if need.known is not None else ""

    def told(self, told: TellingLine) -> tuple[str, str]:
        if not self.owners:
            return self.texts[told.fact], f"Told to {self.names.everyone(told.to)} at {self.face.hm(told.at)}."
        who = capital(self.names.who(told.frm))
        return self.texts[told.fact], f"{who} told {self.names.everyone(told.to)} at {self.face.hm(told.at)}."

    def wrong(self, told: TellingLine) -> tuple[str, str]:
        basis = f" on the ground: {self.names.basis(told.basis)}" if told.basis is not None else ""
        text, said = self.told(told)
        righted = (
            f" Put right at {self.face.hm(told.righted)}, on a ground that holds." if told.righted is not None else ""
        )
        return text, f"{said.rstrip('.')}{basis}.{righted}"


T = TypeVar("T")


def _part(title: str, found: Sequence[T], say: Callable[[T], tuple[str, str]]) -> list[Row | Page]:
    if not found:
        return []
    rows: list[Row | Page] = [row(plain(f"{title}: {len(found)}", "strong"), gap=1)]
    for each in found:
        text, about = say(each)
        rows.append(page(row(text, "– "), row(plain(about, "muted"), "  ")))
    return rows


def _questions(ledger: Ledger, names: Names, face: Clockface, *, owners: bool) -> list[Row | Page]:
    """Questions that nobody answered; in a workshop without who asked whom."""
    silent = [question for question in ledger.questions if question.answer is None]

    def say(question: Question) -> tuple[str, str]:
        topic = names.topic(question.topic)
        asked = f"{capital(names.who(question.frm))} asked {names.who(question.to)} about: {topic}"
        return asked if owners else f"A question about: {topic}", f"at {face.hm(question.at)}; no answer came."

    return _part("Asked, and not answered", silent, say)


def _unasked(each: Unasked, say: _Said) -> tuple[str, str]:
    who = f"{capital(say.names.who(each.role))} could have asked" if say.owners else "It could have been asked of"
    return say.texts[each.fact], f"{who} {say.names.everyone(each.held_by)}."


def _blind(each: Blind, say: _Said) -> tuple[str, str]:
    at = say.face.hm(each.at)
    if not say.owners:
        return say.texts[each.fact], f"Decided at {at}, and it was known to another."
    held = say.names.everyone(each.held_by)
    return say.texts[each.fact], f"{capital(say.names.who(each.role))} decided at {at}; {held} knew."
