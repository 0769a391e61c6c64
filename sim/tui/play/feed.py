"""What came in and went out, in order: messages, and notices from outside, as rows for the screen.

Pure: a view in, entries out. An entry is *new* while its event is later than the last one that this person went on from.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sim.engine.names import Second
from sim.engine.views import KnownFact, MessageView, Notice, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, line, page, plain, prose, row
from sim.tui.keymap import shown as shown_key
from sim.tui.names import Names
from sim.tui.play.conversations import Course, KeyOf, words

NEW = "●"
"""Stands before what is new; words in colour say it a second time and never alone."""


class Entry(msgspec.Struct, frozen=True):
    """One thing that came in or went out. *seq*: its event. *mine*: this role said or asked it; *minor*: it can wait."""

    seq: int
    at: Second
    words: Page
    mine: bool = False
    minor: bool = False


def entries(view: View, names: Names, key: KeyOf = shown_key, *, since: int = -1) -> list[Entry]:
    """A view's messages, notices and findings after event *since*, oldest first."""
    course = Course(view)
    found = [
        Entry(
            arrived(message),
            message.at,
            words(message, course, names, names.face, key),
            message.frm == view.role,
            _minor(message),
        )
        for message in view.messages
        if arrived(message) > since
    ]
    found += [Entry(notice.seq, notice.at, noticed(notice)) for notice in view.feed if notice.seq > since]
    found += [Entry(facts[0].seq, facts[0].at, learned(facts)) for facts in findings(view) if facts[0].seq > since]
    return sorted(found, key=lambda entry: entry.seq)


def came(view: View, names: Names, since: int, key: KeyOf = shown_key) -> list[Entry]:
    """What others said and what happened after event *since*, as far as it wants to be read at once."""
    return [entry for entry in entries(view, names, key, since=since) if not entry.mine and not entry.minor]


def arrived(message: MessageView) -> int:
    """The event with which a message came before this role."""
    return message.late or message.number


def _minor(message: MessageView) -> bool:
    """A read-back that was right confirms what one knows."""
    return message.kind == "acknowledged" and message.right is not False


def shown(found: list[Entry], face: Clockface, since: int, *, gap: int = 0) -> Page:
    """Entries under their time of day; those of others later than event *since* are marked as new."""
    pages = []
    for n, entry in enumerate(found):
        new = entry.seq > since and not entry.mine
        mark = line(
            plain(f"{NEW} " if new else "  ", "new"), plain(f"{face.hm(entry.at)}  ", "new" if new else "muted")
        )
        pages.append(entry.words.indented(mark, gap if n else 0))
    return page(*pages)


def noticed(notice: Notice) -> Page:
    """Something from outside, in its own words."""
    if notice.kind == "stop":
        return page(row(plain("A question for all of you:", "muted")), prose(notice.text))
    return prose(notice.text)


def findings(view: View) -> Iterator[list[KnownFact]]:
    """What one found out oneself or from outside, by the event that brought it."""
    found: dict[int, list[KnownFact]] = {}
    for fact in view.known:
        if fact.how in ("work", "inject"):
            found.setdefault(fact.seq, []).append(fact)
    yield from found.values()


def learned(facts: list[KnownFact]) -> Page:
    """What one knows since one event."""
    return page("You know now:", *[row(fact.text, "– ") for fact in facts])
