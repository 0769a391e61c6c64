"""The pane of messages: on top with whom, below what was said, in order or as one conversation."""

from __future__ import annotations

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.content import Content

from sim.engine.names import FactId
from sim.engine.views import MessageView, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Tone, line, page, plain
from sim.tui.keymap import bindings, shown
from sim.tui.names import Names, capital
from sim.tui.play import conversations
from sim.tui.play.conversations import Course, KeyOf, Wants
from sim.tui.play.feed import NEW, arrived, findings, learned, noticed
from sim.tui.widgets.cards import Card, Cards
from sim.tui.widgets.ground import Pile
from sim.tui.widgets.words import Words

ALL = ""
"""The partner that stands for all of them, and for what came in from outside."""
BETWEEN = 2
"""Blanks between two names."""
ENDS = 4
"""Cells at the two ends of the line of names, for the signs that there are more."""
LONGEST = 18
"""Letters of a name there."""
UNDER = "└ "
"""Stands before what hangs under the message above."""


class Subject(msgspec.Struct, frozen=True):
    """What a card is about: a message, or facts that came in; and what Enter does with it."""

    message: MessageView | None = None
    facts: tuple[FactId, ...] = ()
    wants: Wants = ""


class Partner(msgspec.Struct, frozen=True):
    """Somebody to talk with: the name, and how many messages of theirs have not been read."""

    id: str
    title: str
    unread: int


