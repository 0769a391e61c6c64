"""A protocol pack of a case's own, with one rule: what tests break, move and name."""

HEAD = "pack: house\ntitle: House rules\njurisdiction: Here\nrules:\n"
RULE = """\
  X-01:
    statement: Write down what was said.
    constraint: {template: response, a: welfare_check, b: verbatim_note, most: 30m}
    roles: [all]
    severity: major
    kind: local
    rationale: It is asked for.
    source: House rule 1
    confidence: V1
"""
HOUSE = HEAD + RULE
