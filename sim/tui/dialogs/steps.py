"""A dialog of one question after the other: tell, ask, answer and read-back are each a `Plan` for it.

Whoever knows the way may press its keys faster than it opens: they wait (`inturn`). Not so where nothing is highlighted, because it
has to be weighed; and the first Enter after a letter, which means nothing here, takes nothing: somebody is typing words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from sim.tui.content import Page, line, page, plain, row
from sim.tui.keymap import bindings, keys_of, shown
from sim.tui.settle import Settle
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.everywhere import Everywhere

TALLEST, FRAME = 0.9, 2
"""The height of a dialog at most, as a part of the terminal's, and the lines of its frame."""
LEAST_PICKS, AROUND = 3, 13
"""Lines of a list at least; and of what stands around it at most, without the trail."""
SHORT = 32
"""Letters of each of several answers in the trail."""


class Step(msgspec.Struct, frozen=True):
    """One question. *several*: lines can be ticked; Enter with none ticked takes the highlighted one, unless *none* is an answer.

    *enter*: what Enter does then, in a word. *ticked* is ticked already; *at* is highlighted. Without *ready* nothing is
    highlighted at first: what is weighed against other things is not taken by an Enter too many.
    """

    asks: str
    picks: tuple[Pick, ...]
    several: bool = False
    none: bool = False
    about: str = ""
    enter: str = "next"
    ticked: tuple[str, ...] = ()
    at: str = ""
    ready: bool = True


Answers = tuple[tuple[str, ...], ...]
"""The ids picked, for each step so far."""

Plan = Callable[[Answers], Step | None]
"""The next question after these answers; None: there is enough."""


class Steps(ModalScreen[Answers | None]):
    """Goes through a plan; gives all answers, or None when it was closed.

    *esc*: what Esc does, in words. *given*: answers that stand already; Backspace goes back to them. *before*: what was answered
    to the next question, when it was put before.
    """

    CSS_PATH = "steps.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("steps")

    typed = False
    """A letter was pressed, which does nothing here: the next Enter may be the end of a word."""

    def __init__(
        self,
        title: str,
        plan: Plan,
        *,
        esc: str = "close, nothing is sent",
        given: Answers = (),
        before: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.heading = title
        self.esc = esc
        self.plan = plan
        self.answers: Answers = ()
        self.trail: tuple[Page, ...] = ()
        for ids in given:
            step = plan(self.answers)
            if step is not None:
                self._answer(step, ids)
        self.before = before  # what was answered to the question that one has come back to
        self.step: Step | None = None
        self.room = 0  # lines for the picks

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Words(plain(self.heading, "title"), id="heading")
            yield Words(id="trail")
            yield Words(id="asks")
            yield Picks(id="picks")
            yield Words(id="why")
            yield Keys(id="keys")

    def on_mount(self) -> None:
        app = cast("Everywhere", self.app)
        self.settle = Settle(app.now, app.pressed)
        self._ask()

    def on_key(self, event: events.Key) -> None:
        """Letters that are no keys here answer nothing, and say so."""
        moves = {key for act in ("rows.up", "rows.down") for key in keys_of(act, self.app).split(",")}
        if event.character is not None and event.character.isalpha() and event.key not in moves:
            self.typed = True

    def _ask(self) -> None:
        """Put the next question, or end."""
        step = self.plan(self.answers)
        if step is None:
            self.dismiss(self.answers)
            return
        self.step = step
        self.settle.shows(len(self.answers) if step.ready else (step.asks, len(self.answers)))
        self.query_one("#trail", Words).show(page(*self.trail))
        self.query_one("#trail", Words).display = bool(self.trail)
        about = [plain(step.about, "muted")] if step.about else []
        self.query_one("#asks", Words).show(page(plain(step.asks, "strong"), *about))
        self.query_one("#why", Words).display = False
        picks = self.query_one("#picks", Picks)
        picks.offer((), several=False)
        ticked, self.before = self.before or step.ticked, ()
        picks.offer(step.picks, several=step.several, ready=step.ready, ticked=ticked if step.several else ())
        here = step.at or next(iter(ticked), "")
        at = next((n for n, pick in enumerate(step.picks) if pick.id == here and not pick.off), None)
        if at is not None:
            picks.highlighted = at
        picks.focus()
        keys = [Key("↑↓", "move")]
        if step.several:
            keys.append(Key("list.tick"))
        keys.append(Key("list.take", step.enter))
        if self.answers:
            keys.append(Key("steps.back"))
        keys.append(Key("steps.close", self.esc))
        self.query_one("#keys", Keys).offer(keys)
        self._fit_anew()

    def on_resize(self, event: events.Resize) -> None:
        """Another size."""
        self._fit_anew()

    def _fit_anew(self) -> None:
        # What does not fit has no size to reckon with: begin with what is surely there, so that little moves afterwards.
        self.room = max(LEAST_PICKS, int(self.size.height * TALLEST) - FRAME - AROUND - len(self.trail))
        self.query_one("#picks", Picks).styles.max_height = self.room
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """The picks get the height that is left; the keys below them stay in sight."""
        if not self.is_attached:
            return
        picks = self.query_one("#picks", Picks)
        room = int(self.size.height * TALLEST) - FRAME - picks.styles.margin.height
        for part in self.query_one("#box").children:
            if part is not picks and part.display:
                lines = len(part.words.rows) if isinstance(part, Keys) and isinstance(part.words, Page) else 1
                room -= max(lines, part.outer_size.height) + part.styles.margin.height
        room = max(LEAST_PICKS, room)
        if room != self.room:
            self.room = picks.styles.max_height = room
            self.call_after_refresh(self._fit)  # what is below may be laid out only now

    def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        step, ids = self.step, message.ids
        if step is None:
            return
        enter = shown("list.take", self.app)
        if self.typed or not (step.ready or self.settle.seen):
            self.typed = False
            self._why(f"Nothing is taken yet. {enter} once more if you mean it.")
            return
        if not ids and step.several and not step.none:
            at = message.picks.highlighted
            if at is None or step.picks[at].off:
                self._why("Tick at least one line with Space.")
                return
            ids = (step.picks[at].id,)
        self._answer(step, ids)
        self._ask()

    def _answer(self, step: Step, ids: tuple[str, ...]) -> None:
        """Keep an answer, and its words for the trail."""
        self.answers = (*self.answers, ids)
        names = [pick.short or pick.words.plain for pick in step.picks if pick.id in ids]
        if len(names) > 1:
            names = [name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…" for name in names]
        self.trail = (*self.trail, page(row(line(*_between(names)), plain("✓ ", "good"))))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()
        self._why(message.why)

    def _why(self, why: str) -> None:
        words = self.query_one("#why", Words)
        words.show(plain(why, "new"))
        words.display = True
        self._fit_anew()

    def action_back(self) -> None:
        """One question back."""
        if self.answers:
            self.before = self.answers[-1]
            self.answers, self.trail = self.answers[:-1], self.trail[:-1]
            self._ask()

    def action_close(self) -> None:
        """Close; nothing is sent."""
        self.dismiss(None)


def _between(names: list[str]) -> list[str]:
    return [word for n, name in enumerate(names) for word in ((" · ", name) if n else (name,))]
