"""What all commands stand on: the answers to the options that every command takes, and what is being played."""


class Ground:
    """Click's `obj`. *db*: the database that was asked for (None: the usual one).

    *session*: the id of the session being played, so that a report of something broken can say how to resume it.
    """

    __slots__ = ("db", "session")

    def __init__(self) -> None:
        self.db: str | None = None
        self.session: str | None = None

    @property
    def database(self) -> str:
        """What has to be typed after a command to reach the same database: nothing for the usual one."""
        if self.db is None:
            return ""
        from shlex import quote

        return f" --db {quote(self.db)}"
