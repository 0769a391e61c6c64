"""The page of people to talk to, as sections: what every way of showing it shows, in the same words and order."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sim.support.contacts import Contact, Problem, shipped
from sim.support.own import place, read

DANGER = "If somebody is in danger now, call {number}. This program can't call anybody for you."
LOCAL = "your local emergency number"
CHILD = (
    "The cases here are invented. If one of them brings a real child to mind, report it now. You don't have to be sure, and "
    "you don't have to wait. The hotline of the place where the child lives takes the report."
)
YOU = (
    "A case like this can stay with you. Talk to somebody you trust, to the person who runs your training, or to your "
    "agency's peer support. It is part of the work, not a weakness."
)
AGENCY = "Your agency's own people to talk to."
NONE = "None is written down here yet. Whoever runs your training can add them in this file: {place}"
STOP = "You can stop at any time. Nothing has to be finished, and nobody sees that you stopped."


class Section(NamedTuple):
    """A heading, what is said under it, and the contacts."""

    title: str
    about: str
    contacts: tuple[Contact, ...] = ()


class Support(NamedTuple):
    """The whole page. *last*: said at its end; *problems*: what can't be used in one's own file *place*."""

    sections: tuple[Section, ...]
    last: str
    place: Path
    problems: tuple[Problem, ...] = ()


def support(own: Path | None = None, *, you_first: bool = False) -> Support:
    """The page, with the lines of the file *own* (None: the usual one). Contacts that are not verified are left out.

    *you_first*: what is for whoever plays stands at the top, where somebody comes here for their own sake.
    """
    where = own or place()
    mine = read(where)
    contacts = [each for each in (*mine.contacts, *shipped()) if each.verified]

    def of(section: str) -> tuple[Contact, ...]:
        return tuple(each for each in contacts if each.section == section)

    agency = of("agency")
    sections = [
        Section("In danger now", DANGER.format(number=mine.emergency or LOCAL)),
        Section("Worried about a real child", CHILD, of("child")),
        Section("For you", YOU, of("you")),
        Section("Your own agency", AGENCY if agency else NONE.format(place=where), agency),
    ]
    if you_first:
        sections = [*sections[2:], *sections[:2]]
    return Support(tuple(sections), STOP, where, mine.problems)
