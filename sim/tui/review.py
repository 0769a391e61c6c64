"""One decision looked back on: what was chosen, what it earned and why, and what the other choices would have meant.

Pure: a `DecisionReview` of the scoring in, a page out.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring import DecisionReview, LineReview, OptionReview
from scoring.items import TEAM, Item
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, Tone, line, page, plain, prose, row
from sim.tui.names import Names, capital, listed

DIMENSION_TITLES: dict[Dimension, str] = {
    "coordination": "Coordination",
    "trauma_informed": "Trauma-informed",
    "protocol": "Protocol",
}
NOT_CHOSEN = {
    "no_answer": "The time ran out.",
    "deadlock": "There was no agreement.",
    "interrupted": "It was broken off by a call; nothing was decided and nothing is scored.",
    "unfinished": "The case ended while it was open; nothing is scored.",
    "open": "It is still open.",
}
DECIDED = {"lead": "one leads", "together": "decided together", "each": "each decides alone"}


def review(found: DecisionReview, role: RoleId, names: Names, face: Clockface, *, scene: bool = True) -> Page:
    """The whole review of a decision before *role*; with its *scene* as it was shown."""
    how = f"  {DECIDED[found.decides]}" if found.decides in DECIDED else ""
    rows: list[Row | Page] = [
        row(line(plain(f"{face.hm(found.opened)}  ", "muted"), plain(found.title, "title"), plain(how, "muted")))
    ]
    if scene and found.shown.get(role):
        rows.append(_gap(prose(found.shown[role])))
    rows.append(_gap(_came(found, names)))
    earned = [item for item in found.items if role in item.owners or TEAM in item.owners]
    if earned:
        rows.append(row(plain("Earned", "strong"), gap=1))
        rows += [_earned(item) for item in earned]
        if not any(option.chosen for option in found.options):
            rows += [prose(reason) for reason in dict.fromkeys(item.reason for item in earned)]
    elif found.how in ("chosen", "no_answer", "deadlock"):
        why = "This decision was for others to take." if role not in found.roles else "It is not scored."
        rows.append(row(plain(why, "muted"), gap=1))
    for option in found.options:
        if option.chosen:
            rows.append(row(plain("Why", "strong"), gap=1))
            rows.append(_why(option))
    others = [option for option in found.options if not option.chosen]
    if others:
        title = "The other choices" if any(option.chosen for option in found.options) else "The choices"
        rows.append(row(plain(title, "title"), gap=1))
        rows += [_option(option, names) for option in others]
    return page(*rows)


def credit(points: Mapping[Dimension, float]) -> str:
    """Credit by dimension in one line: `Coordination 1 · Protocol 0.6`."""
    said = [
        f"{DIMENSION_TITLES[dimension]} {number(points[dimension])}" for dimension in DIMENSIONS if dimension in points
    ]
    return " · ".join(said) or "no credit in any dimension"


def number(value: float) -> str:
    """Points with at most two decimals: `1`, `0.6`, `0.25`."""
    return f"{round(value, 2):g}"


def came(found: DecisionReview, names: Names) -> str:
    """What came of a decision, in a few words."""
    if found.how != "chosen":
        return NOT_CHOSEN[found.how].split(";")[0].rstrip(".")
    numbers = {option.choice: option.number for option in found.options}
    forms = {option.choice for option in found.options if option.lines}
    said = []
    for outcome in found.outcomes:
        who = capital(names.everyone(outcome.roles))
        key = numbers.get(outcome.outcome)  # type: ignore[call-overload]
        what = "submitted the form" if outcome.outcome in forms else f"chose {key}" if key else "went on"
        said.append(f"{who} {what}")
    return "; ".join(said)


def _came(found: DecisionReview, names: Names) -> Page:
    """What came of the decision, in full."""
    rows: list[Row | Page] = []
    if found.how != "chosen":
        rows.append(row(plain(NOT_CHOSEN[found.how], "strong")))
    for outcome in found.outcomes:
        option = next((option for option in found.options if option.choice == outcome.outcome), None)
        who = capital(names.everyone(outcome.roles))
        if option is not None and option.lines:
            rows.append(row(plain(f"{who} submitted the form", "strong")))
            rows += [_line(each) for each in option.lines]
        elif option is not None:
            head = plain(f"{who} chose {option.number}: ", "strong")
            if head.cell_length <= HANGING:
                rows.append(prose(outcome.text).indented(head))
            else:
                rows += [row(head), prose(outcome.text).indented("  ")]
        elif outcome.text:
            rows.append(prose(outcome.text))
    return page(*rows)


def _earned(item: Item) -> Row:
    of = f"{number(item.points)} of {number(item.at_stake)}"
    whose = " (team)" if TEAM in item.owners else ""
    tone: Tone = "good" if item.at_stake and item.points >= item.at_stake else "new" if item.points else "poor"
    head = plain(f"{DIMENSION_TITLES[item.dimension]}{whose}: ".ljust(LABEL), "muted")
    return row(plain(of, tone), head)


LINES: dict[tuple[bool, bool], tuple[str, Tone]] = {
    (True, True): ("✓ belongs here", "good"),
    (True, False): ("✗ belongs here, and was left out", "poor"),
    (False, True): ("✗ does not belong here", "poor"),
    (False, False): ("✓ rightly left out", "good"),
}
"""(belongs there, was ticked) -> what is said of a line."""

LABEL = len("Trauma-informed (team): ")
HANGING = 30
"""Cells that text may hang under; what is longer stands on a line of its own."""


def _why(option: OptionReview) -> Page:
    cite = f"Source: {option.cite} · {option.key}" if option.cite else f"Source: {option.key}"
    said = prose(option.because) if option.because else page(plain("The case gives no reason.", "muted"))
    return page(said, row(plain(cite, "muted")))


def _option(option: OptionReview, names: Names) -> Page:
    marks = [
        "the model answer" if option.model else "",
        "" if option.offered else "was not offered here",
        "was not open" if option.offered and not option.open else "",
        "professionals differ on it: not scored" if option.disputed else "",
    ]
    said = listed([mark for mark in marks if mark])
    head = line(plain(credit(option.credit)), plain(f"  {said}" if said else "", "new"))
    body = page(prose(option.text), row(head))
    if option.because:
        cite = f" ({option.cite})" if option.cite else ""
        body = page(body, prose(f"{option.because}{cite}"))
    return body.indented(plain(f"{option.number or '–'}  ", "key"), 1)


def _line(each: LineReview) -> Page:
    """A line of a form: ticked or not, and whether it belongs there."""
    ticked = bool(each.ticked_by)
    worth = sum(each.credit.values()) / len(each.credit) if each.credit else None
    if worth is None:
        said = plain("not scored", "muted")
    else:
        said = plain(*LINES[worth >= 0.5, ticked])
    rows: list[Row | Page] = [row(line(plain(each.text), plain("  "), said))]
    if each.because:
        cite = f" ({each.cite})" if each.cite else ""
        rows.append(row(plain(f"{each.because}{cite}", "muted")))
    return page(*rows).indented(plain("[x] " if ticked else "[ ] ", "key"))


def _gap(below: Page) -> Page:
    return Page(part._replace(gap=1) if n == 0 else part for n, part in enumerate(below.rows))
