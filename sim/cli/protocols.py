"""`sim protocols`: the protocol packs, and what their rules say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.errors import FAILED, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.engine.protocols import Constraint, Match, Pack, Rule

EPILOG = """\
\b
Exit codes:
  0  done
  1  a pack in --folder has errors
  2  there is no such pack or rule

\b
Keys of each JSON object: pack, title, jurisdiction, state (draft: shown, never scored; ready: its rules can be
scored, whoever has signed them), signed (how many rules professionals have signed) and rules, a list of objects with
id, statement, severity, kind, confidence, scored (true or false; on days on which it is in force), roles, source,
rationale, jurisdiction, effective_from, effective_to (days, or empty), limit, note, checked (the constraint in words, or
null) and review: state (draft: nobody has signed it; signed), by, on and expires.
"""


@click.command(name="protocols", epilog=EPILOG)
@click.argument("name", required=False, metavar="[PACK or RULE]")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False),
    help="A folder with packs of your own; one of the same name stands in the place of a shipped one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of text.")
@click.pass_context
def command(ctx: click.Context, name: str | None, folder: str | None, as_json: bool) -> None:
    """List the protocol packs, the rules of one (sim protocols florida), or show a rule (sim protocols B-01).

    Rules that nobody has seen in their source are shown as to be checked, and never scored.
    """
    from sim.format.packs import shipped, with_local

    if folder is None:
        packs: Mapping[str, Pack] = shipped()
        wrong = False
    else:
        from sim.format.diagnostics import drawn

        reading = with_local(Path(folder))
        packs, wrong = reading.packs, any(diagnostic.is_error for diagnostic in reading.diagnostics)
        for diagnostic in reading.diagnostics:
            say(drawn(diagnostic))
    rules = {number: (pack, rule) for pack in packs.values() for number, rule in pack.rules.items()}
    if name is not None and name not in packs and name.upper() not in {number.upper() for number in rules}:
        raise click.UsageError(unknown(name, [*packs, *rules]))
    if as_json:
        import json

        click.echo(json.dumps(objects(packs, name), indent=2, ensure_ascii=False))
    elif name is None:
        for pack in packs.values():
            click.echo(line(pack))
    elif name in packs:
        click.echo(listing(packs[name]))
    else:
        click.echo(next(page(pack, rule) for number, (pack, rule) in rules.items() if number.upper() == name.upper()))
    ctx.exit(FAILED if wrong else 0)


def unknown(name: str, known: list[str]) -> str:
    """That there is no pack or rule of this name, with the nearest one."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"There is no pack or rule `{name}`." + (f" Did you mean `{near[0]}`?" if near else " See sim protocols.")


def line(pack: Pack) -> str:
    """*pack* in one line."""
    from sim.plain.wording import many

    scored = sum(rule.scored for rule in pack.rules.values()) if pack.state == "ready" else 0
    draft = "A draft: shown, never scored." if pack.state == "draft" else f"{scored} can be scored."
    head = f"{pack.name}: {pack.title} ({pack.jurisdiction}). {many(len(pack.rules), 'rule')}."
    return f"{head} {draft} {signed(pack) or 'None'} signed."


def signed(pack: Pack) -> int:
    """How many rules of *pack* professionals have signed."""
    return sum(rule.review.state == "signed" for rule in pack.rules.values())


def listing(pack: Pack) -> str:
    """*pack* with its rules, a line or two each."""
    from scoring.rules import KINDS

    lines = [line(pack), *([pack.about] if pack.about else []), ""]
    for rule in pack.rules.values():
        mark = "" if rule.scored and pack.state == "ready" else ", not scored"
        lines.append(f"{rule.id:6} {rule.statement}")
        lines.append(f"       {KINDS[rule.kind]}, {rule.weight}, {rule.confidence}{mark}.")
    return "\n".join(lines)


