"""The tutorial teaches every skill in every seat, before it is needed, and a person at any seat comes to the end of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from scoring import score
from scoring.adherence import adhere
from scoring.decisions import judge
from scoring.walk import follow
from sim.engine import Book, Seat, Setup, State, begin, cut, prepare, replay, submit, view
from sim.engine import commands as c
from sim.engine.names import ChoiceId, FactId, RoleId, SceneId, TopicId
from sim.engine.parties import bindings
from sim.engine.seats import Pace, PlayerName
from sim.engine.views import HintView, View
from sim.format import read, shipped
from sim.plain import hints as plain_hints
from sim.players import rehearse, team
from sim.sessions.driver import Driver
from sim.tui.play import hints as app_hints

NAME = "waiting_after_school"
ROLES = ("police", "cps", "medical")
SKILLS = ("choose", "go_on", "read_back", "tell", "ask", "news", "limit", "pause", "note", "step_out", "debrief")
"""What every seat is taught."""


@cache
def book(seed: int = 0) -> Book:
    reading = read(shipped()[NAME])
    assert reading.scenario is not None
    assert reading.diagnostics == ()
    return prepare(reading.scenario, seed)


TELLS = {"police": ("cps", "child_waiting"), "cps": ("medical", "way_home"), "medical": ("police", "father_here")}
ASKS = {
    "police": ("school_records", "pick_up"),
    "cps": ("medical", "the_father"),
    "medical": ("police", "the_child"),
}
"""What the hints of each seat speak of."""


class Person:
    """Somebody at one seat who does what hints say when they say it, and takes the model's choices; or is *silent* in company."""

    def __init__(self, role: str, pace: Pace = "standard", *, silent: bool = False) -> None:
        self.book = book()
        self.role = RoleId(role)
        self.silent = silent
        seats = {name: Seat(person="p" if name == role else None) for name in self.book.roles}
        self.state: State
        self.state, log = begin(self.book, Setup(1, seats, "practice", pace))
        self.log = list(log)
        self.wall = 0.0
        self.driver = Driver(self.book, self.state, self.wall)
        self.did: list[tuple[str, View, frozenset[str]]] = []
        """What this person did, the view it was done in, and the acts of the hints that had been shown until then."""
        self.shown: dict[str, HintView] = {}
        self.lines: dict[str, str] = {}

    def play(self) -> Person:
        """Play to the end."""
        for _ in range(500):
            look = self._drive()
            if self.state.ended:
                return self
            self._step(look)
        raise AssertionError("it does not end")

    def _drive(self) -> View:
        """Let happen what is due, and read what is then there."""
        while (due := self.driver.tick(self.state, self.wall)) is not None:
            self._give(due)
        look = view(self.state, self.role)
        for hint in app_hints.due(look, (), lambda act: "", holding=self._holding()):
            self.shown[hint.id] = hint
        self.lines |= plain_hints.hints(look, self.lines, holding=self._holding())
        assert look == view(replay(self.book, cut(self.log, self.role)), self.role), "rule 17"
        return look

    def _holding(self) -> bool:
        return self.driver.clock(self.state, self.role, self.wall).holding

    def _give(self, command: c.AnyCommand) -> None:
        result = submit(self.state, command)
        self.log += result.events
        self.driver.observe(self.state, self.wall, command, refused=result.refused is not None)

    def _do(self, what: str, look: View, command: c.AnyCommand | None = None) -> None:
        self.did.append((what, look, frozenset(hint.act for hint in self.shown.values())))
        if command is not None:
            self._give(command)

    def _step(self, look: View) -> None:
        at = self.driver.second(self.state, self.wall)
        if look.paused:
            self._give(c.Resume(seat=self.role, at=at))
            return
        hinted = self._hinted(look, at)
        if hinted is not None:
            self._do(type(hinted).__name__, look, hinted)
        elif self._holding():
            self._do("go_on", look)
            self.driver.proceed(self.state, self.role, self.wall)
        elif look.decision is not None and not any(pick.role == self.role for pick in look.decision.picks):
            self._choose(look)
        else:
            self.wall += 5

    def _hinted(self, look: View, at: int) -> c.AnyCommand | None:
        """What a hint speaks of that can be done."""
        acts = {hint.act for hint in look.hints}
        if "pause" in acts:
            return c.Pause(seat=self.role, at=at)
        if "note" in acts:
            return c.Note(seat=self.role, at=at, ref="note")
        for message in look.messages if "read_back" in acts else ():
            for known, options in message.readbacks:
                restated = self.book.scenario.facts[known].restated
                assert restated is not None
                said = options.index(restated.right)
                return c.Acknowledge(seat=self.role, at=at, reply_to=message.number, fact=known, said=said)
        if "tell" in acts:
            to, fact = TELLS[self.role]
            return c.Tell(seat=self.role, at=at, to=(RoleId(to),), facts=(FactId(fact),))
        if "ask" in acts:
            whom, topic = ASKS[self.role]
            return c.Ask(seat=self.role, at=at, to=whom, topic=TopicId(topic))
        return None

    def _choose(self, look: View) -> None:
        """Think for a while, and take the model's choice."""
        self.wall += 10
        there = self._drive()
        decision, old = there.decision, look.decision
        assert old is not None
        if decision is None or decision.id != old.id or (self.silent and decision.how != "alone"):
            return
        best = next(choice.id for choice in decision.choices if self._is_model(decision.scene, choice.id))
        at = self.driver.second(self.state, self.wall)
        self._do("Choose", there, c.Choose(seat=self.role, at=at, decision=decision.id, choice=best))

    def _is_model(self, scene: SceneId, choice: ChoiceId) -> bool:
        return self.book.scenario.scenes[scene].choices[choice].model


