"""The scene of a decision, like a page, and its choices. Pure: a view in, pages out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from sim.engine.events import DecisionClosed
from sim.engine.names import ChoiceId, ItemId
from sim.engine.views import ChoiceView, DecisionView, View
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.keymap import shown as shown_on_key
from sim.tui.names import Names, capital, counted, listed
from sim.tui.play.feed import came, shown
from sim.tui.widgets.picks import Pick

TRAINING = "Training: nobody is called. "
REAL = "In real life, call: see Support ({})."


def banner(support: str) -> Page:
    """What stands above a scene in which somebody may call the hotline; *support*: the key of the page of support."""
    return page(row(line(plain(TRAINING, "strong"), plain(REAL.format(support), "muted")), plain("▲ ", "new")))


Face = Callable[[str], str]
"""What stands on the key of an act."""


def scene(decision: DecisionView, view: View, names: Names, later: str, before: Page, key: Face = shown_on_key) -> Page:
    """Title and text of a decision, how much *later* it is, and what came in *before* it opened.

    The title is the first line: where the choices leave little room, it is what stays in sight.
    """
    title = line(plain(decision.title, "title"), plain(f"  {later}" if later else "", "muted"))
    rows: list[Row | Page] = [row(title), *_spaced(before)]
    if decision.resumed:
        rows.append(row(plain("You are back where you were.", "muted"), gap=1 if before else 0))
    here = [role for role in decision.present if role != view.role]
    said = f"With you: {names.everyone(tuple(here))}. " if here else ""
    if decision.how != "alone":
        said += _how(decision, view, names, key)
    if said:
        rows.append(row(plain(said, "strong"), gap=1 if before and not decision.resumed else 0))
    rows += _spaced(prose(decision.text))
    ticks = form(decision)
    if ticks is not None and ticks.text:
        rows.append(row(ticks.text, gap=1))
    return page(*rows)


def came_before(view: View, names: Names, face: Clockface, since: int) -> Page:
    """What came in after event *since* and until now, to stand above the decision that opens now."""
    return shown(came(view, names, since), face, since)


def picked_by_each(closed: DecisionClosed, decision: DecisionView, names: Names) -> Page:
    """What each picked in *decision*, in which each decided alone, now that all are in."""
    texts = {choice.id: choice.text for choice in decision.choices}
    rows: list[Row | Page] = [row(plain("All have picked", "strong"))]
    for work in closed.works:
        text = texts.get(work.outcome)  # type: ignore[call-overload]
        who = capital(names.everyone(work.roles))
        said = " ".join(part.body.plain for part in prose(text).rows) if text else "no answer"
        rows.append(row(line(plain(f"{who}: ", "muted"), plain(said)), "– "))
    return page(*rows)


def settled(closed: DecisionClosed, decision: DecisionView, names: Names) -> Page:
    """What was agreed in *decision*, or what another decided who leads in it; nothing, where none of that was."""
    texts = {choice.id: choice.text for choice in decision.choices}
    text = next((texts[work.outcome] for work in closed.works if work.outcome in texts), "")  # type: ignore[index]
    if closed.how != "chosen" or not text or (decision.how == "lead" and decision.mine == "decide"):
        return page()
    who = f"{capital(names.everyone(closed.by))} {'agreed' if decision.how == 'together' else 'decided'}"
    words = " ".join(part.body.plain for part in prose(text).rows)
    return page(row(line(plain(f"{who}: ", "strong"), plain(words))))


def _spaced(below: Page) -> list[Row]:
    return [part._replace(gap=1) if n == 0 else part for n, part in enumerate(below.rows)]


# --- choices


def form(decision: DecisionView) -> ChoiceView | None:
    """The choice that is a form, if the decision is one."""
    return next((choice for choice in decision.choices if choice.items), None)


def picks(decision: DecisionView) -> tuple[Pick, ...]:
    """A decision's choices, or the lines of its form, to pick from."""
    ticks = form(decision)
    if ticks is not None:
        lines = enumerate(ticks.items, 1)
        return tuple(Pick(item.id, prose(item.text), item.text, n if n < 10 else 0) for n, item in lines)
    return tuple(
        Pick(choice.id, prose(choice.text), choice.text, choice.key, "" if choice.open else "Not open now.")
        for choice in decision.choices
    )


def taken(decision: DecisionView, ids: Sequence[str]) -> tuple[ChoiceId, tuple[ItemId, ...], str]:
    """The choice, and the lines of its form, that picks with *ids* stand for; and why they can't be taken, or nothing."""
    ticks = form(decision)
    if ticks is None:
        return next(choice.id for choice in decision.choices if choice.id == ids[0]), (), ""
    return ticks.id, tuple(ItemId(item) for item in ids), miscounted(ticks, len(ids))


