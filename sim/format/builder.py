"""The builder: values as they were read -> the engine's `Scenario`.

By now every value is of its kind and every name known; whatever could not be read is not there, and then a
plain stand-in is used so that the checks can still look at the rest. Such a scenario is never handed out.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine import scenario as s
from sim.engine.conditions import Condition, nodes
from sim.engine.names import ActivityId, ChoiceId, RoleId, SceneId, VariableId
from sim.format import parts
from sim.format.reader import Entry
from sim.format.scalars import readable

START, END = "start", "end"


def build(top: Entry, shared: dict[ActivityId, s.Activity], conditions: Iterable[Condition] = ()) -> s.Scenario:
    """The scenario that *top* says, with those activities of *shared* that it or its *conditions* use."""
    builder = Builder(top, shared)
    marks = (getattr(node, "mark", "") for condition in conditions for node in nodes(condition.tree))
    builder.used.update(mark.partition(".")[2] for mark in marks if mark.startswith(("done.", "started.")))
    return builder.scenario()


class Builder:
    """Builds the parts; keeps what several of them look up."""

    def __init__(self, top: Entry, shared: dict[ActivityId, s.Activity]) -> None:
        self.top = top
        self.activities = {**shared, **parts.activities(top.get("activities"))}
        self.roles: tuple[RoleId, ...] = tuple(top.get("roles", {}))
        self.used: set[str] = set()

    def scenario(self) -> s.Scenario:
        """All of it."""
        top = self.top
        scenes = {name: self.scene(name, entry) for name, entry in top.get("scenes", {}).items()}
        injects = {name: self.inject(name, entry) for name, entry in top.get("injects", {}).items()}
        facts = parts.each(top.get("facts"), parts.fact)
        desks = parts.each(top.get("desks"), parts.desk)
        built = s.Scenario(
            name=top.get("scenario", ""),
            title=top.get("title", ""),
            kind=top.get("kind", "case"),
            starts=top.get("starts", ""),
            roles=parts.each(top.get("roles"), parts.role),
            scenes=scenes,
            endings=parts.each(top.get("endings"), lambda e: s.Ending(e.get("title", ""), e.get("text", ""))),
            format=top.get("format", 1),
            summary=top.get("summary", ""),
            trains=tuple(top.get("trains", ())),
            minutes=top.get("minutes", 0),
            review=parts.review(top.get("review")),
            protocols=tuple(top.get("protocols", ())),
            content_notes=tuple(top.get("content_notes", ())),
            objectives=parts.each(top.get("objectives"), parts.objective),
            children=parts.each(top.get("children"), parts.child),
            topics=parts.topics(top.get("topics", {}), facts.values(), desks.values()),
            desks=desks,
            bases=parts.each(top.get("bases"), lambda v: s.Basis(v.get("text", "") if isinstance(v, Entry) else v)),
            variables=parts.named(top.get("variables"), parts.variable),
            milestones=parts.each(top.get("milestones"), parts.milestone),
            facts=facts,
            injects=injects,
            stops=parts.each(top.get("stops"), lambda e: s.Stop(e.get("when", parts.NEVER), e.get("question", ""))),
            links=parts.each(
                top.get("links"), lambda e: s.Link(parts.two(e.get("between", ())), e.get("down", parts.NEVER))
            ),
            details={name: tuple(variants) for name, variants in top.get("details", {}).items()},
            glossary=top.get("glossary", {}),
        )
        for objective in built.objectives.values():
            self.used.update(objective.tasks)
        vocabulary = {name: word for name, word in self.activities.items() if name in self.used}
        return parts.changed(built, vocabulary=vocabulary)

    # -- effects --------------------------------------------------------------------------------------------------

    def effects(self, entry: Entry, *, timed: bool = True) -> tuple[s.Effects, s.Effects]:
        """Effects at the start and at the end; an `at` on a line overrides what is usual (rule 8)."""
        tells: dict[str, list[s.Telling]] = {START: [], END: []}
        learns: dict[str, list[s.Learning]] = {START: [], END: []}
        does: dict[str, list[s.Act]] = {START: [], END: []}
        sets: dict[str, list[tuple[VariableId, float]]] = {START: [], END: []}
        adds: dict[str, list[tuple[VariableId, float]]] = {START: [], END: []}
        calls: dict[str, list[s.Call]] = {START: [], END: []}
        for line in parts.lines(entry.get("tells")):
            tells[line.get("at", START)] += [s.Telling(role, tuple(facts)) for role, facts in line.rest.items()]
        by_all = tuple(item for item in parts.lines(entry.get("learns")) if not isinstance(item, Entry))
        if by_all:
            learns[END].append(s.Learning(by_all))
        for item in parts.lines(entry.get("learns")):
            if isinstance(item, Entry):
                learned = [s.Learning(tuple(facts), RoleId(role)) for role, facts in item.rest.items()]
                learns[item.get("at", END)] += learned
        for item in parts.lines(entry.get("does")):
            named = item.rest.items() if isinstance(item, Entry) else [(item, {})]
            for name, arguments in named:
                activity = self.activities.get(name)
                usual = START if activity is not None and activity.notification else END
                at = item.get("at", usual) if isinstance(item, Entry) else usual
                values = {key: tuple(v) if isinstance(v, list) else v for key, v in arguments.items()}
                does[at].append(s.Act(name, values))
                self.used.add(name)
        for name, into in (("sets", sets), ("adds", adds)):
            for line in parts.lines(entry.get(name)):
                into[line.get("at", START)] += line.rest.items()
        for line in parts.lines(entry.get("calls")):
            for role, to in line.rest.items():
                call = s.Call(role, SceneId(to)) if isinstance(to, str) else parts.call(role, to)
                if call is not None:
                    calls[line.get("at", START)].append(call)
        ends = {START: None, END: entry.get("ends")} if timed else {START: entry.get("ends"), END: None}
        start, end = (
            s.Effects(
                tells=tuple(tells[at]),
                learns=tuple(learns[at]),
                does=tuple(does[at]),
                sets=tuple(sets[at]),
                adds=tuple(adds[at]),
                calls=tuple(calls[at]),
                ends=ends[at],
            )
            for at in (START, END)
        )
        return (s.NOTHING if start == s.NOTHING else start), (s.NOTHING if end == s.NOTHING else end)

    def inject(self, name: str, entry: Entry) -> s.Inject:
        """What comes from outside; it has one moment, so all its effects are at the start."""
        start, end = self.effects(entry, timed=False)
        both = parts.changed(start, does=(*start.does, *end.does))
        said = entry.get("message", {})
        rest = said.get("all")
        message = {role: said.get(role, rest) for role in self.roles if role in said or rest is not None}
        return s.Inject(
            when=entry.get("when"),
            repeat=entry.get("repeat", False),
            title=entry.get("title") or readable(name),
            message=message,
            teaches={role: tuple(facts) for role, facts in entry.get("teaches", {}).items()},
            effects=both,
        )

    # -- scenes ---------------------------------------------------------------------------------------------------

    def scene(self, name: str, entry: Entry) -> s.Scene:
        """A scene; a form is its one choice, called `form`."""
        roles = tuple(entry.get("roles", ()))
        decides = parts.decides(entry.get("decides"), roles)
        choices = {ChoiceId(choice): self.choice(e) for choice, e in entry.get("choices", {}).items()}
        form = entry.get("form")
        if form is not None:
            choices = {ChoiceId("form"): self.form(form)}
        joint = len(roles) > 1
        return s.Scene(
            title=entry.get("title") or readable(name),
            roles=roles,
            text=parts.scene_text(entry.get("text")),
            decides=decides,
            choices=choices,
            think=entry.get("think"),
            ordered=entry.get("ordered", False),
            hotline=entry.get("hotline", False),
            key_decision=entry.get("key_decision", False),
            quorum=tuple(entry.get("quorum", decides.roles if joint else ())),
            wait=entry.get("wait"),
            no_show=self.outcome(entry.get("no_show")),
            latecomer=self.outcome(entry.get("latecomer")),
            if_no_answer=self.outcome(entry.get("if_no_answer")),
            if_deadlock=self.outcome(entry.get("if_deadlock")),
            children=tuple(entry.get("children", ())),
            unreachable=entry.get("unreachable", False),
            content=tuple(entry.get("content", ())),
            instead=entry.get("instead"),
            hints=tuple(
                s.Hint(hint.get("act", ""), hint.get("text", ""), hint.get("if"), hint.get("role"))
                for hint in entry.get("hints", ())
            ),
        )

    def choice(self, entry: Entry) -> s.Choice:
        """One way out."""
        start, end = self.effects(entry)
        return s.Choice(
            text=parts.cases(entry.get("text"), "text"),
            if_=entry.get("if"),
            model=entry.get("model", False),
            hotline=entry.get("hotline", False),
            takes=parts.cases(entry.get("takes", 1), "takes"),
            start=start,
            end=end,
            goto=parts.goto(entry.get("goto")),
            unreachable=entry.get("unreachable", False),
            credit=parts.credit(entry.get("credit")),
            because=parts.because(entry.get("because")),
            key=parts.key(entry.get("key")),
        )

    def form(self, entry: Entry) -> s.Choice:
        """A choice made by ticking lines."""
        items = {
            name: s.Item(
                text=parts.cases(item.get("text"), "text"),
                if_=item.get("if"),
                credit=parts.credit(item.get("credit")),
                because=parts.because(item.get("because")),
                key=parts.key(item.get("key")),
            )
            for name, item in entry.get("items", {}).items()
        }
        least, most = entry.get("pick", (0, 99))
        return parts.changed(self.choice(entry), form=s.Form(items, least, most))

    def outcome(self, entry: Entry | None) -> s.Outcome | None:
        """What follows when nobody chose."""
        if entry is None:
            return None
        start, end = self.effects(entry)
        return s.Outcome(
            text=parts.cases(entry.get("text"), "text"),
            takes=parts.cases(entry.get("takes", 1), "takes"),
            start=start,
            end=end,
            goto=parts.goto(entry.get("goto")),
            unreachable=entry.get("unreachable", False),
            credit=parts.credit(entry.get("credit")),
        )
