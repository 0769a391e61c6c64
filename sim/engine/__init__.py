"""The rules of play: scenario model, state, commands, events, views. Pure: no files, no wall clock, no screen.

    command -> submit -> events -> apply -> state -> view

What may enter here: what is true of play whatever shows or stores it. Everything is a function of (scenario, seed, commands).
"""

from types import FunctionType

from sim.engine.book import Book, prepare
from sim.engine.commands import CLOCK, FACILITATOR, AnyCommand, Refused
from sim.engine.errors import EngineError, LogFault, ScenarioFault
from sim.engine.events import SEMANTICS, AnyEvent, cut
from sim.engine.history import apply, replay
from sim.engine.result import Result
from sim.engine.scenes import pick
from sim.engine.seats import Seat, Setup
from sim.engine.showing import brief, decision_view, facilitator_view, view
from sim.engine.state import State
from sim.engine.submit import begin, next_due, submit
from sim.engine.views import Brief, DecisionView, FacilitatorView, View

COMPILED = not isinstance(submit, FunctionType)
"""Was the logic of this room built with a C compiler? It is the same source and plays the same, only faster."""

__all__ = [
    "CLOCK",
    "COMPILED",
    "FACILITATOR",
    "SEMANTICS",
    "AnyCommand",
    "AnyEvent",
    "Book",
    "Brief",
    "DecisionView",
    "EngineError",
    "FacilitatorView",
    "LogFault",
    "Refused",
    "Result",
    "ScenarioFault",
    "Seat",
    "Setup",
    "State",
    "View",
    "apply",
    "begin",
    "brief",
    "cut",
    "decision_view",
    "facilitator_view",
    "next_due",
    "pick",
    "prepare",
    "replay",
    "submit",
    "view",
]
