"""What a person has set: colours, keys, pace and so on, in one commented file. No screen is needed to read or write it.

May import nothing of ours. Screens, plain mode and the command line ask here.
"""

from sim.settings.fields import FIELDS, Field, Settings
from sim.settings.file import SettingsError, load, place, save
from sim.settings.reading import Found, Problem, read

__all__ = ["FIELDS", "Field", "Found", "Problem", "Settings", "SettingsError", "load", "place", "read", "save"]
