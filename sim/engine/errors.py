"""What can go wrong in the engine besides a refused command.

EngineError
├── ScenarioFault   the scenario itself can't go on (found in play; `check` finds most before)
└── LogFault        a log does not fit its scenario or these rules
"""


class EngineError(Exception):
    """The root of this room's errors. *code* is stable; *place* says where; *hint* what would be right."""

    def __init__(self, code: str, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.hint = hint


class ScenarioFault(EngineError):
    """The scenario leads nowhere, or for ever round in one second."""


class LogFault(EngineError):
    """A log that is cut, edited, or of another scenario or number of rules."""
