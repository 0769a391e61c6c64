"""What is before a seat now, as lines: the scene with its choices, who has picked, where it stands, and who is where."""

from __future__ import annotations

from sim.engine.views import ChoiceView, DecisionView, DeskTopic, PickView, View
from sim.plain.names import Names, lowered, typed
from sim.plain.wording import capital, listing, paragraphs, said, sentence, span

TRAINING = "Training: This is a rehearsal. Nobody is called here; in a real case you would call the hotline yourself."
"""Stands above the text of a scene in which the hotline can be called."""


def scene(decision: DecisionView, names: Names, now: float) -> list[str]:
    """An open decision as it is read out: the scene, the time left, who is there, how it is decided, the choices."""
    lines = [f"Scene: {sentence(decision.title)}", *limit(decision, now)]  # first: behind the text it is heard too late
    if decision.resumed:
        lines.append("Scene: You are back where you were interrupted.")
    if decision.training:
        lines.append(TRAINING)
    lines += [f"Text: {line}" for line in paragraphs(decision.text)]
    there = [names.who(role) for role in decision.present if role != names.me]
    children = [names.child(child) for child in decision.children]
    if there or children:
        lines.append(f"Present: {'; '.join([*([listing(['you', *there])] if there else []), *children])}.")
    lines += how(decision, names)
    lines += choices(decision)
    lines += [pick(made, decision, names) for made in decision.picks]
    return lines


def pick(made: PickView, decision: DecisionView, names: Names) -> str:
    """What a role has picked or advised so far."""
    who = capital(names.who(made.role))
    me = made.role == names.me
    if made.choice is None:
        return f"Pick: {who} {'pass' if me else 'passes'}."
    verb = ("advise" if me else "advises") if made.advice else ("pick" if me else "picks")
    shown = next((choice for choice in decision.choices if choice.id == made.choice), None)
    if shown is None:
        return f"Pick: {who} {verb} {made.choice.replace('_', ' ')}."
    if shown.items:
        numbers = [str(number) for number, item in enumerate(shown.items, 1) if item.id in made.items]
        return f"Pick: {who} {verb} {'lines ' + listing(numbers) if numbers else 'no line'} of the form."
    return f"Pick: {who} {verb} choice {shown.key}."


def picks(decision: DecisionView, names: Names) -> list[str]:
    """Who has picked or advised in a joint decision, and who has not, as far as this seat may know."""
    if decision.how == "alone":
        return []
    lines = [pick(made, decision, names) for made in decision.picks]
    made = {pick.role for pick in decision.picks}
    if names.me not in made:
        lines.append(
            "Picks: You have not picked yet." if decision.mine == "decide" else "Picks: You have not advised yet."
        )
    if decision.how != "each":
        rest = [names.who(role) for role in decision.deciders if role not in made and role != names.me]
        if rest:
            lines.append(f"Picks: {capital(listing(rest))} {'has' if len(rest) == 1 else 'have'} not picked yet.")
    return lines


def how(decision: DecisionView, names: Names) -> list[str]:
    """How a joint decision is made, and this seat's part in it."""
    deciders = [names.who(role) for role in sorted(decision.deciders, key=lambda role: role != names.me)]
    match decision.how:
        case "alone":
            return []
        case "lead" if decision.lead == names.me:
            return ["How: You decide. The others may advise you."]
        case "lead":
            leader = capital(names.who(decision.lead)) if decision.lead else "Another"
            return [f"How: {leader} decides. You may advise with a number, or pass."]
        case "together":
            part = "" if decision.mine == "decide" else " You may advise with a number, or pass."
            return [f"How: {capital(listing(deciders))} must choose the same.{part}"]
        case "each":
            return ["How: Each decides alone. Nobody sees the others' choices until all have chosen."]


def choices(decision: DecisionView) -> list[str]:
    """The choices under their numbers, or the lines of a form."""
    form = form_of(decision)
    if form is not None:
        lines = [f"Form: {amount(form)}"]
        if said(form.text):
            lines.insert(0, f"Form: {sentence(form.text)}")
        return lines + [f"Line {number}: {sentence(item.text)}" for number, item in enumerate(form.items, 1)]
    return [choice_line(choice) for choice in decision.choices]


def choice_line(choice: ChoiceView) -> str:
    """One choice under its number; one that is shut keeps its number."""
    shut = "" if choice.open else " This is not possible now."
    return f"Choice {choice.key}: {sentence(choice.text)}{shut}"


def form_of(decision: DecisionView) -> ChoiceView | None:
    """The form, where a decision is made by ticking lines."""
    if len(decision.choices) == 1 and decision.choices[0].items:
        return decision.choices[0]
    return None


def amount(form: ChoiceView) -> str:
    """How many lines of a form may be ticked, and how that is typed."""
    count = len(form.items)
    least, most = form.least, min(form.most, count)
    if least == most:
        how_many = f"exactly {least}"
    elif least == 0 and most == count:
        how_many = "any number"
    elif least == 0:
        how_many = f"at most {most}"
    elif most == count:
        how_many = f"at least {least}"
    else:
        how_many = f"{least} to {most}"
    return f"Tick {how_many} of {count} lines: type their numbers, then submit."


def limit(decision: DecisionView, now: float) -> list[str]:
    """The time left for a decision, if it has a limit."""
    if decision.closes is None:
        return []
    return [f"Time left: {span(decision.closes - now)}."]


def where(view: View, names: Names) -> list[str]:
    """Where the seat stands and what it is doing there."""
    place = f" {said(view.place)}." if view.place else ""
    until = f" until {names.at(view.until)}" if view.until is not None else ""
    match view.status:
        case "deciding":
            line = f"Where:{place} You have a decision to make."
        case "busy":
            doing = f" {sentence(view.doing)}" if view.doing else ""
            line = f"Where:{place} You are busy{until}.{doing}"
        case "waiting":
            line = (
                f"Where:{place} You are waiting for the others, at most{until}."
                if until
                else f"Where:{place} You wait."
            )
        case "standing_by":
            line = "Where: You are standing by until somebody calls you."
        case "finished":
            line = "Where: Your part of the case is over."
    lines = [line]
    if not view.reach:
        lines.append("Where: You cannot be reached and cannot send messages now.")
    lines += [f"State: {names.state(name, value)}" for name, value in view.variables if value or not names.flag(name)]
    return lines


def who(view: View, names: Names) -> list[str]:
    """The other roles with the word that means them, and where this one last saw them; then the desks."""
    seen = {place.role: place for place in view.others}
    lines = []
    for role in names.others:
        place = seen.get(role)
        if place is None:
            known = "You have not seen them yet."
        elif place.here:
            known = "With you now."
        else:
            known = f"Last with you at {names.at(place.at)}: {sentence(place.place)}"
        lines.append(f"Role {names.word(role)}: {names.title(role)}. {known}")
    for desk in names.brief.desks:
        topics = listing(_typed(topic) for topic in desk.topics)
        lines.append(f"Desk {typed(desk.id)}: {said(desk.title)}. Can be asked about {topics}.")
    return lines


def _typed(topic: DeskTopic) -> str:
    """A topic's title, and the word to type where that is another one."""
    title = lowered(said(topic.title))
    same = title.lower().replace(" ", "_") == topic.topic
    return title if same else f"{title} ({typed(topic.topic)})"