def page(pack: Pack, rule: Rule) -> str:
    """All about one rule."""
    from scoring.rules import CONFIDENCE, KINDS

    if pack.state == "draft":
        scored = "No: the pack is a draft."
    elif rule.constraint is None:
        scored = "No: it is for the debrief only."
    else:
        scored = "Yes." if rule.scored else "No: it has to be checked in its source first."
        if rule.scored and rule.effective_to:
            scored = f"In cases that begin by {rule.effective_to}; not in later ones."
    capped = " (seen in a secondary source only, so not critical)" if rule.weight != rule.severity else ""
    facts = [
        ("Pack", pack.title),
        ("Kind", f"{KINDS[rule.kind]}, {rule.weight}{capped}"),
        ("Binds", ", ".join(one.replace("_", " ") for one in rule.roles)),
        ("Why", rule.rationale),
        ("Source", f"{rule.source} ({rule.confidence}: {CONFIDENCE[rule.confidence]})"),
        ("Where", rule.jurisdiction),
        ("From", rule.effective_from),
        ("Until", rule.effective_to),
        ("Checked", said(rule.constraint) if rule.constraint else ""),
        ("Limit", "a training parameter, not the source's" if rule.limit == "training" else ""),
        ("Scored", scored),
        ("Review", f"signed by {rule.review.by}" if rule.review.state == "signed" else "draft: nobody has signed it"),
        ("Note", rule.note),
    ]
    return "\n".join([f"{rule.id}. {rule.statement}", "", *(f"{name + ':':9}{text}" for name, text in facts if text)])


def said(constraint: Constraint) -> str:
    """*constraint* in one line."""
    inside = [matches(constraint.a), *([matches(constraint.b)] if constraint.b else [])]
    window = constraint.window
    if constraint.n > 1:
        inside.append(f"n = {constraint.n}")
    if window.least:
        inside.append(f"after {duration(window.least)} at the earliest")
    if window.most is not None:
        inside.append(f"within {duration(window.most)}")
    apart = f", for each {constraint.per}" if constraint.per and constraint.per != "by" else ""
    apart = ", for each who did it" if constraint.per == "by" else apart
    given = f", given {matches(constraint.given)}" if constraint.given else ""
    return f"{constraint.template}({', '.join(inside)}){apart}{given}"


def matches(alternatives: tuple[Match, ...]) -> str:
    """Activities with their conditions, joined by or."""
    words = {"is": "", "is_not": "not ", "at_least": "at least ", "at_most": "at most "}
    found: list[str] = []
    for match in alternatives:
        conditions = [f"{g.argument} {words[g.relation]}{' or '.join(g.values)}" for g in match.where]
        conditions += [f"while after {matches(one.opens)}" for one in match.during]
        conditions += [f"unless after {matches(one.opens)}" for one in match.outside]
        started = " started" if match.phase == "started" else ""
        found.append(f"{match.activity}{started}" + (f" [{', '.join(conditions)}]" if conditions else ""))
    return " or ".join(found)


def duration(seconds: int) -> str:
    """*seconds* with the largest units that fit."""
    left, parts = seconds, []
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts) or "0 s"


def objects(packs: Mapping[str, Pack], name: str | None) -> list[dict[str, Any]]:
    """The packs as objects; only the pack, or the pack with only the rule, called *name*."""
    found: list[dict[str, Any]] = []
    for pack in packs.values():
        rules = [
            rule for rule in pack.rules.values() if name is None or name == pack.name or rule.id.upper() == name.upper()
        ]
        if rules:
            found.append(
                {
                    "pack": pack.name,
                    "title": pack.title,
                    "jurisdiction": pack.jurisdiction,
                    "state": pack.state,
                    "signed": signed(pack),
                    "rules": [entry(pack, rule) for rule in rules],
                }
            )
    return found


def entry(pack: Pack, rule: Rule) -> dict[str, Any]:
    """*rule* as an object, as `sim protocols --help` describes it."""
    return {
        "id": rule.id,
        "statement": rule.statement,
        "severity": rule.weight,
        "kind": rule.kind,
        "confidence": rule.confidence,
        "scored": rule.scored and pack.state == "ready",
        "roles": list(rule.roles),
        "source": rule.source,
        "rationale": rule.rationale,
        "jurisdiction": rule.jurisdiction,
        "effective_from": rule.effective_from,
        "effective_to": rule.effective_to,
        "limit": rule.limit,
        "note": rule.note,
        "checked": said(rule.constraint) if rule.constraint else None,
        "review": {name: getattr(rule.review, name) for name in ("state", "by", "on", "expires")},
    }
