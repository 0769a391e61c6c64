"""Support: people to talk to, one word away at every prompt, as lines. Who they are, `sim.support` knows."""

from __future__ import annotations

from datetime import date

from sim.plain.wording import sentence, spoken

SHORT = "Support: If this stays with you, type support at any prompt for people to talk to."


def support(today: date | None = None) -> list[str]:
    """Whom one can talk to. *today*: the day by which old numbers are called old; the machine's if not given."""
    from sim.support import support as page

    day = today or date.today()
    found = page()
    lines: list[str] = []
    for section in found.sections:
        lines.append(f"Support: {sentence(section.title)} {spoken(section.about)}")
        for contact in section.contacts:
            about = "; ".join(
                part for part in (contact.serves and f"for {contact.serves}", contact.region, contact.hours) if part
            )
            said = f"{contact.name}: {contact.reached()}, {about}" if about else f"{contact.name}: {contact.reached()}"
            lines.append(f"Support: {spoken(said)}. {contact.checked(day)}".strip())
    lines.append(f"Support: {spoken(found.last)}")
    lines += [f"Support: In {spoken(str(found.place))}, {spoken(str(problem))}" for problem in found.problems]
    return lines
