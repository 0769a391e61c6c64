"""What the library of this room raises: one exception with a code, a place and a hint.

What is wrong *inside* a scenario is never an exception; it is a list of `Diagnostic`.
"""


class FormatError(Exception):
    """A scenario, or a file of this package, that can't be opened at all.

    *code* is stable (`no_such_scenario`), *place* the path or name that was asked for, *hint* the remedy.
    """

    def __init__(self, code: str, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """The message with its remedy, for a person."""
        return f"{self.message} {self.hint}".strip()
