"""Night at the duplex, whole: what the case promises to whoever plays it, from any seat and more than once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from scoring import score
from sim.engine import Book, Seat, Setup, prepare
from sim.engine.events import Called, DecisionClosed, DecisionOpened, InjectFired
from sim.engine.names import FactId, RoleId, SceneId
from sim.engine.scenario import Scenario
from sim.engine.seats import PlayerName
from sim.format import open_scenario, shipped
from sim.players import Run, make_player, rehearse, team

ROLES = ("police", "cps", "medical")
CITE = re.compile(r"[A-HK]-\d{2}[a-z]?")
"""A number of the domain reference: a protocol pack and a rule, or a behaviour of coordination."""
EXCUSES = re.compile(r"\b(since|so that|because)\b|; ")
"""Words by which a choice gives a reason for itself."""


@cache
def case() -> Scenario:
    """The case as it is shipped."""
    scenario = open_scenario(shipped()["night_at_the_duplex"]).scenario
    assert scenario is not None
    return scenario


@cache
def book(seed: int) -> Book:
    return prepare(case(), seed)


@cache
def played(player: PlayerName, seed: int, avoid: tuple[str, ...] = ()) -> Run:
    """The case played by three of *player*, who do not want to see *avoid*."""
    setup = Setup(seed, {role: Seat(player=player, avoid=avoid) for role in book(seed).roles})
    return rehearse(book(seed), setup, team(player, book(seed), seed))


def decisions(run: Run, role: str) -> list[SceneId]:
    """The scenes at which *role* decided or advised, in order."""
    return [event.scene for event in run.log if isinstance(event, DecisionOpened) and RoleId(role) in event.present]


def coordination(player: PlayerName, role: str) -> float:
    card = score(book(1), played(player, 1).log)
    found = card.roles[RoleId(role)]["coordination"].share
    assert found is not None
    return found


@pytest.mark.parametrize("role", ROLES)
def test_each_seat_has_at_least_sixteen_decisions(role: str) -> None:
    scenes = decisions(played("model", 1), role)
    assert len(scenes) == len(set(scenes)) >= 16


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("avoid", [(), ("adult intoxication", "separation of children")])
def test_eight_of_them_are_key_ones_at_which_the_seat_itself_decides(role: str, avoid: tuple[str, ...]) -> None:
    """Advice does not count, and neither does a scene that stands in for one left out, unless it is marked as well."""
    run = played("model", 1, avoid)
    decided = {
        event.scene
        for event in run.log
        if isinstance(event, DecisionClosed)
        for work in event.works
        if role in work.roles
    }
    key = {
        scene
        for scene in decisions(run, role)
        if case().scenes[scene].key_decision
        and (case().scenes[scene].decides.how != "lead" or case().scenes[scene].decides.roles[0] == role)
        and role in case().scenes[scene].decides.roles
    }
    assert key <= decided
    assert len(key) >= 8


STATED = {"police": 32, "cps": 36, "medical": 34}
"""Minutes at standard pace with the computer's colleagues, as the head of `scenario.yaml` works them out."""


@pytest.mark.parametrize("role", ROLES)
def test_the_case_takes_as_long_as_it_says(role: str) -> None:
    """The limits of a seat's decisions over the model path, which count what comes in between; two minutes either way.

    What is said of the whole case is within five minutes of each seat: telling and asking have no limit, and are not in it.
    """
    made = book(1)
    mine: dict[RoleId, PlayerName] = {other: "model" if other == role else "colleague" for other in made.roles}
    players = {other: make_player(player, made, other, 1) for other, player in mine.items()}
    run = rehearse(made, Setup(1, {other: Seat(player=player) for other, player in mine.items()}), players)
    opened = [event for event in run.log if isinstance(event, DecisionOpened) and role in event.present]
    assert all(event.closes is not None for event in opened)
    minutes = sum((event.closes or 0) - event.at for event in opened) / 60
    assert abs(minutes - STATED[role]) <= 2
    assert abs(minutes - case().minutes) <= 5


def test_the_three_seats_have_about_as_much_to_do() -> None:
    counts = [len(decisions(played("model", 1), role)) for role in ROLES]
    assert max(counts) - min(counts) <= 2


