"""Witnesses: lines of the log in words, for whoever wants to see what a verdict, a count or a rating rests on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.sentences import Voice
from scoring.words import basis_text, fact_text, listed, scene_title
from sim.engine import events as e
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import ActivityId, ChoiceId, EndingId, FactId, SceneId, Second
from sim.engine.scenario import Argument


@dataclass(frozen=True, slots=True)
class Witness:
    """Line *seq* of the log, when it was, and what it says."""

    seq: int
    at: Second
    words: str


class Nameless(Voice):
    """A voice that names no seat: for a workshop, where it is not said whose act something was."""

    __slots__ = ()

    def everyone(self, seats: Iterable[str]) -> str:
        """However many they are."""
        return "somebody"


def nameless(voice: Voice) -> Voice:
    """*voice* without anybody's name."""
    return Nameless(lambda seat: "somebody", voice.at)


def witnesses(book: Book, log: Sequence[AnyEvent], seqs: Iterable[int], voice: Voice) -> list[Witness]:
    """The lines of *log* with these numbers, in order; numbers that are not in it are left out."""
    found = []
    for seq in sorted(set(seqs)):
        if 1 <= seq <= len(log):
            event = log[seq - 1]
            words = said(book, event, voice)
            found.append(Witness(seq, event.at, f"{words[:1].upper()}{words[1:]}."))
    return found


def said(book: Book, event: AnyEvent, voice: Voice) -> str:
    """One event as the middle of a sentence."""
    match event:
        case e.Done(activity=activity, by=by, args=args):
            return f"{_by(by, voice)}{act(book, activity, args)}"
        case e.Started(acts=acts, by=by):
            what = listed([act(book, each.activity, each.args) for each in acts])
            return f"{_by(by, voice)}begun: {what}"
        case e.Told() | e.Asked() | e.Answered() | e.Acknowledged():
            return _message(book, event, voice)
        case e.Delivered(to=to, message=message):
            return f"{_message(book, message, voice)} (it reached {voice.who(to)} now)"
        case e.DecisionOpened(scene=scene, present=present):
            return f"{scene_title(book, scene)} came before {voice.everyone(present)}"
        case e.DecisionClosed():
            return _closed(book, event, voice)
        case e.Picked(role=role, advice=advice):
            return f"{voice.who(role)} {'gave advice' if advice else 'picked a choice'}"
        case e.Learned(role=role, facts=facts, how=how):
            verb = {"held": "knew from the start", "work": "found out", "inject": "was informed"}[how]
            return f"{voice.who(role)} {verb}: {_facts(book, facts)}"
        case e.Finished(role=role, ending=ending):
            return f"for {voice.who(role)} it ended: {_ending(book, ending)}"
        case e.CaseEnded(ending=ending):
            return f"the case ended{f': {_ending(book, ending)}' if ending is not None else ''}"
        case e.Called(role=role, scene=scene):
            return f"{voice.who(role)} was called to {scene_title(book, scene)}"
        case e.InjectFired(by_hand=by_hand):
            return "something happened" + (", by the facilitator’s hand" if by_hand else "")
        case e.Messaged(role=role):
            return f"word of it reached {voice.who(role)}"
        case e.MilestoneReached(name=name):
            return f"reached: {name.replace('_', ' ')}"
        case e.VariableSet(name=name, value=value):
            variable = book.scenario.variables.get(name)
            return f"{(variable.title if variable is not None else '') or name.replace('_', ' ')}: {value:g}"
        case _:
            return event.__struct_config__.tag.replace("_", " ")  # type: ignore[union-attr]


def activity_title(book: Book, activity: str) -> str:
    """What an activity is called, as the middle of a sentence."""
    known = book.scenario.vocabulary.get(ActivityId(activity))
    title = known.title if known is not None else activity.replace("_", " ")
    first, _, rest = title.partition(" ")
    return title if first[1:] != first[1:].lower() else f"{first.lower()}{' ' if rest else ''}{rest}"


def act(book: Book, activity: str, args: dict[str, Argument]) -> str:
    """What was done, and about which children, as the middle of a sentence: `took the children away (child A and B)`."""
    return f"{activity_title(book, activity)}{_about(book, args)}"


def _by(by: Sequence[str], voice: Voice) -> str:
    return f"{voice.everyone(by)}: " if by else ""


def _about(book: Book, args: dict[str, Argument]) -> str:
    """Which children it was about; the other arguments are for rules, and no words."""
    children = {str(key): child.name for key, child in book.scenario.children.items()}
    values = [value for said in args.values() for value in ((said,) if isinstance(said, str) else said)]
    names = [children[value] for value in dict.fromkeys(values) if value in children]
    return f" (child {listed(names)})" if names else ""


def _message(book: Book, event: e.Message, voice: Voice) -> str:
    match event:
        case e.Told(frm=frm, to=to, facts=facts, basis=basis):
            ground = f", {basis_text(book, basis)}" if basis is not None else ""
            return f"{voice.who(frm)} told {voice.everyone(to)}{ground}: {_facts(book, facts)}"
        case e.Asked(frm=frm, to=to, topic=topic):
            return f"{voice.who(frm)} asked {voice.who(to)} about: {book.scenario.topics.get(topic) or topic.replace('_', ' ')}"
        case e.Answered(frm=frm, to=to):
            return f"{voice.who(frm)} answered {voice.who(to)} without facts"
        case e.Acknowledged(frm=frm, to=to, fact=fact, right=right):
            return (
                f"{voice.who(frm)} read back to {voice.who(to)}{'' if right else ', wrongly'}: {_facts(book, (fact,))}"
            )


def _closed(book: Book, event: e.DecisionClosed, voice: Voice) -> str:
    where = scene_title(book, event.scene)
    if event.how != "chosen":
        why = {
            "no_answer": "the time ran out",
            "deadlock": "there was no agreement",
            "interrupted": "it was broken off",
        }
        return f"{where}: {why.get(event.how, 'the case ended first')}"
    texts = [f"{_by(work.roles, voice)}“{_choice(book, event.scene, work.outcome)}”" for work in event.works]
    return f"{where}, {'; '.join(dict.fromkeys(texts))}"


def _choice(book: Book, scene: SceneId, outcome: str) -> str:
    choice = book.scenes[scene].scene.choices.get(ChoiceId(outcome))
    if choice is not None and choice.form is not None:
        return "the form"
    text = book.choice_text(scene, outcome, 0).strip().rstrip(".")
    return text or outcome.replace("_", " ")


def _facts(book: Book, facts: Sequence[FactId]) -> str:
    return " ".join(fact_text(book, fact) for fact in facts).rstrip(".")


def _ending(book: Book, ending: EndingId) -> str:
    return f"“{book.scenario.endings[ending].title}”"
