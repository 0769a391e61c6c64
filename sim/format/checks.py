"""The checks that look at a whole scenario, in their order."""

from __future__ import annotations

from sim.format import credits, facts, naming, placement, routes, secrecy
from sim.format.inspection import Inspection


def check(inspection: Inspection) -> None:
    """Run every check on a scenario, which may still have parts that could not be read."""
    if inspection.problems.full:
        return
    naming.check(inspection)
    placement.check(inspection)
    facts.check(inspection)
    secrecy.check(inspection)
    credits.check(inspection)
    # The ways through a scenario with mistakes in it would only be reported wrongly.
    if not inspection.problems.errors:
        routes.check(inspection)
