"""Endings: how the case ends (rule 12)."""

from __future__ import annotations

from typing import Literal

from sim.engine import events as e
from sim.engine.names import EndingId
from sim.engine.turn import Turn


def end_case(turn: Turn, how: Literal["finished", "declared", "stalled", "stopped"], ending: EndingId | None) -> None:
    """The case is over now; open decisions end as unfinished, unscored."""
    state = turn.state
    if state.ended:
        return
    for decision in list(state.decisions.values()):
        turn.emit(
            e.DecisionClosed(
                turn.number(), turn.state.time, decision.present, decision.id, decision.scene, "unfinished", ()
            )
        )
    turn.emit(e.CaseEnded(turn.number(), turn.state.time, turn.book.roles, how, ending))


def end_if_over(turn: Turn) -> None:
    """End the case if every role has finished, or if nothing can happen any more (`stalled`, a fault)."""
    state = turn.state
    if state.ended:
        return
    for thread in state.threads.values():
        if thread.status != "finished":
            break
    else:
        end_case(turn, "finished", state.last_ending)
        return
    if state.agenda:
        return
    for decision in state.decisions.values():
        if len(decision.shut) < len(decision.offered):
            return
    end_case(turn, "stalled", None)