def state(decision: DecisionView, view: View, names: Names, key: Face = shown_on_key, *, shared: bool = False) -> Page:
    """Where a joint decision stands, in a line: what has been picked and advised so far. Of a form: how many lines to tick.

    *shared*: another person plays at this laptop, too.
    """
    rows: list[Row] = []
    ticks = form(decision)
    if ticks is not None:
        rows.append(row(plain(_bounds(ticks), "muted")))
    if decision.how != "alone":
        said = _picked(decision, view, names)
        if said:
            rows.append(row(line(*said), plain("✓ ", "good")))
        if decision.mine == "decide" and _differ(decision):
            else_ = f", change yours, or hand over ({key('play.hand_over')})." if shared else ", or change yours."
            words = f"The picks differ: tell what you know ({key('play.tell')}){else_}"
            if decision.closes is None:
                words += " Take the same again to say that you do not agree."
            rows.append(row(plain(words, "new"), "  "))
    return page(*rows)


def _how(decision: DecisionView, view: View, names: Names, key: Face) -> str:
    deciders = names.everyone(decision.deciders)
    if decision.how == "lead":
        if decision.mine == "decide":
            return "You decide here; the others may advise."
        lead = capital(names.seat(decision.lead)) if decision.lead else "Somebody else"
        return f"{lead} decides. What you pick is advice; {key('play.pass')} passes without any."
    if decision.mine == "advise":
        return f"{capital(deciders)} decide. What you pick is advice; {key('play.pass')} passes without any."
    if decision.how == "together":
        others = f" with {names.everyone(tuple(role for role in decision.deciders if role != view.role))}"
        all_ = set(decision.present) == set(decision.deciders)  # who they are has just been said
        return (
            f"You decide together{'' if all_ else others}: it counts when all picks agree, and until then you can change "
            "yours."
        )
    if set(decision.present) == set(decision.deciders):
        return "Each of you decides alone; what each picked is shown when all are in."
    return f"Each decides alone ({deciders}); what each picked is shown when all are in."


def _differ(decision: DecisionView) -> bool:
    """Whether all who must agree have picked, and not the same."""
    picks = {pick.role: (pick.choice, pick.items) for pick in decision.picks if not pick.advice}
    return decision.how == "together" and set(decision.deciders) <= set(picks) and len(set(picks.values())) > 1


def _picked(decision: DecisionView, view: View, names: Names) -> list[Content]:
    """What each has picked or advised, oneself first, by the number of the choice; and who has not."""
    keys = {choice.id: choice.key for choice in decision.choices}
    said: list[Content] = []
    for pick in sorted(decision.picks, key=lambda pick: pick.role != view.role):
        me = pick.role == view.role
        who = names.who(pick.role) if said else capital(names.who(pick.role))
        if pick.choice is None:
            words = f"{who} passed"
        else:
            verb = "picked" if not pick.advice else "advise" if me else "advises"
            what = _items(decision, pick.items) if form(decision) else str(keys.get(pick.choice, "?"))
            words = f"{who} {verb} {what}"
        said.append(line("; " if said else "", plain(words, "strong" if me else "")))
    picked = {pick.role for pick in decision.picks}
    silent = [role for role in decision.deciders if role not in picked and role != view.role]
    if silent and decision.how == "together" and said:
        said.append(plain(f"; {names.everyone(tuple(silent))}: not yet", "muted"))
    return said


def _items(decision: DecisionView, items: tuple[str, ...]) -> str:
    ticks = form(decision)
    places = [str(n) for n, item in enumerate(ticks.items if ticks else (), 1) if item.id in items]
    return f"lines {listed(places)}" if places else "no line"


def _bounds(ticks: ChoiceView) -> str:
    many = len(ticks.items)
    most = min(ticks.most or many, many)
    if ticks.least == most:
        said = f"exactly {counted(most)}"
    elif ticks.least and most < many:
        said = f"{counted(ticks.least)} to {counted(most)}"
    elif ticks.least:
        said = f"at least {counted(ticks.least)}"
    elif most < many:
        said = f"up to {counted(most)}"
    else:
        said = "those that apply"
    return f"Tick {said} with Space or the number; Enter submits."


def ticked(count: int) -> str:
    """How many lines are ticked, as part of a sentence."""
    return f"{counted(count)} {'is' if count == 1 else 'are'} ticked"


def miscounted(ticks: ChoiceView, count: int) -> str:
    """Why *count* ticked lines can't be submitted; empty: they can."""
    most = min(ticks.most or len(ticks.items), len(ticks.items))
    if count < ticks.least:
        return f"Tick at least {counted(ticks.least)}; {ticked(count)}."
    if count > most:
        return f"Tick at most {counted(most)}; {ticked(count)}."
    return ""
