"""What stands in the middle where there is nothing to decide: a beat between decisions, a planned question, the end of the case.

Pure: a view in, pages out.
"""

from __future__ import annotations

from sim.engine.views import View
from sim.tui.clockface import Clockface, length
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.names import Names, capital, listed
from sim.tui.play.feed import came, shown

NOTHING = Page()

EMPTY = "Nothing has come in for you."
COACH = (
    "Nothing has come in for you. The coach stops after each decision, "
    "so that you can still tell or ask before time goes on."
)
BACK = "You are back where you left. Nothing has come in since your last decision."
BACK_LATE = "You are back where you left. Nothing else has come in since then."
BEGUN = "The case has begun, and nothing has come in for you yet."
"""Why play stands though nothing is new."""


def beat(
    view: View,
    names: Names,
    face: Clockface,
    since: int,
    begun: int,
    *,
    holding: bool,
    picked: Page = NOTHING,
    own: bool = True,
    why: str = EMPTY,
) -> Page:
    """Between decisions: how much later it is than second *begun*, where this role is, and what came in after event *since*.

    *holding*: time stands until this person goes on; *why*, if nothing is new. *picked*: what came of the decision before, where
    it was a joint one. *own*: this role decided on what it is doing, alone or with others.
    """
    rows: list[Row | Page] = []
    if view.time > begun:
        span = f"  {face.hm(begun)} to {face.hm(view.time)}" if face.hm(begun) != face.hm(view.time) else ""
        rows.append(row(line(plain(capital(later(view, begun)), "title"), plain(span, "muted"))))
    rows.append(row(_standing(view, face, said=bool(picked), own=own), gap=1 if rows else 0))
    if picked:
        rows += [row(""), picked]
    new = came(view, names, since)
    if new:
        rows.append(row(plain("Came in on the way" if view.time > begun else "Came in", "strong"), gap=1))
        rows.append(shown(new, face, since))
    elif holding:
        rows.append(row(plain(why, "muted"), gap=1))
    return page(*rows)


def missed(title: str, at: str) -> Page:
    """That the time for a decision had run out, for who comes back; *at*: the time of day."""
    return page(row(plain(f"The time for “{title}” ran out at {at}, before it was decided.", "new")))


def before_going_on(view: View, keys: dict[str, str]) -> Page:
    """What can be done at a stop; *keys*: what stands on the keys of `tell`, `ask` and `go_on`."""
    said = line(plain(keys["go_on"], "key"), plain(" goes on."))
    if not view.reach:
        return page(row(said))
    words = f"Time stands still: tell ({keys['tell']}) or ask ({keys['ask']}) first, if somebody should know. "
    return page(row(line(plain(words, "muted"), said)))


def before_handing_over(who: str, before: str, key: str, again: str = "") -> Page:
    """Whose turn it is at this laptop, and how it is handed over; *before*: what can be done first.

    *again*: the key that hands over, too, while it takes what this seat has picked already; empty: none does.
    """
    said = line(plain(f"Now it is the turn of {who}. {before}", "muted"))
    if again:
        said = line(
            said,
            plain(again, "key"),
            plain(" on the same again hands over, and so does "),
            plain(key, "key"),
            plain("."),
        )
    else:
        said = line(said, plain(key, "key"), plain(" hands over."))
    return page(row(said))


def still_possible(view: View, keys: dict[str, str], mine: str = "") -> str:
    """What can be done before handing over; empty: nothing. *mine*: what can be done at a decision that is open for this seat."""
    acts = [f"tell ({keys['tell']})", f"ask ({keys['ask']})"] if view.reach else []
    acts += [mine] if mine else []
    return f"Time stands: you can {listed(acts, 'or')} first. " if acts else ""


def later(view: View, begun: int) -> str:
    """How much later it is than second *begun*: `12 minutes later`."""
    if view.time - begun < 60:
        return "a moment later" if view.time > begun else ""
    return later_by(begun, view.time)


def later_by(begun: int, now: int) -> str:
    """A minute or more that has passed, as a beat: `12 minutes later`. It agrees with the clock, which shows no seconds."""
    return f"{length(60 * (now // 60 - begun // 60))} later"


def asked(view: View) -> int:
    """The event of the planned question that was put last; 0: none was."""
    return max((notice.seq for notice in view.feed if notice.kind == "stop"), default=0)


def question(view: View) -> Page:
    """A planned stop's question, while play stands for it; nothing, if none was put."""
    found = next((notice for notice in reversed(view.feed) if notice.kind == "stop"), None)
    if found is None:
        return NOTHING
    about = "Nobody hears your answer, and nothing is scored; a note keeps it for you."
    return page(
        row(plain("A question, before you go on", "title")),
        *_spaced(prose(found.text)),
        row(plain(about, "muted"), gap=1),
    )


def ending(view: View) -> Page:
    """How this role's part ended."""
    title = view.ending_title or "The case is over"
    return page(row(plain(title, "title")), *_spaced(prose(view.ending_text)))


def _spaced(below: Page) -> list[Row]:
    return [part._replace(gap=1) if n == 0 else part for n, part in enumerate(below.rows)]


def _standing(view: View, face: Clockface, *, said: bool, own: bool) -> str:
    """A sentence or two on where the role is. *said*: what it is doing stands below; *own*: it decided so itself."""
    until = f" until about {face.hm(view.until)}" if view.until is not None else ""
    if view.status == "busy":
        doing = view.doing.rstrip(".")
        chosen = "You chose" if own else "Decided"
        return f"You are busy{until}." + (f" {chosen}: {doing}." if doing and not said else "")
    if view.status == "waiting":
        latest = f",{until} at the latest" if until else ""
        return f"You are waiting for the others to come to “{view.place}”{latest}."
    if view.status == "standing_by":
        return "You are standing by until you are called."
    if view.status == "finished":
        return "Your part is done; the others are finishing theirs."
    return f"You are at: {view.place}."
