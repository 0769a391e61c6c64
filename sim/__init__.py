"""Joint Response: one case, several agencies, and afterwards what each of them knew and when.

This package is a house of rooms; `docs/architecture.md` is its plan. Nothing is imported here, so that asking for one
room never opens another.
"""

__version__ = "0.1.0"
