"""Reports: what a play came to, as text to file, to print or to work on. Material in, text out; pure but for `file`."""

from sim.reports.material import Material, Note, Origin, Remark
from sim.reports.rendering import KINDS, Kind, render

__all__ = ["KINDS", "Kind", "Material", "Note", "Origin", "Remark", "render"]
