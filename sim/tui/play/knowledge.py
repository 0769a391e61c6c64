"""What a role knows, as cards: by topic, the newest first, with who told it and whom it told. Pure: a view in."""

from __future__ import annotations

from sim.engine.names import RoleId, Second
from sim.engine.views import KnownFact, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, page, plain, row
from sim.tui.names import Names, capital
from sim.tui.widgets.cards import Card

GROUND = "needs a ground to pass on"


class Knowledge:
    """Makes the cards; one that is the same as before is the same object, so that only what is new is drawn."""

    def __init__(self, names: Names, face: Clockface) -> None:
        self.names, self.face = names, face
        self.made: dict[str, tuple[object, Card]] = {}

    def cards(self, view: View, seen: int) -> list[Card]:
        """All facts, the topics with the newest facts first. What came after the first *seen* facts is marked as new."""
        by_topic: dict[str, list[tuple[KnownFact, bool]]] = {}
        backs = read_backs(view)
        for place in range(len(view.known) - 1, -1, -1):
            fact = view.known[place]
            by_topic.setdefault(fact.topic, []).append((fact, place >= seen))
        cards: list[Card] = []
        for topic, facts in by_topic.items():
            for n, (fact, new) in enumerate(facts):
                cards.append(self._card(fact, new, backs.get(fact.fact, {}), topic if n == 0 else "", bool(cards)))
        return cards

    def _card(self, fact: KnownFact, new: bool, backs: dict[str, bool], topic: str, apart: bool) -> Card:
        key = (fact, new, backs, topic, apart)
        kept = self.made.get(fact.fact)
        if kept is not None and kept[0] == key:
            return kept[1]
        head = page(row(plain(capital(self.names.topic(topic)), "title"))) if topic else Page()
        card = Card(
            fact.fact, _words(fact, self.names, self.face, new, backs), head, 1 if topic and apart else 0, fact.text
        )
        self.made[fact.fact] = (key, card)
        return card


def _words(fact: KnownFact, names: Names, face: Clockface, new: bool, backs: dict[str, bool]) -> Page:
    where = {
        "held": "known from the start",
        "work": f"since {face.hm(fact.at)}",
        "inject": f"{face.hm(fact.at)} came in",
    }
    source = where.get(fact.how) or f"{face.hm(fact.at)} from {names.seat(fact.source)}"
    parts = [source, *_told(fact, names, face, backs)]
    if fact.bases:
        parts.append(GROUND)
    return page(
        row(plain(fact.text), plain("● " if new else "– ", "new" if new else "muted")),
        row(plain(" · ".join(parts), "muted"), "  "),
    )


def _told(fact: KnownFact, names: Names, face: Clockface, backs: dict[str, bool]) -> list[str]:
    """Whom one has told, each with all times, and how they read it back."""
    times: dict[RoleId, list[Second]] = {}
    for role, at in fact.told:
        times.setdefault(role, []).append(at)
    said = []
    for role, told in times.items():
        back = "" if role not in backs else " ✓" if backs[role] else ", read back wrongly"
        said.append(f"told {names.seat(role)} {' and '.join(face.hm(at) for at in told)}{back}")
    return said


def read_backs(view: View) -> dict[str, dict[str, bool]]:
    """By fact and role, whether the last read-back of what one told was right; who has read nothing back is not there."""
    found: dict[str, dict[str, bool]] = {}
    for message in view.messages:
        if message.kind == "acknowledged" and message.frm != view.role:
            for fact in message.facts:
                found.setdefault(fact, {})[message.frm] = message.right is not False
    return found


def untold(view: View) -> KnownFact | None:
    """What one would want to pass on first: the newest that one has told nobody; else the newest."""
    return next((fact for fact in reversed(view.known) if not fact.told), view.known[-1] if view.known else None)
