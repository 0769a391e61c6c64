"""Contents: the pages of the debrief, how each is announced, what can be typed for it, and what help says there."""

from __future__ import annotations

from typing import Literal

Page = Literal[
    "overview",
    "decisions",
    "knew",
    "sharing",
    "protocol",
    "child",
    "ratings",
    "notes",
    "what if",
    "hot wash",
    "support",
]

TITLES: dict[Page, str] = {
    "overview": "Overview: the three dimensions, and what they rest on",
    "decisions": "Decisions: what you decided, and what the other choices would have meant",
    "knew": "Who knew what when",
    "sharing": "Passing it on: what was told in time, late, to nobody or without need",
    "protocol": "Protocol: the rules that were tested, and what came of them",
    "child": "The child's day: what it was like from each child's side",
    "ratings": "Ratings of the objectives: what is proposed, and what a person gives",
    "notes": "Your notes",
    "what if": "What if: how it might have gone on from a decision",
    "hot wash": "Hot wash: first thoughts after the case, without names",
    "support": "Support: people to talk to",
}
"""The pages in order, and how each is announced."""

WORDS: dict[str, Page] = {
    "overview": "overview",
    "scores": "overview",
    "decisions": "decisions",
    "knew": "knew",
    "who knew what when": "knew",
    "knowledge": "knew",
    "sharing": "sharing",
    "passing it on": "sharing",
    "messages": "sharing",
    "protocol": "protocol",
    "rules": "protocol",
    "the child's day": "child",
    "child": "child",
    "day": "child",
    "ratings": "ratings",
    "objectives": "ratings",
    "notes": "notes",
    "what if": "what if",
    "whatif": "what if",
    "hot wash": "hot wash",
    "hotwash": "hot wash",
    "wash": "hot wash",
    "support": "support",
}
"""What can be typed for each."""

FEW = 5
"""Facts known at a decision that are read with it; of more, only how many they are."""

HELP = (
    "Help: Type the number of a page, or its first word. all says all of it, pages says the list of pages.",
    "Help: On the page of decisions a number opens a decision; next and previous go on from there. An empty line goes back.",
    "Help: items and a dimension says what a score is made of, with team before it the team's; item and a number opens one.",
    "Help: knew then, at a decision, says what you knew when you took it; others knew says what others did.",
    "Help: fact and a number says what became of one fact: who knew it when, who needed it, and what was told of it.",
    "Help: rule and a number says what a verdict rests on; so does rating and a number; rate and a number gives a rating.",
    "Help: judge and a number says what you find of a critical error, by its place among them, with a reason and who you are.",
    "Help: what if and the number of a decision lets the computer play on from there, and says what differs.",
    "Help: plus and delta, each with words, keep a card of the hot wash; group and numbers groups cards, delete takes one out.",
    "Help: reveal says your own points in a workshop, which goes without; again it goes without them.",
    "Help: untested says what this play could not judge; glossary what words mean; rewind goes back to a decision and plays on.",
    "Help: again says the same once more. leave closes the debrief; it can be heard again at any time.",
)
