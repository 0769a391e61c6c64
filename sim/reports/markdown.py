"""Markdown: the same report as text that people go on writing in. Tables are GitHub's; drawings are the tables beside them.

What stands in a text stays text: no link, no emphasis, no HTML and no new cell comes of it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.format.cleaning import clean
from sim.reports.blocks import SIGNS, Block, Figure, Fold, Para, Points, Report, Run, Section, Table, Terms, Words, runs

_SPECIAL = re.compile(r"[\\`*_\[\]~]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_LINK = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)")
_BLOCK = re.compile(r"^(\d+)(?=[.)])|^(?=[#+\-=:])")
"""What would begin a heading, a list or a rule at the start of a line."""


SHORT = "This is the short report: evidence that is only named here is in the full one (sim report with --full)."


def text(report: Report) -> str:
    """*report* as Markdown. Of what is folded there is the summary, and the rest only if the report is full."""
    lines = [f"# {begun(literal(report.about))}", "", f"**{literal(report.title)}**", ""]
    lines += [f"- {begun(_said(mark))}" for mark in report.marks]
    lines += [] if report.full else ["", begun(literal(SHORT))]
    for number, section in enumerate(report.sections, 1):
        lines += ["", *_section(section, report.full, 2, f"{number}. ")]
    lines += ["", "---", "", "For training. Not legal or medical advice. Made from the log of one rehearsal."]
    return "\n".join(lines) + "\n"


def literal(words: str) -> str:
    """*words* written so that Markdown shows just them, on one line."""
    line = " ".join(clean(words).split())
    line = _SPECIAL.sub(r"\\\g<0>", line.translate(_ENTITIES))
    return _LINK.sub(r"\\", line)


def begun(line: str) -> str:
    """*line* written so that its beginning is no heading, list or rule."""
    return _BLOCK.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", line)


def _section(section: Section, full: bool, level: int, number: str = "") -> Iterator[str]:
    yield f"{'#' * min(level, 6)} {number}{literal(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block, full, level)


def _block(block: Block, full: bool, level: int) -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, full, level + 1)
        case Fold():
            yield from _fold(block, full, level)
        case Para():
            yield f"> {begun(_said(block.words))}" if block.kind == "caution" else begun(_said(block.words))
        case Points():
            yield from (f"- {begun(_said(item))}" for item in block.items)
        case Terms():
            yield from (f"- **{literal(name)}:** {_said(words)}".rstrip() for name, words in block.rows)
        case Table():
            yield from _table(block)
        case Figure():
            for n, said in enumerate(block.said):
                if n:
                    yield ""
                yield from _block(said, full, level)


def _fold(fold: Fold, full: bool, level: int) -> Iterator[str]:
    summary = begun(literal(fold.summary))
    if not full:
        yield f"{summary}: in the full report."
        return
    yield f"**{summary}**"
    for block in fold.blocks:
        yield ""
        yield from _block(block, full, level)


def _table(table: Table) -> Iterator[str]:
    yield f"**{literal(table.caption)}**"
    yield ""
    yield _row([literal(column.title) for column in table.columns])
    yield _row(["---:" if column.kind == "number" else "---" for column in table.columns])
    for cells in table.rows:
        yield _row([_said(words) for words in cells])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _said(words: Words) -> str:
    """*words* with their signs; what is strong stays so."""
    return "".join(map(_run, runs(words))).strip()


def _run(run: Run) -> str:
    inner = literal(run.text)
    if not inner:
        return " "
    before, after = " " * run.text[:1].isspace(), " " * run.text[-1:].isspace()
    if run.tone == "strong":
        inner = f"**{inner}**"
    elif sign := SIGNS.get(run.tone):
        inner = f"{sign} {inner}"
    return f"{before}{inner}{after}"