@cache
def played(role: str, pace: Pace = "standard", silent: bool = False) -> Person:
    return Person(role, pace, silent=silent).play()


def test_it_is_a_tutorial_and_the_checker_has_nothing_to_say() -> None:
    scenario = book().scenario
    assert scenario.kind == "tutorial"
    assert scenario.review.state == "draft"
    assert tuple(scenario.roles) == ROLES
    assert scenario.minutes == 5


def test_every_choice_says_why_and_names_its_source() -> None:
    for name, scene in book().scenario.scenes.items():
        for choice in scene.choices.values():
            assert choice.because is not None, name
            assert choice.because.cite, name


@pytest.mark.parametrize("role", ROLES)
def test_each_skill_has_a_hint_that_is_shown_before_it_is_needed(role: str) -> None:
    person = played(role)
    acts = [hint.act for hint in person.shown.values()]
    assert set(SKILLS) <= set(acts)
    needs = {"Choose": "choose", "Tell": "tell", "Ask": "ask", "Acknowledge": "read_back", "go_on": "go_on"}
    assert {name for name, *_ in person.did} == {*needs, "Pause", "Note"}
    for name, look, known in person.did:
        assert needs.get(name, "choose") in known, f"{name} at {look.place} was not spoken of"
        if look.decision is not None and look.decision.how == "together":
            assert "limit" in known
        if any(notice.kind == "inject" for notice in look.feed):
            assert "news" in known


@pytest.mark.parametrize("role", ROLES)
def test_all_hints_of_a_seat_are_reached_on_the_model_path(role: str) -> None:
    standard, untimed = played(role), played(role, "untimed")
    there = {
        f"{name}.{place}"
        for name, scene in book().scenario.scenes.items()
        if role in scene.roles
        for place, hint in enumerate(scene.hints)
    }
    assert set(standard.shown) | set(untimed.shown) == there
    assert there - set(standard.shown) == {key for key in there if _act_of(key) == "no_limit"}
    assert there - set(untimed.shown) == {key for key in there if _act_of(key) == "limit"}
    assert standard.lines.keys() == standard.shown.keys(), "plain mode says the same"


