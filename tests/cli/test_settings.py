"""`sim settings`: where they are, what they say, what is wrong; and what the doctor says of them."""

from __future__ import annotations

import json
from pathlib import Path

from sim.settings import FIELDS, Settings, load, place, save
from tests.cli.in_process import run


def written(text: str) -> Path:
    """The usual file, saying *text*."""
    place().parent.mkdir(parents=True)
    place().write_text(text, encoding="utf-8")
    return place()


def test_without_a_file_all_is_as_usual_and_nothing_is_made() -> None:
    said = run("settings").stdout
    assert "theme: dark: light words on a dark ground\n" in said
    assert "not there: all is as usual" in said
    assert run("settings", "path").stdout == f"{place()}\n"
    assert "all is as usual" in run("settings", "check").stdout
    assert not place().exists()


def test_what_was_changed_is_marked() -> None:
    save(Settings(theme="light"))
    assert "theme: light: dark words on a light ground (changed)\n" in run("settings", "show").stdout


def test_the_object_has_every_field_and_its_help_says_so() -> None:
    written('factor = 2\nbel = "off"\n[keys]\n"play.tell" = "y"\n')
    report = json.loads(run("settings", "show", "--json").stdout)
    assert (report["factor"], report["keys"], report["exists"]) == (2.0, {"play.tell": "y"}, True)
    assert {field.name for field in FIELDS} < set(report)
    assert [problem["line"] for problem in report["problems"]] == [2, 4]
    assert all(word in run("settings", "show", "--help").stdout for word in ("path", "exists", "problems"))


def test_check_names_line_and_remedy() -> None:
    path = written(
        'theme = "drak"\n[keys]\n"play.tel" = "m"\n"play.ask" = "t"\n"play.digit" = "a"\n"play.note" = "hyper+n"\n'
    )
    said = run("settings", "check", code=1).stdout
    assert f"{path}: Line 1: theme:" in said
    assert "Line 3: There is no act play.tel. Did you mean play.tell?" in said
    assert "Line 4: play.ask: t is the key of play.tell already." in said
    assert "Line 5: play.digit keeps its keys." in said
    assert "Line 6: There is no key hyper+n." in said


def test_the_doctor_says_where_it_is_and_what_is_wrong() -> None:
    path = written('theme = "drak"\n')
    said = run("doctor").stdout
    assert f"paths: settings {path}" in said
    assert f"NOTE: {path}, line 1: theme:" in said
    path.write_text("theme = drak\n")
    assert f"WRONG: {path}, line 1: This is not TOML" in run("doctor", code=1).stdout


def test_a_new_file_explains_itself_and_one_that_is_there_is_left_alone() -> None:
    assert run("settings", "new").stdout == f"{place()}\n"
    assert "# The colours of the screens." in place().read_text(encoding="utf-8")
    place().write_text("# mine\n")
    run("settings", "new", code=1)
    assert place().read_text() == "# mine\n"


def test_every_act_is_named() -> None:
    written('[keys]\n"play.tell" = "m"\n')
    said = run("settings", "keys").stdout
    assert "play.tell: m: Tell: pass on what you know. (changed)\n" in said
    assert "list.digit: 1 to 9: " in said


def test_nothing_in_the_file_steers_the_terminal() -> None:
    written('"\\u001b]0;x" = 1\n[keys]\n"\\u001b[2J" = "y"\n')
    for words in (["settings"], ["settings", "check"], ["settings", "keys"], ["doctor"]):
        result = run(*words, code=1 if "check" in words else 0)
        assert "\x1b" not in result.stdout + result.stderr


def test_one_setting_is_changed_from_the_command_line_and_the_others_stay() -> None:
    written('# mine\ntheme = "light"\n')
    assert run("settings", "set", "factor", "3").stdout.startswith("factor: 3")
    run("settings", "set", "untimed", "yes")
    run("settings", "set", "avoid", "removal", "death")
    found = load().settings
    assert (found.theme, found.factor, found.untimed, found.avoid) == ("light", 3.0, True, ("removal", "death"))
    assert place().read_text(encoding="utf-8").startswith("# mine\n")


def test_a_setting_that_cannot_be_is_refused_with_what_can() -> None:
    for words, said in (
        (("factor", "7"), "It can be: 1, 1.5, 2, 3."),
        (("untimed", "perhaps"), "It can be: no, yes."),
        (("bogus", "1"), "There are: theme, symbols"),
        (("keys", "1"), "There are: theme, symbols"),
        (("theme", 'light"\npace = "untimed'), "theme cannot be"),
    ):
        refused = run("settings", "set", *words, code=2)
        assert said in refused.stderr
    assert not place().exists()
