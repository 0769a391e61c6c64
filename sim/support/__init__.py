"""People to talk to: who can be reached when a case, or the work, stays with somebody, and where a real concern is reported.

Data and its reading, for screens and plain mode alike; no screen, no session. Sessions never import it: play does not depend
on who can be called.
"""

from sim.support.contacts import Contact, Problem
from sim.support.own import place
from sim.support.page import Section, Support, support

__all__ = ["Contact", "Problem", "Section", "Support", "place", "support"]
