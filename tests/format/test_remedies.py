"""What people who do not program get wrong when they write a case, and the remedy that each mistake is answered with."""

import pytest

from sim.format import Diagnostic
from sim.format.example import SCENARIO
from sim.format.reading import Reading
from tests.format.written import found_with


def changed(old: str, new: str, **files: str) -> list[Diagnostic]:
    """The diagnostics of the example with *old* in it replaced."""
    from sim.format import read_files

    assert old in SCENARIO
    others = {name.replace("__", "/").replace("_yaml", ".yaml"): text for name, text in files.items()}
    reading: Reading = read_files({"scenario.yaml": SCENARIO.replace(old, new, 1), **others})
    return list(reading.diagnostics)


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        (
            "text: The door is ajar.",
            'text: "Stop!" she says.',
            "F010",
            "quotes of the other kind: '\"Stop!\" she says.'",
        ),
        ("text: The door is ajar.", "text: [Two] doors.", "F010", "begins with [ must stand in quotes"),
        ("text: The door is ajar.", "text: {Two} doors.", "F010", "begins with { must stand in quotes"),
        ("text: The door is ajar.", "text: “A door: ajar.”", "F010", "Curly quotes are no quotes here"),
        ("{text: Wait.,", "{text: 'Don't wait.',", "F010", "Double it ('')"),
        ("text: The door is ajar.", "text: Room #4 is open.", "F024", "Put the whole text in quotes"),
        ("brief: You are on call.", "brief: texts/cps.md", "F006", "in the scenario's folder itself"),
        ("brief: You are on call.", "brief: Brief CPS.md", "F006", "no blanks"),
        ("takes: 10m, goto: door", "takes: 10m, goto: over", "F201", "`over` is an ending: write `{end: over}`."),
        ("takes: 10m, goto: door", "takes: 10m, goto: end over", "F201", "write `{end: over}`"),
        ("takes: 10m, goto: door", "takes: 10m", "F404", "`goto: {end: over}`"),
        ("does: [{welfare_check: {children: [child_a]}}]", "does: [hotline_call]", "F201", "`hotline_report`"),
        ("does: [{welfare_check: {children: [child_a]}}]", "does: [zzzz]", "F201", "on the page of the format"),
        ("cps_told: cps.knows.alone", "cps_told: cps knows alone", "F301", "joined by points: `cps.knows.NAME`"),
        ("cps_told: cps.knows.alone", "cps_told: time > 20 minutes", "F301", "no blank in it: `20m`"),
        ("cps_told: cps.knows.alone", "cps_told: after 6m", "F301", "`time >= 6m`"),
        ("{model: true, text: Knock.,", "{model: true, text: Knock., credit: 1,", "F101", "`coordination`"),
        ("{model: true, text: Knock.,", "{text: Knock., credit: {protocol: 0,5},", "F102", "a point: 0.5"),
    ],
)
def test_a_mistake_is_answered_with_its_remedy(old: str, new: str, code: str, remedy: str) -> None:
    found = [one for one in changed(old, new) if one.code == code]
    assert found != [], changed(old, new)
    assert any(remedy in one.hint for one in found), found


def test_a_remark_on_the_line_of_something_else_is_nobodys_business() -> None:
    assert changed("beds: {start: 1}", "beds: {start: 1}  # two on weekends") == []
    assert changed("text: The door is ajar.", "text: 'Room #4 is open.'  # upstairs") == []
    assert changed("text: The door is ajar.", "text: |\n      Room #4 # is open.") == []


def test_a_text_may_speak_of_a_file() -> None:
    assert found_with("summary: What to read stands in brief.md, and (perhaps) in others.md\n") == []


def test_a_part_that_names_itself_again_is_read_all_the_same() -> None:
    glossary = changed("title: A knock", "title: A knock", glossary_yaml="glossary:\n  CPS: Child protection\n")
    assert [(one.code, one.file, one.line) for one in glossary] == [("F018", "glossary.yaml", 1)]
    scene = "scenes:\n  hall: {roles: [police], text: A hall., choices: {on: {text: On., goto: kitchen}}}\n"
    found = changed("takes: 10m, goto: door", "takes: 10m, goto: hall", scenes__hall_yaml=scene)
    assert [one.code for one in found] == ["F018"]


def test_a_name_that_is_none_is_complained_of_once_where_it_is_made() -> None:
    found = changed("topic: relatives", "topic: The relatives")
    assert [one.code for one in found] == ["F108"]
    text = SCENARIO.replace("  door:\n", "  Front door:\n").replace("begins: door", "begins: front_door")
    codes = [one.code for one in changed(SCENARIO, text.replace("goto: door", "goto: front_door"))]
    assert codes == ["F108"]