def test_joint_scenes_are_decided_in_all_three_ways_on_both_days() -> None:
    for hours in (range(12), range(8, 24)):
        run = played("model", 1)
        met = {event.scene for event in run.log if isinstance(event, DecisionOpened) and event.at // 3600 in hours}
        kinds = {book(1).scenes[scene].how for scene in met if len(case().scenes[scene].roles) > 1}
        assert kinds == {"lead", "together", "each"}


def test_who_does_not_agree_gets_somewhere_else() -> None:
    for name, scene in case().scenes.items():
        if book(1).scenes[name].how == "together":
            outcome = scene.if_deadlock
            assert outcome is not None
            ladder = {to.scene for cases in (outcome.goto.all, *outcome.goto.by_role.values()) for _, to in cases}
            kinds = {book(1).scenes[next_].how for next_ in ladder if next_ is not None}
            assert "lead" in kinds, f"nobody settles what {name} left open"


def test_facts_have_to_be_told() -> None:
    needed = [
        name
        for name, fact in case().facts.items()
        if fact.needed_by and not all(role in fact.held_by for role in fact.needed_by)
    ]
    asked_for = [name for name in needed if case().facts[name].volunteers is None]
    assert len(case().facts) >= 16
    assert len(needed) >= 16
    assert len(asked_for) >= 10, "partners say too much by themselves"


def test_there_are_tempting_grounds_for_every_restricted_fact() -> None:
    for name, fact in case().facts.items():
        assert not fact.lawful or fact.tempting, name


def test_injects_also_come_for_what_did_not_happen() -> None:
    come = Counter(
        event.name for seed in (1, 2) for event in played("hurried", seed).log if isinstance(event, InjectFired)
    )
    spared = {event.name for event in played("model", 1).log if isinstance(event, InjectFired)}
    assert len(case().injects) >= 10
    assert len(set(come) - spared) >= 5


def test_at_least_five_endings_come_up_by_chance_and_nobody_gets_stuck() -> None:
    endings = Counter(played("random", seed).state.ending for seed in range(40))
    assert all(played("random", seed).state.how == "finished" for seed in range(40))
    assert len(endings) >= 5
    assert len(case().endings) >= 5


def test_how_the_night_went_is_seen_the_next_day() -> None:
    """Other scenes, not only other scores."""
    model = {scene for role in ROLES for scene in decisions(played("model", 1), role)}
    others = {scene for seed in range(40) for role in ROLES for scene in decisions(played("random", seed), role)}
    assert {"where_they_woke", "b_at_the_clinic", "signing", "called_back", "shelter_van"} <= others - model


@pytest.mark.parametrize("role", ROLES)
def test_silence_costs_coordination(role: str) -> None:
    model, colleague, siloed = (
        coordination("model", role),
        coordination("colleague", role),
        coordination("siloed", role),
    )
    assert model == 1
    assert siloed <= 0.6
    assert siloed + 0.05 < colleague < model


@pytest.mark.parametrize("tag", ["adult intoxication", "separation of children"])
def test_a_scene_left_out_leaves_nothing_out(tag: str) -> None:
    """Who asks not to see something loses no decision and no fact, and the case ends as it would have."""
    whole, spared = played("model", 1), played("model", 1, (tag,))
    assert spared.state.ending == whole.state.ending
    for role in ROLES:
        assert len(decisions(spared, role)) == len(decisions(whole, role))
        assert set(spared.state.threads[RoleId(role)].known) == set(whole.state.threads[RoleId(role)].known)
    hidden = {scene for scene, body in case().scenes.items() if tag in body.content}
    assert hidden
    assert not hidden & {scene for role in ROLES for scene in decisions(spared, role)}
    assert not hidden & {event.scene for event in spared.log if isinstance(event, Called)}


def test_every_reason_has_a_source_of_the_known_form() -> None:
    for name, scene in case().scenes.items():
        for choice, body in scene.choices.items():
            reasons = [body.because, *(item.because for item in (body.form.items.values() if body.form else ()))]
            for because in reasons:
                assert because is not None, f"{name}.{choice} has no reason"
                assert CITE.fullmatch(because.cite), f"{name}.{choice} cites {because.cite!r}"


def test_the_best_choice_is_not_told_by_its_length_or_its_place() -> None:
    """Else somebody who knows tests and not the field plays it well."""
    scenes = [scene for scene in case().scenes.values() if len(scene.choices) > 2]
    longest = places = 0
    for scene in scenes:
        lengths = {name: len(body.text[-1][1]) for name, body in scene.choices.items()}
        (model,) = [name for name, body in scene.choices.items() if body.model]
        longest += lengths[model] == max(lengths.values())
        places += next(iter(scene.choices)) == model
    assert longest <= len(scenes) / 3
    assert places <= len(scenes) / 2


BY_TONE: dict[str, Callable[[str], float]] = {
    "the longest list": lambda text: text.count(","),
    "no reason given": lambda text: -len(EXCUSES.findall(text)),
    "no reason given, then the longest list": lambda text: text.count(",") - 100 * bool(EXCUSES.search(text)),
    "the shortest": lambda text: -len(text),
    "the longest": len,
}
"""What somebody who knows tests and not the field would go by; of choices that are alike, they take any."""


@pytest.mark.parametrize("tone", BY_TONE)
def test_nor_by_its_tone(tone: str) -> None:
    """A wrong choice may be a list of careful steps, and need not excuse itself: by chance one is right in three and a half."""
    scenes = [scene.choices for scene in case().scenes.values() if len(scene.choices) > 2]
    right = 0.0
    for choices in scenes:
        tones = {name: BY_TONE[tone](body.text[-1][1]) for name, body in choices.items()}
        taken = [name for name, worth in tones.items() if worth == max(tones.values())]
        right += sum(choices[name].model for name in taken) / len(taken)
    assert right <= 0.4 * len(scenes)


@pytest.mark.parametrize("report", ["hotline_report", "notify_cps"])
def test_a_report_tells_somebody_something(report: str) -> None:
    """What is called a report is one: CPS has heard of it afterwards."""
    reports = [
        (name, choice, body)
        for name, scene in case().scenes.items()
        for choice, body in scene.choices.items()
        if report in {act.activity for act in (*body.start.does, *body.end.does)}
    ]
    assert len(reports) >= 3
    for name, choice, body in reports:
        told = [telling for telling in (*body.start.tells, *body.end.tells) if telling.to == "cps"]
        assert any(telling.facts for telling in told), f"{name}.{choice}"


def test_whoever_would_tell_of_her_chart_is_asked_on_which_ground() -> None:
    """And of the grounds that are offered none is one for police or CPS."""
    chart = case().facts[FactId("mother_chart")]
    assert set(chart.keep_from) == {"police", "cps"}
    assert chart.lawful
    assert not chart.lawful.keys() & set(chart.keep_from)
    assert len(chart.tempting) >= 2
