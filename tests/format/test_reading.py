"""Reading whole scenarios: every feature of the format arrives in the engine's model, and texts give the same."""

from collections.abc import Iterator

import msgspec
import pytest

from sim.engine import scenario as s
from sim.engine.conditions import Condition
from sim.format import Reading, read, read_files
from sim.format.fields import TOP
from sim.format.scene_fields import EFFECTS
from sim.format.shapes import Either, Listed, Named, Record, Shape
from sim.format.tree import Mapping, compose
from tests.format.written import NIGHT, SMALL, scenario_with


@pytest.fixture(scope="module")
def small() -> s.Scenario:
    reading = read(SMALL)
    assert reading.diagnostics == ()
    assert reading.scenario is not None
    return reading.scenario


@pytest.mark.parametrize("folder", [SMALL, NIGHT], ids=lambda folder: folder.name)
def test_texts_give_the_same_as_the_folder(folder: object) -> None:
    assert isinstance(folder, type(SMALL))
    reading = read(folder)
    again = read_files(reading.files)
    assert reading.scenario is not None
    assert again == reading
    assert read(folder / "scenario.yaml") == reading


@pytest.mark.parametrize("folder", [SMALL, NIGHT], ids=lambda folder: folder.name)
def test_a_scenario_survives_the_wire(folder: object) -> None:
    assert isinstance(folder, type(SMALL))
    scenario = read(folder).scenario
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(scenario), type=s.Scenario) == scenario
    assert msgspec.json.decode(msgspec.json.encode(scenario), type=s.Scenario) == scenario


def test_the_digest_is_of_names_and_texts() -> None:
    reading = read(NIGHT)
    assert len(reading.digest) == 64
    renamed = {("brief_x.md" if name == "brief_cps.md" else name): text for name, text in reading.files.items()}
    renamed["scenario.yaml"] = renamed["scenario.yaml"].replace("brief_cps.md", "brief_x.md")
    assert read_files(renamed).digest != reading.digest
    changed = {**reading.files, "brief_cps.md": "Other words.\n"}
    assert read_files(changed).digest != reading.digest


def test_only_files_that_belong_to_it_are_part_of_a_reading() -> None:
    files = read(NIGHT).files
    assert read_files({**files, "README.md": "For authors.", "notes.yaml": "a: 1"}).files == files


def _uses(shape: Shape, node: object, seen: set[tuple[str, str]]) -> None:
    """Walk definition and tree side by side, and note which fields occur."""
    if isinstance(shape, Either):
        kinds = {"Scalar": shape.scalar, "Sequence": shape.sequence, "Mapping": shape.mapping}
        way = kinds[type(node).__name__]
        if way is not None:
            _uses(way, node, seen)
    elif isinstance(shape, Listed):
        for item in getattr(node, "items", ()):
            _uses(shape.of, item, seen)
    elif isinstance(shape, Named):
        for _, value in getattr(node, "pairs", {}).values():
            _uses(shape.of, value, seen)
    elif isinstance(shape, Record) and isinstance(node, Mapping):
        for name, (_, value) in node.pairs.items():
            if name in shape.by_name:
                seen.add((shape.name, name))
                _uses(shape.by_name[name].shape, value, seen)
            elif shape.rest is not None:
                seen.add((shape.name, "..."))
                _uses(shape.rest.of, value, seen)


def _all_fields(shape: Shape, found: set[tuple[str, str]], seen: set[int]) -> None:
    if isinstance(shape, Either):
        for way in (shape.scalar, shape.sequence, shape.mapping):
            if way is not None:
                _all_fields(way, found, seen)
    elif isinstance(shape, Listed | Named):
        _all_fields(shape.of, found, seen)
    elif isinstance(shape, Record) and id(shape) not in seen:
        seen.add(id(shape))
        for each in shape.fields:
            found.add((shape.name, each.name))
            _all_fields(each.shape, found, seen)
        if shape.rest is not None:
            found.add((shape.name, "..."))
            _all_fields(shape.rest.of, found, seen)


def test_the_small_scenario_uses_every_field_of_the_format() -> None:
    """Engine tests and the schema's test stand on it: a new field must be shown there."""
    from sim.format.assembly import assembled, belongs
    from sim.format.diagnostics import Problems
    from sim.format.source import Source

    problems, texts = Problems(), read(SMALL).files
    trees = {name: compose(Source(name, text), problems) for name, text in texts.items() if name.endswith(".yaml")}
    main = trees.pop("scenario.yaml")
    assert isinstance(main, Mapping)
    parts = [(name, tree) for name, tree in sorted(trees.items()) if tree is not None and belongs(name)]
    used: set[tuple[str, str]] = set()
    _uses(TOP, assembled(main, parts, problems), used)
    wanted: set[tuple[str, str]] = set()
    _all_fields(TOP, wanted, set())
    # Timeliness of trauma-informed credit is a field only so that it can be refused with a reason.
    assert _shared(wanted) - _shared(used) == {("within by dimension", "trauma_informed")}


