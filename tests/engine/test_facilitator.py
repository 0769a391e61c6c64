"""What the facilitator sees: everything that a seat may not, in a view of its own."""

from sim.engine import facilitator_view
from tests.engine.rules.stage import Play

CASE = """
roles: {police: yard, cps: office}
variables: {mood: {start: 1, visible: true}, danger: {start: 1}}
injects: {bell: {title: The bell rings., when: time >= 10m, sets: {danger: 3}}, dice: {when: chance.dice < 0}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 60s, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: office}}}
"""


def test_the_facilitator_sees_every_seat_as_it_sees_itself() -> None:
    play = Play(CASE).run("5 police choose go")
    assert facilitator_view(play.state).views == (play.view("police"), play.view("cps"))


def test_hidden_variables_and_draws_are_seen_by_the_facilitator_alone() -> None:
    play = Play(CASE).run("600")
    found = facilitator_view(play.state)
    assert found.variables == (("mood", 1.0), ("danger", 3.0))
    assert found.draws == (("dice", play.state.draws["dice"][1]),)
    assert play.view("police").variables == (("mood", 1.0),)


def test_the_facilitator_sees_which_injects_have_happened_and_what_is_due() -> None:
    play = Play(CASE).run("5 police choose go")
    assert facilitator_view(play.state).injects == (("bell", "The bell rings.", False), ("dice", "Dice", False))
    assert facilitator_view(play.state).due == 65
    assert facilitator_view(play.run("600").state).injects[0] == ("bell", "The bell rings.", True)
