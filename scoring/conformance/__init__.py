"""Conformance: what was done, checked against rules. Pure; a log comes in as a trace, and verdicts with their events go out."""

from scoring.conformance.checker import Checker
from scoring.conformance.constraints import ConstraintFault
from scoring.conformance.monitors import Monitors, Standing
from scoring.conformance.trace import Occurrence, trace
from scoring.conformance.verdicts import Duty, End, Finding, Instance, Verdict

__all__ = [
    "Checker",
    "ConstraintFault",
    "Duty",
    "End",
    "Finding",
    "Instance",
    "Monitors",
    "Occurrence",
    "Standing",
    "Verdict",
    "trace",
]
