"""What one score is made of: a list of all that was judged, each with its points and its second; Enter opens one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from sim.tui.content import line, plain
from sim.tui.debrief import items
from sim.tui.debrief.lookback import Lookback
from sim.tui.keymap import bindings
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.words import Words


class Items(ModalScreen[int]):
    """The scores of *back*, one at a time, beginning at *place* of the overview; closing says which was seen last."""

    CSS_PATH = "items.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("items")

    def __init__(self, back: Lookback, place: int = 0) -> None:
        super().__init__()
        self.back, self.place = back, place
        self.scores = items.scores(back)
        self.found = items.made(back, self.scores[place])

    def compose(self) -> ComposeResult:
        yield Words(id="bar")
        yield Words(items.nothing(), id="nothing")
        yield Picks(id="items")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        score = self.scores[self.place]
        self.found = items.made(self.back, score)
        head = plain(f"  {items.heading(self.back, score)}", "muted")
        self.query_one("#bar", Words).show(line(plain(items.title(score), "strong"), head))
        self.query_one("#nothing").display = not self.found
        listed = self.query_one("#items", Picks)
        listed.display = bool(self.found)
        listed.offer(items.picks(self.back, score, self.found), ready=True)
        listed.focus()
        keys = [Key("↑↓", "move"), Key("list.take", "open")] if self.found else []
        others = Key("←→", "other scores")
        self.query_one("#keys", Keys).offer([*keys, others, Key("everywhere.support"), Key("items.close")])

    def action_turn(self, by: int) -> None:
        """To the score before or after."""
        self.place = (self.place + by) % len(self.scores)
        self._show()

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Open what one thing stands for: the decision as it was seen, or what it rests on."""
        from sim.tui.debrief.review import looking
        from sim.tui.screens.feedback import Feedback
        from sim.tui.screens.help import Help

        message.stop()
        one = self.found[int(message.ids[0].rpartition(".")[2])]
        decision = items.place_of(self.back, one)
        if decision is not None:
            self.app.push_screen(Feedback(self.back.mine, looking(self.back), place=decision))
        else:
            self.app.push_screen(Help(items.rests_on(self.back, one)))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    def action_close(self) -> None:
        """Back to the overview."""
        self.dismiss(self.place)
