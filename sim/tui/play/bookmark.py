"""How far a person has read, and since when what comes is new to them: above a scene, in a beat, in the line that counts.

It sees views and what the person did; it knows no screen. Nothing that came in is lost between two scenes: what was not read at one
stands above the next, or in the beat between them.
"""

from __future__ import annotations

from sim.engine.events import DecisionClosed
from sim.engine.names import Second
from sim.engine.seats import Mode
from sim.engine.views import DecisionView, View
from sim.sessions.returning import RanOut
from sim.tui.clockface import Clockface
from sim.tui.content import Page, page
from sim.tui.names import Names
from sim.tui.play import beat, feed, scene


class Bookmark:
    """*since*, *begun*: event and second after which things are new. *acted*: those of the last choice, if there was one.

    *missed*: the decision whose time had run out when the person left, and the time of day *at* which it did.
    """

    def __init__(
        self, view: View, acted: tuple[int, Second] | None, missed: RanOut | None = None, at: str = ""
    ) -> None:
        self.chosen = acted is not None  # somebody who has chosen once knows how
        self.since, self.begun = acted or (view.seq, view.time)
        if missed is not None:
            self.since, self.begun = min(self.since, missed.seq - 1), missed.at
        self.read = view.seq
        """The last event that was put before this person."""
        self.asked = beat.asked(view)
        """The last planned question that is behind."""
        self.picked = beat.missed(missed.title, at) if missed is not None else page()
        """What came of the last decision, where it was a joint one, or its time had run out when the person left."""
        self.opened = ""
        self.later, self.before = "", page()
        self._why = beat.BACK_LATE if missed is not None else beat.BACK if self.chosen else beat.BEGUN

    def opens(self, decision: DecisionView, view: View, names: Names, face: Clockface) -> bool:
        """*decision* is before the person; True: it was not before. From now on what comes in is counted."""
        if decision.id == self.opened:
            return False
        self.opened = decision.id
        self.later = beat.later(view, self.begun)
        came = scene.came_before(view, names, face, self.since)
        self.before = page(self.picked, came) if self.picked else came
        self.read = view.seq
        return True

    def closes(
        self, decision: DecisionView, closed: DecisionClosed | None, view: View, names: Names, mode: Mode
    ) -> None:
        """*decision* is over. What was read stands nowhere as new any more; what was not, in what comes next."""
        if closed is None or decision.how == "alone":
            self.picked = page()
        elif decision.how == "each":  # a coach says it in any case
            self.picked = scene.picked_by_each(closed, decision, names) if mode != "coach" else page()
        else:
            self.picked = scene.settled(closed, decision, names)
        self.since = max(self.since, self.read)
        self.begun = max(self.begun, view.time if closed is None else closed.at)

    def beat(self, view: View, names: Names, face: Clockface, *, holding: bool, mode: Mode, own: bool = True) -> Page:
        """The page of a beat, with all that is new in it. *own*: what the role is doing it decided itself, alone or with others."""
        why = self._why or (beat.COACH if mode == "coach" else beat.EMPTY)
        return beat.beat(
            view, names, face, self.since, self.begun, holding=holding, picked=self.picked, own=own, why=why
        )

    def shows(self, view: View) -> None:
        """Something else than a decision is before the person, with all that came in."""
        if view.decision is None or view.ended:
            self.opened = ""
        self.read = view.seq

    def chose(self, decision: DecisionView, second: Second) -> None:
        """The person decided."""
        self.since, self.begun, self.chosen, self._why = self.read, second, True, ""
        if decision.how == "alone":
            self.picked = page()

    def goes_on(self, view: View) -> None:
        """The person goes on from a stop."""
        if view.decision is None:
            self.since, self.begun, self.picked = view.seq, view.time, page()
        self.asked, self.read, self._why = beat.asked(view), view.seq, ""

    def waits(self, view: View) -> None:
        """The person lets time pass."""
        self.since, self.begun = view.seq, view.time

    def unread(self, view: View, names: Names) -> list[feed.Entry]:
        """What came in while a decision stands open, and has not been read: in order."""
        return [] if view.ended or view.paused else feed.came(view, names, self.read)
