"""What can go wrong between a session and the place where it is kept.

SessionError
├── StoreError          the database can't be opened, read or written
│   ├── StoreBusy       another program holds it just now; trying again may help
│   ├── StoreForeign    a file that is no database of this program, or of a newer version of it; left alone
│   └── StoreDamaged    a database that is broken
├── NoSuchSession       no session, or more than one, goes by this id
├── SessionTaken        the session was resumed by another program since
├── SetupFault          a session can't be begun like this
└── BundleFault         a log or bundle that is cut, edited or no such thing
"""


class SessionError(Exception):
    """The root of this room's errors. *code* is stable, *place* says where, *hint* what a person can do about it."""

    def __init__(self, code: str, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """The message with its remedy, for a person."""
        return f"{self.message} {self.hint}".strip()


class StoreError(SessionError):
    """The database can't be opened, read or written."""


class StoreBusy(StoreError):
    """Another program holds the database just now."""


class StoreForeign(StoreError):
    """The file is not ours to write: another program's, or a newer version's."""


class StoreDamaged(StoreError):
    """The database is broken."""


class NoSuchSession(SessionError):
    """No session, or more than one, goes by this id."""


class SessionTaken(SessionError):
    """The session was resumed by another program since: what it would write now does not fit any more."""


class SetupFault(SessionError):
    """A session can't be begun like this."""


class BundleFault(SessionError):
    """A log or bundle that is cut, edited or no such thing; *place* is the line."""
