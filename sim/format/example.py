"""A small whole scenario, over which the failing examples of the catalogue are laid."""

from __future__ import annotations

import re

SCENARIO = """\
format: 1
scenario: knock
title: A knock
kind: drill
starts: 2026-03-04 21:40
roles:
  police: {title: Patrol officer, begins: door, brief: You are on patrol.}
  cps: {title: Investigator, begins: kitchen, brief: You are on call.}
children:
  child_a: {name: A, age: 9}
desks:
  records: {title: Records, answers: {relatives: {after: 4m, bases: [agreement, curiosity]}}}
bases:
  agreement: Under the agreement with the county.
  curiosity: It would help to know.
variables:
  distress: {start: 2, min: 0, max: 5, visible: true}
  beds: {start: 1}
milestones:
  cps_told: cps.knows.alone
facts:
  alone: {topic: home, text: A child is alone., held_by: [police], needed_by: {cps: {decision: kitchen}}}
  order: {topic: relatives, text: There is an order., held_by: [records], lawful: {cps: [agreement]}, tempting: [curiosity]}
scenes:
  door:
    roles: [police]
    text: The door is ajar.
    choices:
      knock: {model: true, text: Knock., takes: 2m, does: [{welfare_check: {children: [child_a]}}], goto: kitchen}
      wait: {text: Wait., takes: 10m, goto: door}
  kitchen:
    roles: [police, cps]
    wait: 20m
    no_show: {goto: {end: over}}
    decides: {together: [police, cps]}
    think: 60s
    text: The kitchen.
    choices:
      go: {text: Go., goto: {end: over}}
    if_no_answer: {goto: {end: over}}
    if_deadlock: {goto: {end: over}}
endings:
  over: {title: Over, text: It is over.}
"""

_PART = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_CHILD = re.compile(r"^(?=  [^\s#])", re.MULTILINE)


def laid_over(example: str, over: str = SCENARIO) -> str:
    """A scenario with what *example* says in place of its own: whole parts, or single entries of a part."""
    parts = _cut(over, _PART)
    for name, part in _cut(example, _PART).items():
        children = _cut(part, _CHILD)
        if name in parts and len(children) > 1:
            part = "".join({**_cut(parts[name], _CHILD), **children}.values())
        parts[name] = part
    return "".join(parts.values())


def _cut(text: str, where: re.Pattern[str]) -> dict[str, str]:
    """The pieces of *text* by the word that each begins with."""
    pieces = [piece if piece.endswith("\n") else f"{piece}\n" for piece in where.split(text) if piece]
    return {piece.strip().partition(":")[0]: piece for piece in pieces}
