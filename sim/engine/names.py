"""Identifiers: each a string of its own type, so that a fact can't stand where a role belongs."""

from typing import NewType

RoleId = NewType("RoleId", str)
FactId = NewType("FactId", str)
TopicId = NewType("TopicId", str)
DeskId = NewType("DeskId", str)
BasisId = NewType("BasisId", str)
SceneId = NewType("SceneId", str)
ChoiceId = NewType("ChoiceId", str)
ItemId = NewType("ItemId", str)
EndingId = NewType("EndingId", str)
InjectId = NewType("InjectId", str)
MilestoneId = NewType("MilestoneId", str)
VariableId = NewType("VariableId", str)
ActivityId = NewType("ActivityId", str)
ChildId = NewType("ChildId", str)
LinkId = NewType("LinkId", str)
StopId = NewType("StopId", str)

DecisionId = NewType("DecisionId", str)
"""An instance of a decision: the scene's name, `#`, and how often it has opened (`huddle#2`)."""

MarkId = NewType("MarkId", str)
"""Something that can happen, as conditions name it: `police.knows.x`, `done.y`, `reached.z`."""

Second = int
"""Whole seconds of case time since the scenario began; durations too."""
