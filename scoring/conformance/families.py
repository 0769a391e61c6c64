"""Families: rules without guard, subject, window or condition, run as one automaton.

A node is a state of all of them together, made when a trace first gets there. So an occurrence costs one look-up for a whole
family, and what a family comes out as is worked out once a node. That is what makes checking many plays quick.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.conformance.automata import Automaton
from scoring.conformance.monitors import judged
from scoring.conformance.verdicts import End, Verdict

MOST_NODES = 16384
"""How many nodes a family may come to have, at the very most."""

Member = tuple[str, Automaton, dict[str, int]]
"""A rule: its name, its automaton, and activity -> letter."""


class Node(dict[str, "Node"]):
    """How a family stands: activity -> the next node, which is made when it is first asked for."""

    __slots__ = ("family", "found", "states")

    def __init__(self, family: Family, states: tuple[int, ...]) -> None:
        super().__init__()
        self.family = family
        self.states = states
        self.found: dict[End, dict[str, Verdict]] = {}

    def __missing__(self, activity: str) -> Node:
        after = self[activity] = self.family.after(self, activity)
        return after

    def verdicts(self, end: End) -> dict[str, Verdict]:
        """What the rules come out as if the trace ends here; to be read, not changed."""
        found = self.found.get(end)
        if found is None:
            found = self.found[end] = {
                name: judged(automaton, state, True, end, 0)
                for (name, automaton, _), state in zip(self.family.members, self.states, strict=True)
            }
        return found


class Family:
    """Rules that are run as one; *start* is its first node."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)
        self.known = frozenset(activity for _, _, letters in members for activity in letters)
        self.nodes: dict[tuple[int, ...], Node] = {}
        self.start = self._node(tuple(automaton.start for _, automaton, _ in members))

    def _node(self, states: tuple[int, ...]) -> Node:
        node = self.nodes.get(states)
        if node is None:
            node = self.nodes[states] = Node(self, states)
        return node

    def after(self, node: Node, activity: str) -> Node:
        """The node after *activity*; all activities that no rule here speaks of lead to the same one."""
        if activity and activity not in self.known:
            return node[""]
        return self._node(
            tuple(
                automaton.rows[letters.get(activity, 0)][state]
                for (_, automaton, letters), state in zip(self.members, node.states, strict=True)
            )
        )


def families(members: Sequence[Member]) -> list[Family]:
    """Sort rules into as few families as may be, with those about the same activities side by side."""
    found: list[Family] = []
    taken: list[Member] = []
    size = 1
    for member in sorted(members, key=lambda member: (sorted(member[2]), member[0])):
        states = len(member[1].phases)
        if taken and size * states > MOST_NODES:
            found.append(Family(taken))
            taken, size = [], 1
        taken.append(member)
        size *= states
    return [*found, Family(taken)] if taken else found