ALIKE = {"choice", "outcome", "form", "inject"}
"""What has effects; each effect must be shown in one of them."""


def _shared(fields: set[tuple[str, str]]) -> set[tuple[str, str]]:
    effects = {each.name for each in EFFECTS} | {"credit", "key", "unreachable"}
    return {("effects" if record in ALIKE and name in effects else record, name) for record, name in fields}


def test_top_level_fields_arrive(small: s.Scenario) -> None:
    assert (small.name, small.title, small.kind, small.format) == ("duplex_small", "The duplex, small", "case", 1)
    assert small.starts == "2026-03-04T21:40"
    assert small.trains == ("telling early", "the custody test")
    assert small.minutes == 10
    assert small.review == s.Review("signed", "The test suite", "2026-11-01", "2027-11-01")
    assert small.protocols == ("florida", "cac_mdt")
    assert small.details["mother"] == ("Ms Ray", "Ms Cole")
    assert small.glossary["CPS"] == "Child protective services"
    assert list(small.roles) == ["police", "cps", "medical"]
    assert small.roles[_role("medical")].begins is None
    assert small.roles[_role("cps")].answers_after == 120
    assert small.roles[_role("police")].answers_after == 60
    assert small.roles[_role("police")].brief.startswith("You are on patrol.")
    assert small.topics["health"] == "Health"
    assert small.topics["the_home"] == "The home"
    assert list(small.scenes) == [
        *("doorstep", "on_call", "triage", "supervisors_call", "huddle", "huddle_short", "paperwork_all", "paperwork"),
        "custody_test",
    ]


def _role(name: str) -> s.RoleId:
    return s.RoleId(name)


def test_effects_come_at_their_usual_moment_unless_a_line_says_otherwise(small: s.Scenario) -> None:
    """Rule 8: tells, calls, sets, adds at the start; does and learns at the end; notifications at the start."""
    choice = small.scenes[s.SceneId("doorstep")].choices[s.ChoiceId("announce")]
    assert [telling.to for telling in choice.start.tells] == ["cps"]
    assert [act.activity for act in choice.start.does] == ["radio_call", "sat_down"]
    assert [act.activity for act in choice.end.does] == ["welfare_check"]
    assert choice.end.does[0].args == {"children": ("child_a", "child_b")}
    assert choice.start.does[1].args == {"child": "child_a", "present": ("police",)}
    assert choice.end.learns == (s.Learning((s.FactId("baby_feverish"),)),)
    torch = small.scenes[s.SceneId("doorstep")].choices[s.ChoiceId("go_through")]
    assert torch.start.adds == (("child_distress", 1.0),)
    assert torch.end.adds == (("debt", -0.5),)
    assert torch.end.learns == (s.Learning((s.FactId("baby_feverish"),), _role("police")),)
    drive = small.scenes[s.SceneId("on_call")].choices[s.ChoiceId("drive")]
    assert [telling.to for telling in drive.start.tells] == ["medical"]
    assert [telling.to for telling in drive.end.tells] == ["police"]
    leave = small.scenes[s.SceneId("paperwork_all")].choices[s.ChoiceId("leave")]
    assert leave.end.ends == "undocumented"
    assert leave.goto == s.Goto()


def test_an_inject_has_one_moment(small: s.Scenario) -> None:
    inject = small.injects[s.InjectId("lab_calls")]
    assert [telling.to for telling in inject.effects.tells] == ["cps"]
    assert inject.teaches == {"medical": ("baby_feverish",), "police": ("baby_feverish",)}
    assert small.injects[s.InjectId("aunt_unreachable")].effects.does[0].activity == "radio_call"
    complains = small.injects[s.InjectId("neighbour_complains")]
    assert complains.message == {
        "police": "A neighbour knocks on the wall.",
        "cps": "Somebody knocks on a wall.",
        "medical": "Somebody knocks on a wall.",
    }
    assert complains.title == "Neighbour complains"
    assert small.injects[s.InjectId("call_off")].when is None
    assert small.injects[s.InjectId("call_off")].effects.ends == "called_off"


def test_ways_of_deciding_arrive(small: s.Scenario) -> None:
    decides = {name: (scene.decides.how, scene.decides.roles) for name, scene in small.scenes.items()}
    assert decides[s.SceneId("doorstep")] == ("alone", ("police",))
    assert decides[s.SceneId("huddle")] == ("together", ("police", "cps"))
    assert decides[s.SceneId("huddle_short")] == ("each", ("police", "cps", "medical"))
    assert decides[s.SceneId("paperwork_all")] == ("lead", ("cps", "police"))
    assert small.scenes[s.SceneId("paperwork")].quorum == ("cps",)
    assert small.scenes[s.SceneId("huddle_short")].quorum == ("police", "cps", "medical")
    assert small.scenes[s.SceneId("doorstep")].quorum == ()


