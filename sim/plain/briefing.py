"""Briefing: what is said before a case begins, so that nobody is surprised by what it touches."""

from __future__ import annotations

from sim.engine.views import Brief
from sim.plain.names import Names, NotFound, article, meant, typed
from sim.plain.wording import listing, many, paragraphs, said, sentence

DISCLAIMER = "Training only. It is not legal or medical advice; local law, policy and your supervisor come first."


def briefing(brief: Brief, names: Names) -> list[str]:
    """The case, what it touches, the role and who else is in it."""
    return [*case(brief), *role(brief, names)]


def case(brief: Brief) -> list[str]:
    """What the case is about and what it touches; of no role in particular."""
    lines = [f"Case: {sentence(brief.title)}"]
    lines += [f"Case: {line}" for line in paragraphs(brief.summary)]
    if brief.minutes:
        lines.append(f"Case: About {many(brief.minutes, 'minute')}.")
    if brief.review != "signed":
        lines.append("Case: A draft. No professional has signed it yet.")
    lines.append(f"Note: {DISCLAIMER}")
    if brief.content_notes:
        lines.append(f"Content: {sentence('; '.join(said(note) for note in brief.content_notes))}")
        lines.append(
            "Content: Nothing is shown graphically. You can pause, step out or leave at any prompt, at no cost. "
            "Type leave now if tonight is not the night for it."
        )
    return lines


def role(brief: Brief, names: Names) -> list[str]:
    """The role, what it knows beforehand, and who else is in the case."""
    lines = [f"Role: You are {article(names.title(names.me))}."]
    lines += [f"Brief: {line}" for line in paragraphs(brief.text)]
    others = [f"{names.title(role)} ({names.word(role)})" for role in names.others]
    if others:
        lines.append(f"Others: {listing(others)}.")
    desks = [f"{said(desk.title)} ({typed(desk.id)})" for desk in brief.desks]
    if desks:
        lines.append(f"Desks: You can ask {listing(desks)}.")
    if brief.children:
        lines.append(f"Children: {'; '.join(names.child(child) for child, _, _ in brief.children)}.")
    return lines


def how_to(*, confirm: bool) -> list[str]:
    """How plain mode is used, in a few lines, before the first prompt."""
    takes = (
        "Type the number of a choice; an empty line then takes it"
        if confirm
        else "Type the number of a choice to take it"
    )
    return [
        "Help: Each line begins with a word that says what it is. Type after the sign >, and press Enter.",
        f"Help: {takes}. Tell, ask and answer share what you know; nobody reminds you to.",
        "Help: again repeats the scene, know says what you know, help says what can be done where you are.",
    ]


def glossary(brief: Brief, word: str = "") -> list[str]:
    """What the words of the other agencies mean: all of them, or one."""
    terms = dict(brief.glossary)
    if not terms:
        return ["Words: This case has no list of words."]
    if word:
        found = meant(word, {term: term for term in terms})
        if isinstance(found, NotFound):
            return [f"No: {found} glossary alone says all words."]
        terms = {found: terms[found]}
    return [f"Word: {said(term)}: {sentence(meaning)}" for term, meaning in terms.items()]
