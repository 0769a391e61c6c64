"""A sitting: one person before one prompt: the library, a case from its briefing (or from where they left) to the debrief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.engine.names import RoleId
from sim.plain.dialogue import Cancelled, Left
from sim.plain.front import Front
from sim.plain.keyboard import Keyboard
from sim.plain.manner import Manner
from sim.plain.play import Play
from sim.plain.prompt import Begun, Prompt
from sim.plain.setup import usual
from sim.plain.speech import Speech
from sim.plain.wording import said, spoken

if TYPE_CHECKING:
    from sim.engine.seats import Mode, Pace
    from sim.format import Reading
    from sim.sessions import Session, SessionStore, Wall
    from sim.settings import Settings

SEVERAL = (
    "Several people play this session at one laptop. Line by line nobody's seat could be hidden from the next person."
)
NOTHING_KEPT = "Left: Nothing was begun, and nothing is kept."


def shipped_cases() -> list[tuple[str, Reading]]:
    """The cases that come with the program and can be played, by name."""
    from sim.format import open_scenario, shipped

    found = [(name, open_scenario(path)) for name, path in shipped().items()]
    return [(name, reading) for name, reading in found if reading.scenario is not None]


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a sitting, and what is between them.

    *begun* is told the id of each session (empty: none is played any more); *seed* gives that of the next case begun;
    *database* is what has to be typed after a command to reach *store* again; *cases* gives those of the library.
    """

    store: SessionStore
    keyboard: Keyboard
    speech: Speech
    wall: Wall
    settings: Settings
    begun: Begun
    seed: Callable[[], int]
    database: str = ""
    manner: Manner = field(default_factory=Manner)
    cases: Callable[[], Sequence[tuple[str, Reading]]] = shipped_cases

    def front(self) -> Front:
        """A prompt at which no time passes."""
        return Front(self.keyboard, self.speech, confirm=self.manner.confirm, database=self.database)

    def prompt(self, session: Session, role: RoleId) -> Prompt:
        """A prompt before a seat."""
        return Prompt(session, role, self.keyboard, self.speech, self.wall, self.manner)


def usual_ends(store: SessionStore, begun: Begun, seed: Callable[[], int], database: str) -> Ends:
    """Standard input and output, this machine's clock, and what this person has set."""
    from sim.sessions import SystemWall
    from sim.settings import load

    found = load()
    settings = found.settings
    keyboard = Keyboard()
    speech = Speech(bell=settings.bell != "off" and not keyboard.echo)
    speech.say(*(f"Note: In your settings: {spoken(str(problem))}" for problem in found.problems))
    manner = Manner(confirm=keyboard.live, bell=settings.bell)
    return Ends(store, keyboard, speech, SystemWall(), settings, begun, seed, database, manner)


async def begin(
    ends: Ends,
    reading: Reading,
    *,
    role: RoleId | None = None,
    mode: Mode | None = None,
    pace: Pace | None = None,
    factor: float | None = None,
    avoid: tuple[str, ...] | None = None,
) -> bool:
    """Brief a person for the case in *reading*, begin a session when they say so, and play it. Whether more can be typed."""
    from sim.sessions import start

    assert reading.scenario is not None
    ends.store.check_writable()
    front, seed = ends.front(), ends.seed()
    try:
        who = role if role is not None else await front.role(reading.scenario, seed)
        settings = ends.settings if factor is None else ends.settings.having("factor", factor)
        settings = settings if avoid is None else settings.having("avoid", avoid)
        chosen = usual(who, reading.scenario, settings, mode, pace)
        chosen = await front.brief(reading.scenario, chosen, seed, whole=role is not None)
    except Cancelled:
        ends.speech.say(NOTHING_KEPT)
        return True
    except Left as left:
        ends.speech.say(NOTHING_KEPT)
        return not left.ended
    session = start(
        ends.store,
        reading,
        role=chosen.role,
        mode=chosen.mode,
        pace=chosen.pace,
        factor=chosen.factor,
        avoid=chosen.avoid,
        seed=seed,
        wall=ends.wall,
    )
    ends.speech.say(f"Session: {session.id}. Mode {chosen.mode}, pace {chosen.pace}, seed {seed}.")
    return await play(ends, ends.prompt(session, chosen.role), fresh=True)


async def resume(ends: Ends, name: str) -> bool:
    """Go on with the session that goes by *name* where it stood. Whether more can be typed."""
    from sim.sessions import SetupFault, open_record
    from sim.sessions import resume as resumed
    from sim.sessions.recount import of_these_rules, scorable

    row = ends.store.session(ends.store.find(name))
    of_these_rules(row, ends.store.results(row.id), ends.store.place)  # before anything of it could be chosen
    if len(row.persons) > 1 and not row.ended:
        raise SetupFault("several_persons", SEVERAL, hint=f"In the app it goes on: sim resume {row.id}{ends.database}")
    session = resumed(ends.store, name, wall=ends.wall)
    if session.ended:  # what follows is its debrief
        record = open_record(ends.store, session.id)
        scorable(record.row, record.book, record.log, record.results, record.place)
    role = next(iter(session.persons))
    told = session.brief(role)
    ends.speech.say(f"Session: {session.id}. {said(told.title)}. You are {said(told.role_title)}.")
    return await play(ends, ends.prompt(session, role), fresh=False)