def _act_of(key: str) -> str:
    scene, _, place = key.partition(".")
    return str(book().scenario.scenes[scene].hints[int(place)].act)  # type: ignore[index]


@pytest.mark.parametrize("role", ROLES)
def test_a_hint_goes_when_it_is_done(role: str) -> None:
    did = [name for name, *_ in played(role).did]
    for name in ("Pause", "Note", "Tell", "Ask"):
        assert did.count(name) == 1, "else it would have been done again"


@pytest.mark.parametrize("pace", ["standard", "relaxed", "untimed"])
@pytest.mark.parametrize("role", ROLES)
def test_it_can_be_played_alone_at_any_seat_and_ends_well(role: str, pace: Pace) -> None:
    person = played(role, pace)
    assert person.state.ending == "home_for_supper"


@pytest.mark.parametrize("role", ROLES)
def test_who_lets_the_limit_run_out_comes_to_a_good_end_too(role: str) -> None:
    person = played(role, silent=True)
    assert person.state.ending == "home_for_supper"
    said = " ".join(notice.text for notice in view(person.state, RoleId(role)).feed if notice.kind == "outcome")
    assert "that is all right" in said


def test_the_model_earns_everything() -> None:
    run = rehearse(book(), Setup(0, {role: Seat(player="model") for role in book().roles}), team("model", book()))
    card = score(book(), run.log)
    for role in ROLES:
        for name, found in card.roles[RoleId(role)].items():
            assert found.share in (None, 1.0), (role, name)
    assert run.state.ending == "home_for_supper"


PACKS = read(shipped()[NAME]).packs


def verdicts(player: PlayerName, seed: int, verdict: str) -> set[str]:
    """Without the rest of the scores, which take longer."""
    setup = Setup(seed, {role: Seat(player=player) for role in book().roles})
    course = follow(book(), rehearse(book(), setup, team(player, book(), seed)).log)
    return {row.rule for row in adhere(course, PACKS, judge(course).items)[1] if row.verdict == verdict}


def test_the_model_keeps_the_rules_that_it_teaches_and_breaks_none() -> None:
    assert [pack.name for pack in PACKS] == ["trauma_informed", "first_contact"]
    for seed in range(3):
        assert verdicts("model", seed, "violated") == set()
        assert verdicts("model", seed, "satisfied") >= {"C-03", "C-04", "C-06"}


def test_who_asks_a_child_why_breaks_rules_and_none_of_them_stops_a_tutorial() -> None:
    broken = set[str]().union(*(verdicts("random", seed, "violated") for seed in range(12)))
    assert broken >= {"C-01", "C-03", "C-06", "D-01", "D-03"}
    found = (one for one in bindings(book().scenario, PACKS) if not one.why and one.rule.weight == "critical")
    assert [one.rule.id for one in found if one.roles] == []


def test_whatever_is_chosen_it_goes_on() -> None:
    seats = {role: Seat(player="random") for role in book().roles}
    for seed in range(150):
        made = book(seed % 8)
        run = rehearse(made, Setup(seed, seats), team("random", made, seed))
        assert run.state.how == "finished", seed


def every_hint() -> Iterator[tuple[str, HintView]]:
    for name, scene in book().scenario.scenes.items():
        for place, hint in enumerate(scene.hints):
            yield name, HintView(f"{name}.{place}", hint.act, hint.text)


def test_no_hint_takes_more_than_two_lines_of_eighty_columns() -> None:
    for name, hint in every_hint():
        body = app_hints.hints([hint]).rows[0]
        assert len(body.body.plain) <= 2 * 66, (name, hint.act, len(body.body.plain))


def test_no_hint_names_a_key_itself() -> None:
    """Keys can be given to other acts, and plain mode has words and no corners: the mode of play names them."""
    for name, hint in every_hint():
        assert not {"press", "key", "enter", "type", "top", "below", "screen"} & set(hint.text.lower().split()), name
