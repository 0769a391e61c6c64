"""Every template against its formula, on every trace over three activities up to length six, by every way of checking."""

import pytest

from scoring.conformance import Checker, ConstraintFault, Monitors, Occurrence
from scoring.conformance.automata import automaton
from scoring.conformance.templates import MEANINGS, parts
from sim.engine.protocols import Guard, Match
from tests.scoring.conformance import ltlf
from tests.scoring.conformance.rules import NAMES, acts, named, rule, said

WORDS = ltlf.words("abc", 6)
CHECKER = Checker({name: named(name) for name in NAMES})
TRUE = {name: {word: ltlf.true_of(name, word) for word in WORDS} for name in NAMES}


def test_every_template_has_a_formula() -> None:
    assert {name.partition(" ")[0] for name in NAMES} == set(MEANINGS)


def test_verdicts_are_those_of_the_formulae() -> None:
    assert len(WORDS) == 1093
    for word in WORDS:
        for name, verdict in CHECKER.verdicts(said(word), "complete").items():
            assert (verdict in ("satisfied", "not_activated")) == TRUE[name][word], (name, word, verdict)


def test_verdicts_with_evidence_are_the_same() -> None:
    for word in WORDS:
        quick = CHECKER.verdicts(said(word), "complete")
        assert {name: found.verdict for name, found in CHECKER.check(said(word), "complete").items()} == quick, word


def test_monitors_carried_along_say_the_same() -> None:
    monitors = Monitors({name: named(name) for name in NAMES})
    standings = {"": monitors.begin()}
    for word in ltlf.words("abc", 5)[1:]:
        standings[word] = monitors.after(standings[word[:-1]], said(word)[-1])
        assert monitors.verdicts(standings[word], "complete", 0) == CHECKER.verdicts(said(word), "complete"), word
    assert len(set(standings.values())) < len(standings) / 2, "equal pasts should be equal standings"


def test_an_occurrence_can_be_both() -> None:
    """Four letters: an A, a B, both at once, neither. An answer in the present counts, as `F` and `W` include it."""
    both = Guard("kind", "is", ("both",))
    doubles = {
        name: named(name).__class__(
            template=named(name).template,
            a=(*acts("a"), *acts("x", both)),
            b=(*acts("b"), *acts("x", both)) if named(name).b else (),
            n=named(name).n,
        )
        for name in NAMES
    }
    checker = Checker(doubles)
    for word in ltlf.words("abcx", 4):
        trace = [one if one.activity != "x" else _double(one) for one in said(word)]
        for name, verdict in checker.verdicts(trace, "complete").items():
            if verdict == "not_activated":
                continue
            assert (verdict == "satisfied") == ltlf.true_of(name, word), (name, word, verdict)


def _double(one: Occurrence) -> Occurrence:
    return Occurrence(one.activity, one.at, one.seq, args={"kind": "both"})


ACTIVATED = {
    "always": lambda word: True,
    "by A": lambda word: "a" in word,
    "by B": lambda word: "b" in word,
    "by A or B": lambda word: "a" in word or "b" in word,
}


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_put_to_the_test_earns_nothing(name: str) -> None:
    how = MEANINGS[named(name).template].activated
    activated = ACTIVATED.get(how, ACTIVATED["by A"])
    for word in ltlf.words("abc", 4):
        verdict = CHECKER.verdicts(said(word), "complete")[name]
        assert (verdict == "not_activated") == (not activated(word)), (word, verdict)


def test_states_are_few() -> None:
    """What an exploration has to carry: the states of each template, on every trace that there is."""
    states = {name: len(automaton(parts(named(name))).phases) for name in NAMES}
    assert max(states.values()) <= 6
    assert states["response"] == 3
    assert states["precedence"] == 4


@pytest.mark.parametrize("name", NAMES)
def test_settled_means_that_nothing_can_change_it(name: str) -> None:
    """The moment of certainty, which the clauses say themselves, is the one that the automaton shows."""
    machine = automaton(parts(named(name)))
    for word in ltlf.words("abc", 4):
        (instance,) = CHECKER.check(said(word), "stopped")[name].instances
        state, certain = machine.start, None
        for occurrence in said(word):
            state = machine.step(state, "cab".index(occurrence.activity), occurrence.moment)
            if certain is None and (machine.settled[state] or machine.phases[state] == 2):
                certain = occurrence.moment
        assert instance.certain == certain, (word, instance)


def test_played_on_everything_owed_is_pending() -> None:
    verdicts = CHECKER.verdicts(said("a"), "stopped")
    assert verdicts["response"] == verdicts["chain_response"] == verdicts["existence 2"] == "pending"
    assert CHECKER.verdicts(said("a"), "finished")["response"] == "violated"
    assert CHECKER.verdicts([], "stopped")["init"] == "pending"


def test_rules_that_say_nothing_are_refused() -> None:
    for wrong, says in (
        (rule("response", "a", ""), "two activities"),
        (rule("response", n=2), "number 2"),
        (rule("existence", n=0), "number 0"),
        (rule("response", least=9, most=3), "before it begins"),
        (rule("init", most=3), "takes no window"),
        (rule("response", per="horse"), "no subject horse"),
        (rule("chain_response", given=(Match(acts("a")[0].activity, phase="started"),)), "started or said"),
    ):
        with pytest.raises(ConstraintFault, match=says):
            Checker({"it": wrong})
