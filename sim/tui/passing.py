"""What was passed on and what was not: late, to nobody, without need; asked and not answered. Pure: a ledger in, a page out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from scoring import Ledger, Scorecard
from scoring.ledger import Blind, Question, Unasked
from scoring.needs import NeedLine
from scoring.tellings import TellingLine
from sim.engine.names import RoleId
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.names import Names, capital


def passing(card: Scorecard, role: RoleId, names: Names, face: Clockface) -> Page:
    """The page; what concerns *role* is marked by saying *you*."""
    ledger = card.ledger
    say = _Said(names, face, ledger)
    flow = ledger.flow[role]
    rows: list[Row | Page] = [
        row(plain("Passing it on", "title")),
        row(
            line(
                plain(
                    f"Of what others needed and you held, {flow.met} of {flow.needs} reached them while it counted. "
                    if flow.needs
                    else "Nothing that you held was needed of you. "
                ),
                plain(
                    f"Of what you told somebody new, {flow.needed} of {flow.tellings} was needed."
                    if flow.tellings
                    else "You told nobody anything new yourself."
                ),
            )
        ),
        row(plain("Two figures, because silence and saying too much are different faults.", "muted")),
    ]
    needs = [need for need in ledger.needs if need.status in ("late", "never", "in_time")]
    needs.sort(key=lambda need: 0 if role in need.holders else 1 if need.role == role else 2)  # yours first
    rows += _part("Reached nobody who needed it", [need for need in needs if need.status == "never"], say.never)
    rows += _part("Reached them late", [need for need in needs if need.status == "late"], say.late)
    rows += _part("Reached them in time", [need for need in needs if need.status == "in_time"], say.in_time)
    wrong = [told for told in ledger.tellings if told.verdict in ("unlawful", "kept_from")]
    rows += _part("Told without a ground that holds", wrong, say.wrong)
    unneeded = [told for told in ledger.tellings if told.verdict == "unneeded" and not told.by_desk]
    rows += _part("Told without need (counted, not charged)", unneeded, say.told)
    rows += _questions(ledger, names, face)
    rows += _part(
        "Was there for the asking, and never asked for", list(ledger.unasked), lambda each: _unasked(each, say)
    )
    rows += _part("Decided without it, though another knew", list(ledger.blind), lambda each: _blind(each, say))
    if len(rows) == 3:
        rows.append(row(plain("Nothing was needed of others in what was played.", "muted"), gap=1))
    return page(*rows)


class _Said:
    """Needs and tellings as sentences."""

    def __init__(self, names: Names, face: Clockface, ledger: Ledger) -> None:
        self.names, self.face = names, face
        self.texts = {fact.fact: fact.text for fact in ledger.facts}
        self.topics = {fact.fact: fact.topic for fact in ledger.facts}
        self.questions = ledger.questions

    def needed(self, need: NeedLine) -> str:
        by = f" by {self.face.hm(need.due)}" if need.due is not None else ""
        return f"{capital(self.names.who(need.role))} needed it{by}"

    def never(self, need: NeedLine) -> tuple[str, str]:
        holders = self.names.everyone(need.holders)
        them = "you" if need.role == self.names.me else "them"
        who = f"{capital(holders)} knew it and did not tell {them}." if holders else "It had to be asked for."
        if need.role == self.names.me and holders and not self.asked(need):
            who += " You did not ask."
        return self.texts[need.fact], f"{self.needed(need)}. {who}"

    def asked(self, need: NeedLine) -> bool:
        """Whether the one who needed it asked one of its holders about it."""
        return any(
            question.frm == need.role and question.to in need.holders and question.topic == self.topics[need.fact]
            for question in self.questions
        )

    def late(self, need: NeedLine) -> tuple[str, str]:
        return self.texts[need.fact], f"{self.needed(need)}. {self._came(need)}"

    def in_time(self, need: NeedLine) -> tuple[str, str]:
        back = (
            "" if need.acknowledged is None else " Read back rightly." if need.acknowledged else " Read back wrongly."
        )
        return self.texts[need.fact], f"{self.needed(need)}. {self._came(need)}{back}"

    def _came(self, need: NeedLine) -> str:
        if need.told is not None and need.told_by is not None:
            return f"{capital(self.names.who(need.told_by))} told it at {self.face.hm(need.told)}."
        return f"Known at {self.face.hm(need.known)}." if need.known is not None else ""

    def told(self, told: TellingLine) -> tuple[str, str]:
        who = capital(self.names.who(told.frm))
        return self.texts[told.fact], f"{who} told {self.names.everyone(told.to)} at {self.face.hm(told.at)}."

    def wrong(self, told: TellingLine) -> tuple[str, str]:
        basis = f" on the ground: {self.names.basis(told.basis)}" if told.basis is not None else ""
        text, said = self.told(told)
        return text, f"{said.rstrip('.')}{basis}."


T = TypeVar("T")


def _part(title: str, found: Sequence[T], say: Callable[[T], tuple[str, str]]) -> list[Row | Page]:
    if not found:
        return []
    rows: list[Row | Page] = [row(plain(f"{title}: {len(found)}", "strong"), gap=1)]
    for each in found:
        text, about = say(each)
        rows.append(page(row(text, "– "), row(plain(about, "muted"), "  ")))
    return rows


def _questions(ledger: Ledger, names: Names, face: Clockface) -> list[Row | Page]:
    """Questions that nobody answered."""
    silent = [question for question in ledger.questions if question.answer is None]

    def say(question: Question) -> tuple[str, str]:
        asked = (
            f"{capital(names.who(question.frm))} asked {names.who(question.to)} about: {names.topic(question.topic)}"
        )
        return asked, f"at {face.hm(question.at)}; no answer came."

    return _part("Asked, and not answered", silent, say)


def _unasked(each: Unasked, say: _Said) -> tuple[str, str]:
    return say.texts[
        each.fact
    ], f"{capital(say.names.who(each.role))} could have asked {say.names.everyone(each.held_by)}."


def _blind(each: Blind, say: _Said) -> tuple[str, str]:
    held = capital(say.names.everyone(each.held_by))
    return say.texts[each.fact], f"{capital(say.names.who(each.role))} decided at {say.face.hm(each.at)}; {held} knew."
