"""What can go wrong with a report: one exception with a code, a place and a hint."""


class ReportError(Exception):
    """A report that can't be made or written. *code* is stable, *place* the path or name, *hint* the remedy."""

    def __init__(self, code: str, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """The message with its remedy, for a person."""
        return f"{self.message} {self.hint}".strip()