async def look_back(ends: Ends, name: str) -> bool:
    """The debrief of the session that goes by *name*, page by page. Whether more can be typed."""
    from sim.plain.pages import Pages
    from sim.sessions import open_record
    from sim.sessions.afterwards import Afterwards
    from sim.sessions.recount import scorable

    record = open_record(ends.store, name)
    scorable(record.row, record.book, record.log, record.results, record.place)
    role = next(iter(record.row.persons), next(iter(record.book.roles)))
    front = ends.front()
    if record.row.ended is None:
        ends.speech.say(
            "Note: This session is not finished. Its debrief says what others know, and what each choice is worth."
        )
        try:
            wanted = await front.dialogue.yes("Hear it all the same?")
        except (Cancelled, Left):
            wanted = False
        if not wanted:
            ends.speech.say(left(record.row.id, ends.database))
            return True
    pages = Pages(
        record.book,
        record.log,
        RoleId(role),
        ends.speech,
        front.listen,
        record.notes,
        packs=record.packs,
        after=Afterwards(ends.store, record.row.id),
    )
    how = await pages.run()
    for line in _again("Left", record.row.id, ends.database):
        ends.speech.say(line)
    return how != "gone"


def left(session: str, database: str) -> str:
    """What is said to who leaves *session*."""
    return f"Left: Session {session} is kept. Go on with: sim resume {session} --plain{database}"


async def play(ends: Ends, prompt: Prompt, *, fresh: bool) -> bool:
    """Play to the end, or until the person leaves; then the debrief, or the way back. Whether more can be typed."""
    try:
        while True:
            outcome = await Play(prompt, ends.begun, ends.store.notes).run(fresh=fresh)
            session = prompt.session
            if outcome != "ended":
                prompt.say(left(session.id, ends.database), *prompt.parting)
                return outcome == "left"
            rewound = await _debrief(ends, prompt)
            if not isinstance(rewound, int):
                return rewound == "left"
            fork = session.fork(rewound)
            await session.close()
            prompt.say(f"Rewound: This is a new session, {fork.id}. The old one is kept as it was.")
            prompt.session, fresh = fork, False
    finally:
        await prompt.session.close()


async def _debrief(ends: Ends, prompt: Prompt) -> int | str:
    """The debrief: all of it where nobody types, else page by page. The event to go back to, or how the person left it."""
    from sim.plain.debrief import debrief
    from sim.plain.pages import Pages
    from sim.plain.support import SHORT
    from sim.sessions.afterwards import Afterwards
    from sim.sessions.session import REWINDING

    session = prompt.session
    await session.scored()  # what that has worked out need not be worked out again
    how: int | str = "left"
    if not ends.keyboard.live:
        prompt.say(*debrief(session.book, session.log(), prompt.role, session.packs), SHORT)
    else:
        listen = ends.front().listen
        notes = ends.store.notes(session.id)
        can_rewind = session.mode in REWINDING and not session.readonly
        log, packs = session.log(), session.packs  # the debrief() takes the whole record
        pages = Pages(
            session.book,
            log,
            prompt.role,
            ends.speech,
            listen,
            notes,
            can_rewind=can_rewind,
            packs=packs,
            after=Afterwards(ends.store, session.id),
        )
        how = await pages.run()
    if not isinstance(how, int):
        prompt.say(f"Kept: This session is {session.id}.")
        for line in _again("Kept", session.id, ends.database):
            prompt.say(line)
    return how


def _again(word: str, session: str, database: str) -> list[str]:
    """How to hear a debrief again, and how to have it as a file. *database*: what names one that is not the usual one."""
    return [
        f"{word}: Hear this again with: sim debrief {session} --plain{database}",
        f"{word}: A page of it to file or print: sim report {session} --output report.html{database}",
    ]


# --- the library


async def visit(ends: Ends) -> None:
    """The library, again and again, until the person leaves."""
    from sim.engine import EngineError
    from sim.format import FormatError
    from sim.plain import library
    from sim.plain.support import support
    from sim.sessions import SessionError

    front = ends.front()
    cases = ends.cases()
    everything, more, aloud = False, True, True
    while more:
        rows = ends.store.sessions()
        found = library.entries(rows, [(name, it.scenario) for name, it in cases if it.scenario], everything=everything)
        if aloud:
            ends.speech.say_all(library.heading(found, rows))
        extra = ("all", "support", "folder")
        options = {f"{number}": entry.words for number, entry in enumerate(found, 1)}
        try:
            picked = await front.dialogue.one(
                "What do you want to do? Type all for every session, folder for a case of your own, leave to close.",
                options,
                extra=extra,
                aloud=aloud,
            )
            aloud = True
            everything = picked == "all"
            if picked == "support":
                ends.speech.say_all(support())
            elif picked == "folder":
                path = await front.dialogue.words("Type the path of its folder.")
                more = await _own(ends, path)
            elif not everything:
                entry = found[int(picked) - 1]
                if entry.what == "play":
                    more = await begin(ends, dict(cases)[entry.name])
                else:
                    more = await resume(ends, entry.name)
        except Cancelled:
            ends.speech.say("Library: Type a number; again reads the list, leave closes.")
            aloud = False  # it is long to hear, and has just been heard
        except Left:
            more = False
        except (EngineError, FormatError, SessionError) as error:
            ends.speech.say(f"No: {spoken(str(error))}")
        ends.begun("")  # nothing is being played now
    ends.speech.say("Left: Goodbye.")


async def _own(ends: Ends, path: str) -> bool:
    """A case of one's own, in the folder *path*. Whether more can be typed."""
    from sim.format import locate, open_scenario

    reading = open_scenario(locate(path))
    if reading.scenario is None:
        first = spoken(reading.errors[0].message)
        ends.speech.say(
            f"No: It cannot be played: it has {len(reading.errors)} errors. The first: {first} sim check says all."
        )
        return True
    return await begin(ends, reading)
