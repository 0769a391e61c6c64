"""Messages: what was passed on and what was not: to nobody, late, without need; asked and not answered.

Silence and saying too much are different faults, so they are kept apart. In a workshop nobody is named as the one who was silent.
After a night in which little was told the lists are long: which there are is said on top, and a key leads from one to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
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
from sim.tui.keymap import bindings, shown
from sim.tui.names import Names, capital
from sim.tui.widgets.cards import POINTER
from sim.tui.widgets.keys import Key
from sim.tui.widgets.words import Scroll


class Section(msgspec.Struct, frozen=True):
    """A list on the page, under its title. *counted*: each row is one of what the title says, so their number is told."""

    title: str
    rows: tuple[Row | Page, ...]
    counted: bool = True

    @property
    def named(self) -> str:
        """Its title, and how many there are."""
        return f"{self.title}: {len(self.rows)}" if self.counted else self.title

    def words(self, *, here: bool = False) -> Page:
        """The title and what it holds. *here*: it was gone to last."""
        return page(row(plain(self.named, "strong"), plain(f"{POINTER} " if here else "", "key"), gap=1), *self.rows)


class Messages(Part):
    """What went from seat to seat, and what did not."""

    TAB = "Messages"
    BINDINGS = bindings("passing")

    def __init__(self, back: Lookback) -> None:
        super().__init__(back)
        self.lead, self.sections = leading(back), sections(back)
        self.at = 0
        """Where on the page one stands: 0 at its beginning, 1 at the first list, and so on."""

    def compose(self) -> ComposeResult:
        yield Scroll(laid_out(self.lead, self.sections, app=self.app), id="page")

    def come(self) -> None:
        self.query_one("#page").focus()

    def keys(self) -> list[Key]:
        off = self.why_not("passing.next")
        return [*super().keys(), Key("passing.next", off=off), Key("passing.before", off=off)]

    def why_not(self, act: str) -> str:
        if act.startswith("passing.") and len(self.sections) < 2:
            return "There are not several lists on this page."
        return super().why_not(act)

    def action_list(self, by: int) -> None:
        """To the title of the next list, or of the one before; before the first stands the beginning of the page."""
        if off := self.why_not("passing.next"):
            self.debrief.say(off)
            return
        scroll = self.query_one("#page", Scroll)
        tops, line = self._tops(scroll), round(scroll.scroll_y)
        at = self.at
        if not line <= tops[at] < line + scroll.size.height:  # somebody has scrolled on since
            at = sum(top <= line for top in tops) - 1
            at += by < 0 and line > tops[at]  # in the middle of a list the one before begins with its own title
        self.debrief.say("That was the last list." if at + by == len(tops) else "")
        self.at = max(0, min(len(tops) - 1, at + by))
        scroll.show(laid_out(self.lead, self.sections, self.at, app=self.app))
        scroll.scroll_to(y=tops[self.at], animate=False)

    def _tops(self, scroll: Scroll) -> list[int]:
        """The line at which the page begins, and that of each list's title."""
        rules, width = scroll.inner.styles.get_rules(), scroll.inner.size.width
        line = above(self.lead, self.sections, self.app).get_height(rules, width)
        tops = [0]
        for section in self.sections:
            tops.append(line + 1)
            line += section.words().get_height(rules, width)
        return tops


def passing(back: Lookback) -> Page:
    """The page; what concerns the role is marked by saying *you*, and stands first."""
    return laid_out(leading(back), sections(back))


def laid_out(lead: Page, lists: Sequence[Section], at: int = 0, *, app: object = None) -> Page:
    """The page. *at*: the list that was gone to last, the first is 1."""
    if not lists:
        return page(lead, row(plain("Nothing was needed of others in what was played.", "muted"), gap=1))
    return page(above(lead, lists, app), *(each.words(here=n == at) for n, each in enumerate(lists, 1)))


def above(lead: Page, lists: Sequence[Section], app: object = None) -> Page:
    """What stands above the lists: the figures; and where there are several lists, which."""
    if len(lists) < 2:
        return lead
    names = " · ".join(each.named for each in lists)
    what = f"On this page ({shown('passing.next', app)} goes on to each): {names}"
    return page(lead, row(plain(what), gap=1 if lead else 0))


def leading(back: Lookback) -> Page:
    """The figures, where points are shown."""
    return page(*_flow(back)) if back.points else page()


def sections(back: Lookback) -> list[Section]:
    """The lists that are not empty."""
    ledger, names, face, role = back.card.ledger, back.names, back.face, back.role
    say = _Said(back)
    needs = [need for need in ledger.needs if need.status in ("late", "never", "in_time")]
    needs.sort(key=lambda need: 0 if role in need.holders else 1 if need.role == role else 2)
    nobody = [need for need in needs if need.status == "never" and need.fact in ledger.to_nobody]
    missed = [need for need in needs if need.status == "never" and need.fact not in ledger.to_nobody]
    wrong = [told for told in ledger.tellings if told.verdict in ("unlawful", "kept_from")]
    unneeded = [told for told in ledger.tellings if told.verdict == "unneeded" and not told.by_desk]
    found = [
        _part("Told to nobody", nobody, say.never),
        _part("Did not reach who needed it", missed, say.never),
        _part("Reached them late", [need for need in needs if need.status == "late"], say.late),
        _part("Told without a ground that holds", wrong, say.wrong),
        _part("Told without need (counted, not charged)", unneeded, say.told),
        _questions(ledger, names, face, owners=back.owners),
        _part("There for the asking, and never asked for", list(ledger.unasked), lambda each: _unasked(each, say)),
        _part("Decided without it, though another knew", list(ledger.blind), lambda each: _blind(each, say)),
        *_together(back),
        _part("Reached them in time", [need for need in needs if need.status == "in_time"], say.in_time),
    ]
    return [each for each in found if each.rows]


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


def _together(back: Lookback) -> list[Section]:
    """Questions and read-backs, joint decisions, and what was done twice or against each other."""
    names = back.names
    said = sharing.lines(
        back.card.ledger, back.book, back.log, back.voice, names.topic, named=back.owners, me=back.role
    )
    return [
        Section(title, tuple(row(plain(each.words), "– ") for each in said if each.head in heads), counted=False)
        for title, heads in TITLES.items()
    ]


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


def _part(title: str, found: Sequence[T], say: Callable[[T], tuple[str, str]]) -> Section:
    told = (say(each) for each in found)
    return Section(title, tuple(page(row(text, "– "), row(plain(about, "muted"), "  ")) for text, about in told))


def _questions(ledger: Ledger, names: Names, face: Clockface, *, owners: bool) -> Section:
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
