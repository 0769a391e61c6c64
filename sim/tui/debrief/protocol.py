"""Protocol: the rules of the packs as they came out. Law, guideline and local practice apart; each opens with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from textual.app import ComposeResult

from scoring.rules import (
    CONFIDENCE,
    KINDS,
    Ruling,
    Section,
    counting,
    sections,
    subjects,
    summary,
    verdict,
    whose,
    why,
    witnesses_of,
)
from sim.tui.content import Page, Row, Tone, line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.symbols import DONE, HERE, NOT_DONE, THERE
from sim.tui.widgets.keys import Key
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Scroll, Words

NONE = "This play was not checked against any protocol pack."
SIGNS: dict[str, tuple[str, Tone]] = {
    "violated": (NOT_DONE, "poor"),
    "pending": (HERE, "new"),
    "satisfied": (DONE, "good"),
    "not_activated": (THERE, "muted"),
    "not_checked": (THERE, "muted"),
}


class Protocol(Part):
    """Rules that were tested, gravest first; Enter opens one."""

    TAB = "Protocol"

    def compose(self) -> ComposeResult:
        self.sections = sections(self.back.card.protocol)
        self.tested = [each for section in self.sections for each in section.tested]
        yield Words(head(self.back), id="head")
        yield Picks(self._picks(), ready=True, id="rules")
        words = Scroll(id="said")
        words.display = False
        yield words

    def _picks(self) -> list[Pick]:
        picks: list[Pick] = []
        before = ""
        for section in self.sections:
            for each in section.tested:
                title = f"{section.title} · {each.one.pack_title}"
                above = page(row(plain(title, "title"), gap=1 if picks else 0)) if title != before else None
                picks.append(Pick(str(len(picks)), brief(each, self.back), each.one.statement, head=above))
                before = title
        return picks

    def on_mount(self) -> None:
        """Point at the first rule that was broken."""
        broken = next((n for n, each in enumerate(self.tested) if each.one.verdict == "violated"), None)
        if broken is not None:
            self.query_one("#rules", Picks).highlighted = broken

    def come(self) -> None:
        self.query_one("#said" if self.in_words else "#rules").focus()

    def keys(self) -> list[Key]:
        if self.in_words:
            return [*super().keys(), Key("debrief.words", "as a list")]
        return [Key("↑↓", "move"), Key("list.take", "evidence"), Key("debrief.words", "all in words")]

    def turn_words(self) -> bool:
        return self.swap(lambda: told(self.back), "#head", "#rules")

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Open a rule with its evidence."""
        from sim.tui.screens.help import Help

        message.stop()
        self.app.push_screen(Help(evidence(self.tested[int(message.ids[0])], self.back)))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()


def head(back: Lookback) -> Page:
    """What came of all rules together, and where they are from."""
    found = back.card.protocol
    if not found:
        return page(row(plain(NONE, "muted")))
    said = counting(found) if back.points else ""
    return page(row(plain(summary(found), "strong")), *([row(plain(said, "muted"))] if said else []))


def brief(ruling: Ruling, back: Lookback) -> Page:
    """A rule in two lines or three."""
    one = ruling.one
    sign, tone = SIGNS[one.verdict]
    return page(
        row(line(plain(f"{verdict(one)}: ", tone), plain(one.statement)), plain(f"{sign} ", tone)),
        row(plain(_marks(ruling, back), "muted"), "  "),
    )


def _marks(ruling: Ruling, back: Lookback) -> str:
    """Where a rule is from, how heavy it is, whose it is, whom it is about, when it became certain."""
    one = ruling.one
    marks = [one.rule, one.severity]
    if back.owners:
        marks.append(whose(one, back.voice))
    if ruling.subjects:
        marks.append(f"about {subjects(ruling.subjects, back.book, back.telling)}")
    if one.certain is not None:
        marks.append(f"certain at {back.face.hm(one.certain)}")
    return " · ".join(marks)


def evidence(ruling: Ruling, back: Lookback) -> Page:
    """A rule with all that its verdict rests on."""
    one = ruling.one
    rows: list[Row | Page] = [brief(ruling, back)]
    for title, found in witnesses_of(one, back.book, back.log, back.telling):
        rows.append(row(plain(title, "strong"), gap=1))
        for each in found:
            rows.append(row(each.words, plain(f"log {each.seq}, {back.face.hm(each.at)}  ", "muted")))
    if one.due is not None and one.verdict == "pending":
        rows.append(row(f"It could be done until {back.face.full(one.due)}.", gap=1))
    if said := why(one, back.title_of(one.counted_by)) if back.points else "":
        rows.append(row(plain(said), gap=1))
    rows.append(row(plain("Why the rule is there", "strong"), gap=1))
    rows.append(row(one.rationale))
    rows.append(row(plain("Where it is from", "strong"), gap=1))
    rows.append(row(f"{one.pack_title}; {one.source.rstrip('.')}."))
    known = f"{KINDS[one.kind]} · {one.jurisdiction or 'no jurisdiction'} · {CONFIDENCE[one.confidence]}"
    rows.append(row(plain(known, "muted")))
    if one.note:
        rows.append(row(plain(one.note, "muted")))
    return page(*rows)


def told(back: Lookback) -> Page:
    """All of it in words: every rule that was tested with its evidence, then what was not tested."""
    rows: list[Row | Page] = [head(back)]
    for section in sections(back.card.protocol):
        if section.tested:
            rows.append(row(plain(section.title, "title"), gap=1))
            for pack, members in groupby(section.tested, key=lambda each: each.one.pack_title):
                rows.append(row(plain(pack, "strong")))
                rows += [_with_lines(each, back) for each in members]
        rows += _untested(section)
    return page(*rows)


def _with_lines(ruling: Ruling, back: Lookback) -> Page:
    rows: list[Row | Page] = [brief(ruling, back)]
    for title, found in witnesses_of(ruling.one, back.book, back.log, back.telling):
        for each in found:
            rows.append(row(plain(f"{title}: {back.face.hm(each.at)} {each.words}", "muted"), "  – "))
    return page(*rows)


def _untested(section: Section) -> Iterable[Row]:
    if section.untested:
        yield row(plain(f"{section.title}: not tested", "title"), gap=1)
        for each in section.untested:
            yield row(plain(f"{each.one.rule}  {each.one.statement}", "muted"), "– ")