def test_ways_on_arrive(small: s.Scenario) -> None:
    huddle = small.scenes[s.SceneId("huddle")]
    shelter = huddle.choices[s.ChoiceId("shelter")].goto
    assert [destination for _, destination in shelter.all] == [s.Destination(end=s.EndingId("undocumented"))]
    (when, first), (rest, last) = shelter.by_role[_role("police")]
    assert when is not None
    assert when.source == "beds > 0"
    assert first == s.Destination(scene=s.SceneId("custody_test"))
    assert (rest, last) == (None, s.Destination(end=s.EndingId("undocumented")))
    call = small.scenes[s.SceneId("supervisors_call")].choices
    assert call[s.ChoiceId("report")].goto.all == ((None, s.Destination(back=True)),)
    assert small.scenes[s.SceneId("triage")].choices[s.ChoiceId("stay")].goto.all == (
        (None, s.Destination(stand_by=True)),
    )


def test_a_form_is_the_choice_called_form(small: s.Scenario) -> None:
    scene = small.scenes[s.SceneId("custody_test")]
    assert list(scene.choices) == ["form"]
    form = scene.choices[s.ChoiceId("form")]
    assert form.form is not None
    assert (form.form.least, form.form.most) == (0, 2)
    assert list(form.form.items) == ["no_adult_available", "parent_rude", "court_order"]
    assert form.takes == ((None, 360),)
    assert form.text == ()


def test_credit_arrives_with_its_times(small: s.Scenario) -> None:
    announce = small.scenes[s.SceneId("doorstep")].choices[s.ChoiceId("announce")]
    ((_, credit),) = announce.credit
    assert credit.points == {"coordination": 1, "trauma_informed": 1, "protocol": 1}
    assert credit.within == {"protocol": s.Within(300, 900, None)}
    assert announce.key == s.Key("panel", 7, 0.6)
    aunt = small.scenes[s.SceneId("huddle")].choices[s.ChoiceId("aunt_takes_both")]
    assert aunt.credit[1][1].within["coordination"].since == "done.welfare_check"


def test_texts_by_case_and_by_role_arrive(small: s.Scenario) -> None:
    door, huddle = small.scenes[s.SceneId("doorstep")].text, small.scenes[s.SceneId("huddle")].text
    assert [when.source if when else None for when, _ in door.all] == ["child_distress >= 4", None]
    assert huddle.all == ((None, "You stand in the kitchen and speak low."),)
    assert len(huddle.by_role[_role("cps")]) == 2
    assert [(also.role, also.if_ is None) for also in huddle.also] == [(None, False), ("police", True)]
    paperwork = small.scenes[s.SceneId("paperwork")].text
    assert paperwork.all == ()
    assert list(paperwork.by_role) == ["police", "cps"]


def conditions(part: object) -> Iterator[Condition]:
    """Every condition inside *part*."""
    if isinstance(part, Condition):
        yield part
    elif isinstance(part, dict):
        yield from (found for value in part.values() for found in conditions(value))
    elif isinstance(part, tuple):
        yield from (found for value in part for found in conditions(value))
    elif isinstance(part, msgspec.Struct):
        yield from (found for name in part.__struct_fields__ for found in conditions(getattr(part, name)))


def test_every_condition_keeps_its_text(small: s.Scenario) -> None:
    found: list[Condition] = list(conditions(small))
    assert len(found) > 25
    assert all(condition.source for condition in found)


def test_only_the_activities_in_use_are_in_the_vocabulary(small: s.Scenario) -> None:
    assert set(small.vocabulary) == {
        *("welfare_check", "child_seen", "check_home_today", "release_to_relative", "dispute_raised"),
        *("record_custody_test", "shelter_used", "radio_call", "sat_down"),
    }
    assert small.vocabulary[s.ActivityId("radio_call")].notification


def test_long_prose_loses_only_the_blanks_around_it() -> None:
    scenario = scenario_with("summary: |\n\n  One.\n\n  Two.  \n\n")
    assert scenario.summary == "One.\n\nTwo."


def test_a_variable_may_be_true_or_false() -> None:
    scenario = scenario_with("variables:\n  open: {start: true}\n")
    assert scenario.variables[s.VariableId("open")].start == 1


def test_a_scenario_may_be_one_file_of_any_name(tmp_path: object) -> None:
    from pathlib import Path

    from sim.format.example import SCENARIO

    assert isinstance(tmp_path, Path)
    file = tmp_path / "knock.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "facts.yaml").write_text("not: a part of it", encoding="utf-8")
    reading: Reading = read(file)
    assert reading.scenario is not None
    assert list(reading.files) == ["knock.yaml"]
    assert read_files(reading.files) == reading
