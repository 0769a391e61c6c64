"""Small cases for sessions, as texts that the reader reads."""

from functools import cache

from sim.engine.scenario import Scenario
from sim.format import Reading, read_files

TWO_DOORS = """\
format: 1
scenario: two_doors
title: Two doors
kind: drill
starts: 2026-03-04 21:40
summary: A short case for tests.
minutes: 5
review: {state: draft}
roles:
  police: {title: Patrol officer, begins: door, brief: You are on patrol.}
  cps: {title: Investigator, begins: office, brief: You are on call., answers_after: 1m}
topics: {home: The home, kin: The family}
facts:
  alone:
    topic: home
    text: A small child is alone behind the left door.
    held_by: [police]
    needed_by: {cps: {decision: kitchen, due: 10m, too_late: 20m}}
  aunt:
    topic: kin
    text: An aunt lives ten minutes away.
    held_by: [cps]
    volunteers: 5m
    needed_by: {police: {decision: kitchen, due: 10m, too_late: 20m}}
desks:
  records: {title: Records desk, answers: {kin: {after: 2m, says: Nothing newer than last year.}}}
injects:
  dispatch_rings:
    when: time >= 3m
    message: {police: Dispatch asks how long you will be.}
scenes:
  door:
    title: At the door
    roles: [police]
    text: Two doors. Somebody is behind one of them.
    think: 30s
    choices:
      knock: {text: Knock at the left door., model: true, takes: 4m, goto: kitchen}
      listen: {text: Listen first., takes: 1m, goto: landing}
    if_no_answer: {text: The door opens by itself., takes: 1m, goto: kitchen}
  landing:
    title: On the landing
    roles: [police]
    text: It is quiet.
    think: 30s
    choices:
      go_on: {text: Go on to the kitchen., model: true, takes: 30s, goto: kitchen}
      go_back: {text: Go back to the door., takes: 30s, goto: door}
    if_no_answer: {text: Somebody calls you in., takes: 1m, goto: kitchen}
  office:
    title: In the office
    roles: [cps]
    text: The phone rings.
    think: 60s
    choices:
      drive: {text: Drive there., model: true, takes: 6m, goto: kitchen}
      call: {text: Call back., takes: 3m, goto: kitchen}
    if_no_answer: {text: You drive after all., takes: 6m, goto: kitchen}
  kitchen:
    title: In the kitchen
    roles: [police, cps]
    decides: {together: [police, cps]}
    wait: 30m
    text: You speak low.
    think: 60s
    choices:
      aunt: {text: Ask the aunt., model: true, takes: 10m, goto: {police: report, cps: {end: with_the_aunt}}}
      shelter: {text: Call the shelter., takes: 20m, goto: {police: report, cps: {end: with_the_aunt}}}
    if_deadlock: {text: You do not agree., takes: 5m, goto: {police: report, cps: {end: with_the_aunt}}}
    if_no_answer: {text: A neighbour decides., takes: 5m, goto: {police: report, cps: {end: with_the_aunt}}}
    no_show: {text: Nobody comes., takes: 1m, goto: {police: report, cps: {end: with_the_aunt}}}
    latecomer: {text: The others are gone., takes: 1m, goto: {police: report, cps: {end: with_the_aunt}}}
  report:
    title: The report
    roles: [police]
    text: Write it down.
    choices:
      long: {text: A long report., model: true, takes: 5m, goto: {end: with_the_aunt}}
      short: {text: A short one., takes: 1m, goto: {end: with_the_aunt}}
endings:
  with_the_aunt: {title: With the aunt, text: She slept.}
"""

ADVICE = """\
format: 1
scenario: advice
title: Advice
kind: drill
starts: 2026-03-04 21:40
roles:
  police: {title: Patrol officer, begins: huddle, brief: You are there.}
  cps: {title: Investigator, begins: huddle, brief: So are you.}
  medical: {title: Nurse, begins: huddle, brief: And you.}
scenes:
  huddle:
    title: The huddle
    roles: [police, cps, medical]
    decides: {DECIDES}
    wait: 10m
    text: You stand together and speak low, all three of you, in the kitchen.
    think: 60s
    choices:
      stay: {text: Stay., model: true, takes: 10m, goto: {end: over}}
      leave: {text: Leave., takes: 20m, goto: {end: over}}
    if_deadlock: {text: You do not agree., takes: 5m, goto: {end: over}}
    if_no_answer: {text: The neighbour decides., takes: 5m, goto: {end: over}}
    no_show: {text: Nobody came., takes: 1m, goto: {end: over}}
    latecomer: {text: Too late., takes: 1m, goto: {end: over}}
endings:
  over: {title: Over, text: It is over.}
"""


@cache
def reading(text: str = TWO_DOORS) -> Reading:
    """A case, read."""
    found = read_files({"scenario.yaml": text})
    assert found.scenario is not None, found.diagnostics
    return found


def advice(decides: str) -> Reading:
    """Three roles at a joint scene that is decided like this: `{lead: [cps]}`, `{together: [police, cps]}` ..."""
    return reading(ADVICE.replace("{DECIDES}", decides))


def scenario(text: str = TWO_DOORS) -> Scenario:
    """A case, ready to be prepared."""
    found = reading(text).scenario
    assert found is not None
    return found
