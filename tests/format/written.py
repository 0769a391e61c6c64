"""What the tests of this room share: small scenarios as texts, and what reading them finds."""

from pathlib import Path

from sim.engine.scenario import Scenario
from sim.format import Diagnostic, Reading, read_files
from sim.format.diagnostics import drawn
from sim.format.example import laid_over

HERE = Path(__file__).parent
SMALL = HERE.parent / "scenarios" / "duplex_small"
NIGHT = HERE / "scenarios" / "night"


def reading_with(*parts: str, **files: str) -> Reading:
    """The small example scenario with *parts* laid over it; *files* are further texts (`facts_yaml=...`)."""
    others = {
        name.replace("__", "/").replace("_md", ".md").replace("_yaml", ".yaml"): text for name, text in files.items()
    }
    text = laid_over("")
    for part in parts:
        text = laid_over(part, text)
    return read_files({"scenario.yaml": text, **others})


def found_with(*parts: str, **files: str) -> list[Diagnostic]:
    """The diagnostics of the small example with *parts* laid over it."""
    return list(reading_with(*parts, **files).diagnostics)


def scenario_with(*parts: str, **files: str) -> Scenario:
    """The scenario of the small example with *parts* laid over it, which must have no errors."""
    reading = reading_with(*parts, **files)
    assert reading.scenario is not None, "\n".join(drawn(d) for d in reading.diagnostics)
    return reading.scenario


def said(diagnostics: list[Diagnostic]) -> list[str]:
    """The codes of *diagnostics*."""
    return [diagnostic.code for diagnostic in diagnostics]
