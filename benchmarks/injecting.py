"""A case made for measuring: one long decision, and an inject every few seconds."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
format: 1
scenario: injecting
title: Injecting
kind: drill
starts: 2026-03-04 21:40
review: {state: draft}
roles:
  police: {title: Patrol officer, begins: desk, brief: brief.md}
  cps: {title: Investigator, begins: elsewhere, brief: brief.md}
facts:
  one: {topic: home, text: One thing., held_by: [police], needed_by: {cps: {decision: elsewhere, due: <due>m}}}
topics: {home: The home}
endings:
  over: {title: It is over, text: brief.md}
scenes:
  desk:
    roles: [police]
    title: At the desk
    text: You sit and read what comes in.
    think: <think>m
    choices:
      wait: {model: true, text: Wait for what comes., takes: 1m, goto: {end: over}}
      go: {text: Go home., takes: 1m, goto: {end: over}}
    if_no_answer: {text: It is late., takes: 1m, goto: {end: over}}
  elsewhere:
    roles: [cps]
    title: Elsewhere
    text: You drive.
    think: <longer>m
    choices:
      drive: {model: true, text: Drive on., takes: <longer>m, goto: {end: over}}
      stop: {text: Stop., takes: <longer>m, goto: {end: over}}
    if_no_answer: {text: You drive on., takes: 1m, goto: {end: over}}
injects:
"""


def write(folder: Path, count: int, first: int, every: int, minutes: int = 75) -> Path:
    """A scenario in *folder* with *count* injects, the first at second *first*, one *every* so many seconds; it lasts *minutes*."""
    folder.mkdir(parents=True, exist_ok=True)
    head = (
        HEAD.replace("<think>", str(minutes)).replace("<longer>", str(minutes + 5)).replace("<due>", str(minutes + 15))
    )
    (folder / "brief.md").write_text("You are at work.\n")
    injects = "".join(
        f"  number_{n}: {{when: time >= {first + n * every}s, message: {{police: 'Arrival{n:03}x has come in.'}}}}\n"
        for n in range(count)
    )
    (folder / "scenario.yaml").write_text(head + injects)
    return folder