class Talks(Pile):
    """Messages with one partner at a time, or with all. Left and right go to the next partner.

    What has come is unread until one goes on, or has looked at it here and turned away.
    """

    BINDINGS = bindings("talks")

    def __init__(
        self, names: Names, face: Clockface, others: tuple[str, ...], *, key: KeyOf = shown, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.names, self.face, self.others, self.key = names, face, others, key
        self.view: View | None = None
        self.since = -1
        self.partner = ALL
        self.partners: tuple[Partner, ...] = ()
        self.places: list[tuple[int, int, str]] = []  # first cell, cell after the last, partner
        self.count = 0  # messages that the last view held, in the order in which they came
        self.settled = 0  # of them those that were there when this person went on last
        self.read: set[int] = set()  # numbers of later ones that have been looked at
        self.subjects: dict[str, Subject] = {}
        self.made: dict[str, tuple[object, Card]] = {}

    def compose(self) -> ComposeResult:
        yield Words(id="partners")
        yield Cards(last=True, empty=page(plain("No messages yet.", "muted")), id="messages")

    @property
    def cards(self) -> Cards:
        """The list of messages."""
        return self.query_one("#messages", Cards)

    @property
    def subject(self) -> Subject | None:
        """What the card under the cursor is about."""
        card = self.cards.card
        return self.subjects.get(card.id) if card is not None else None

    # --- what is shown

    def see(self, view: View, since: int) -> None:
        """Show what *view* holds. What came after event *since*, from which this person went on last, is new."""
        if self.since < 0:
            self.settled = next(
                (n for n, message in enumerate(view.messages) if arrived(message) > since), len(view.messages)
            )
        elif since != self.since:
            self.settled = self.count
            self.read = set()
        self.since, self.count, self.view = since, len(view.messages), view
        self._show()

    def _show(self, *, anew: bool = False) -> None:
        view = self.view
        if view is None:
            return
        unread = self._unread(view)
        self.partners = self._partners(view, unread)
        self._name_partners()
        course = Course(view)
        self.subjects = {}
        found = self._all(view, course, unread) if self.partner == ALL else self._with(view, course, unread)
        point = None
        if anew:
            new = [card.id for card in found if card.id.isdigit() and int(card.id) in unread]
            point = new[0] if new else found[-1].id if found else None
        self.cards.offer(found, point=point)

    def _unread(self, view: View) -> set[int]:
        late = view.messages[self.settled :]
        return {message.number for message in late if message.frm != view.role} - self.read

    def _partners(self, view: View, unread: set[int]) -> tuple[Partner, ...]:
        counts: dict[str, int] = {}
        for message in view.messages:
            if message.number in unread:
                counts[message.frm] = counts.get(message.frm, 0) + 1
        named = [
            Partner(who, capital(self.names.seat(who)), counts.get(who, 0))
            for who in conversations.partners(view, self.others)
        ]
        return (Partner(ALL, "All", 0), *named)

    def _all(self, view: View, course: Course, unread: set[int]) -> list[Card]:
        """Everything in the order in which it came: messages, notices, findings."""
        found = [
            (arrived(message), self._message(message, course, message.number in unread, False))
            for message in view.messages
        ]
        for notice in view.feed:
            name = f"n{notice.seq}"
            self.subjects[name] = Subject()
            found.append((notice.seq, self._card(name, notice.at, notice.seq > self.since, noticed(notice))))
        for facts in findings(view):
            name = f"l{facts[0].seq}"
            self.subjects[name] = Subject(None, tuple(fact.fact for fact in facts), "pass_on")
            words = learned(facts)
            found.append((facts[0].seq, self._card(name, facts[0].at, facts[0].seq > self.since, words)))
        return [card for _, card in sorted(found, key=lambda each: each[0])]

    def _with(self, view: View, course: Course, unread: set[int]) -> list[Card]:
        """One conversation: each matter where it began, and what belongs to it under it."""
        return [
            self._message(message, course, message.number in unread, under)
            for message, under in conversations.threaded(course, self.partner)
        ]

    def _message(self, message: MessageView, course: Course, new: bool, under: bool) -> Card:
        name = str(message.number)
        self.subjects[name] = Subject(message, message.facts, course.wants(message))
        key = (message, course.again(message), course.before(message), course.state(message), new, under)
        kept = self.made.get(name)
        if kept is not None and kept[0] == key:
            return kept[1]
        words = conversations.words(message, course, self.names, self.face, self.key)
        lead = conversations.marked(new, self.face.hm(message.at))
        if under:
            words = words.indented(plain(UNDER, "muted"))
        card = Card(name, words.indented(lead), copy=conversations.copied(message, self.names, self.face))
        self.made[name] = (key, card)
        return card

    def _card(self, name: str, at: int, new: bool, words: Page) -> Card:
        kept = self.made.get(name)
        if kept is not None and kept[0] == new:
            return kept[1]
        card = Card(name, words.indented(conversations.marked(new, self.face.hm(at))), copy=words.plain.strip())
        self.made[name] = (new, card)
        return card

    # --- partners

    def _name_partners(self) -> None:
        """The line of partners: as many as there is room for around the one that is shown, which stands in brackets."""
        labels = [_label(each, here=each.id == self.partner) for each in self.partners]
        here = next((n for n, each in enumerate(self.partners) if each.id == self.partner), 0)
        first, last = window([len(label) + BETWEEN for label in labels], here, self.size.width - ENDS)
        parts = [_more("‹", self.partners[:first])]
        self.places, place = [], parts[0].cell_length
        for label, each in zip(labels[first:last], self.partners[first:last], strict=True):
            tone: Tone = "strong" if each.id == self.partner else "new" if each.unread else "muted"
            parts.append(line(plain(label, tone), " " * BETWEEN))
            self.places.append((place, place + len(label), each.id))
            place += len(label) + BETWEEN
        parts.append(_more("›", self.partners[last:]))
        self.query_one("#partners", Words).show(page(line(*parts)))

    def turn_to(self, partner: str) -> None:
        """Show the conversation with *partner*."""
        if partner != self.partner:
            if self.partner != ALL:
                self._look()
            self.partner = partner
            self._show(anew=True)

    def action_partner(self, by: int) -> None:
        """The next partner, or the one before."""
        ids = [each.id for each in self.partners]
        if ids:
            self.turn_to(ids[(ids.index(self.partner) + by) % len(ids) if self.partner in ids else 0])

    def on_click(self, event: events.Click) -> None:
        """A click on a partner's name."""
        where = event.get_content_offset(self.query_one("#partners", Words)) if event.widget else None
        if where is None or where.y != 0:
            return
        for start, end, partner in self.places:
            if start <= where.x < end:
                self.turn_to(partner)
                self.cards.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Room for more names, or fewer."""
        self._name_partners()

    # --- reading

    def _look(self) -> None:
        """What is shown has been looked at."""
        if self.view is None:
            return
        for message in self.view.messages[self.settled :]:
            if self.partner == ALL or self.partner in conversations.withs(message, self.view.role):
                self.read.add(message.number)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Somebody has looked at it and turns away: it is read."""
        self._look()
        self._show()


def _label(each: Partner, *, here: bool) -> str:
    """A partner in the line: how much is unread, and the name."""
    name = each.title if len(each.title) <= LONGEST else f"{each.title[: LONGEST - 1].rstrip()}…"
    return f"{f'{NEW}{each.unread} ' if each.unread else ''}{f'[{name}]' if here else name}"


def _more(sign: str, hidden: tuple[Partner, ...]) -> Content:
    """A sign that there are more partners on that side; marked, if one of them has not been read."""
    if not hidden:
        return line()
    unread = any(each.unread for each in hidden)
    return line(plain(f"{sign}{NEW} " if unread else f"{sign} ", "new" if unread else "muted"))


def window(widths: list[int], here: int, room: int) -> tuple[int, int]:
    """From which to before which of some parts there is *room* for, so that part number *here* is among them."""
    first = 0
    while first < here and sum(widths[first : here + 1]) > room:
        first += 1
    last = here + 1
    while last < len(widths) and sum(widths[first : last + 1]) <= room:
        last += 1
    return first, last
