"""What came in and went out, in order: messages, and notices from outside, as rows for the screen.

Pure: a view in, entries out. An entry is *new* while its event is later than the last one that this person went on from.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.engine.names import Second
from sim.engine.views import KnownFact, MessageView, Notice, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.names import Names, capital

NEW = "●"
"""Stands before what is new; words in colour say it a second time and never alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that came in or went out. *seq*: its event. *mine*: this role said or asked it; *minor*: it can wait."""

    seq: int
    at: Second
    words: Page
    mine: bool = False
    minor: bool = False


def entries(view: View, names: Names) -> list[Entry]:
    """All of a view's messages, notices and findings, oldest first."""
    found = [
        Entry(message.number, message.at, _message(message, view, names), message.frm == view.role, _minor(message))
        for message in view.messages
    ]
    found += [Entry(notice.seq, notice.at, _notice(notice)) for notice in view.feed]
    learned: dict[int, list[KnownFact]] = {}
    for fact in view.known:
        if fact.how in ("work", "inject"):
            learned.setdefault(fact.seq, []).append(fact)
    for seq, facts in learned.items():
        found.append(Entry(seq, facts[0].at, page("You know now:", *[row(fact.text, "– ") for fact in facts])))
    return sorted(found, key=lambda entry: entry.seq)


def came(view: View, names: Names, since: int) -> list[Entry]:
    """What others said and what happened after event *since*, as far as it wants to be read at once."""
    return [entry for entry in entries(view, names) if entry.seq > since and not entry.mine and not entry.minor]


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


def messages(view: View, names: Names, face: Clockface, since: int) -> Page:
    """The pane of messages: all that came in and went out."""
    found = entries(view, names)
    return shown(found, face, since) if found else page(plain("No messages yet.", "muted"))


def _notice(notice: Notice) -> Page:
    if notice.kind == "stop":
        return page(row(plain("A question for all of you:", "muted")), prose(notice.text))
    return prose(notice.text)


def _message(message: MessageView, view: View, names: Names) -> Page:
    """A message as rows: who said what to whom, and below what was said."""
    mine = message.frm == view.role
    frm = "You" if mine else capital(names.seat(message.frm))
    to = names.everyone(message.to)
    topic = names.topic(message.topic) if message.topic else ""
    rows: list[Row | Page] = []
    if message.kind == "told":
        head = f"{frm} told {to}"
        if message.aloud:
            head += ", aloud"
        rows.append(_head(head, message))
        rows += [row(text, "– ") for text in message.texts]
        if message.says:
            rows.append(prose(message.says))
        if message.basis:
            rows.append(row(plain(f"Ground given: {names.basis(message.basis)}", "muted")))
        if message.readbacks and not mine:
            rows.append(row(plain("k to read it back", "muted")))
    elif message.kind == "asked":
        head = f"You asked {to} about: {topic}" if mine else f"{frm} asks {to} about: {topic}"
        rows.append(_head(head, message))
        if message.open and not mine:
            rows.append(row(plain("r to answer", "muted")))
    elif message.kind == "nothing":
        rows.append(
            _head(f"{frm} had nothing to say on: {topic}" if mine else f"{frm} has nothing on: {topic}", message)
        )
        if message.says:
            rows.append(prose(message.says))
    elif message.kind == "cannot":
        rows.append(_head(f"{frm} could not say: {topic}" if mine else f"{frm} can’t say: {topic}", message))
    else:
        rows.append(_head(_read_back(message, frm, to), message))
        if message.right is False:
            heard = "That is not what you were told." if mine else "That is not what you said: tell it again."
            rows.append(row(plain(heard, "poor")))
    return page(*rows)


def _head(words: str, message: MessageView) -> Row:
    return row(line(plain(words), plain("" if message.delivered else "  (has not got through yet)", "muted")))


def _read_back(message: MessageView, frm: str, to: str) -> str:
    if message.said:
        return f"{frm} read back to {to}: “{message.said}”"
    return f"{frm} said to {to}: got it"


# --- what I know


def known(view: View, names: Names, face: Clockface, since: int) -> Page:
    """What a role knows, by topic, the topics with the newest facts first; who said it, and whom it has been told to."""
    by_topic: dict[str, list[KnownFact]] = {}
    for fact in sorted(view.known, key=lambda fact: -fact.seq):
        by_topic.setdefault(fact.topic, []).append(fact)
    rows: list[Row | Page] = []
    for topic, facts in by_topic.items():
        rows.append(row(plain(capital(names.topic(topic)), "title"), gap=1 if rows else 0))
        rows += [_fact(fact, names, face, new=fact.seq > since) for fact in facts]
    return page(*rows) if rows else page(plain("Nothing yet.", "muted"))


def _fact(fact: KnownFact, names: Names, face: Clockface, *, new: bool) -> Page:
    where = {
        "held": "known from the start",
        "work": f"since {face.hm(fact.at)}",
        "inject": f"{face.hm(fact.at)} came in",
    }
    source = where.get(fact.how) or f"{face.hm(fact.at)} from {names.seat(fact.source)}"
    told = [f"told {names.seat(role)} {face.hm(at)}" for role, at in fact.told]
    limits = ["needs a ground to pass on"] if fact.bases else []
    return page(
        row(plain(fact.text), plain(f"{NEW} " if new else "– ", "new" if new else "muted")),
        row(plain(" · ".join([source, *told, *limits]), "muted"), "  "),
    )
