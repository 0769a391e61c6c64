"""The panes of what one knows and of messages: the cursor by keys and mouse, what is new, what is drawn again."""

from __future__ import annotations

from sim.tui.content import page
from sim.tui.play.feed import came
from sim.tui.widgets.cards import KEPT, Card, Cards
from sim.tui.widgets.known import Known
from sim.tui.widgets.talks import Talks
from tests.tui.panes import CPS, NAMES, NURSE, POLICE, Bench, asked, bench, fact, read_back, told, view


def some(count: int) -> list[Card]:
    """So many cards of two lines."""
    return [Card(f"c{n}", page(f"card {n}", "below")) for n in range(count)]


def talks() -> Talks:
    """A pane of messages for police."""
    return Talks(NAMES, NAMES.face, (CPS, NURSE))


def pointed(app: Bench) -> str:
    """The line with the pointer."""
    (line,) = [line for line in app.see().splitlines() if "▸" in line]
    return line.strip(" ▸▆▅▄▃▂▁█")


# --- cards


async def test_the_cursor_is_seen_with_the_focus_only_and_moves_with_arrows_home_end_and_pages() -> None:
    cards = Cards()
    async with bench(cards) as (app, pilot):
        cards.offer(some(30))
        app.set_focus(None)
        await pilot.pause()
        assert "▸" not in app.see()
        cards.focus()
        await pilot.pause()
        assert pointed(app) == "card 0"
        await pilot.press("down", "down", "up")
        assert pointed(app) == "card 1"
        await pilot.press("end")
        assert pointed(app) == "card 29"
        cards.page(-1)
        await pilot.pause()
        assert pointed(app) == "card 20"
        await pilot.press("home", "up")
        assert pointed(app) == "card 0"


async def test_who_left_a_list_at_its_newest_comes_back_to_what_is_newest_then() -> None:
    cards = Cards(last=True)
    async with bench(cards) as (app, pilot):
        cards.offer(some(3))
        cards.focus()
        await pilot.pause()
        assert pointed(app) == "card 2"
        cards.offer(some(30))
        await pilot.pause()
        assert pointed(app) == "card 2"  # what somebody stands on stays under the cursor
        await pilot.press("end")
        app.set_focus(None)
        await pilot.pause()
        cards.offer(some(40))
        cards.focus()
        await pilot.pause()
        assert pointed(app) == "card 39"
        await pilot.press("up")
        app.set_focus(None)
        await pilot.pause()
        cards.offer(some(50))
        cards.focus()
        await pilot.pause()
        assert pointed(app) == "card 38"  # somebody had gone back in it


async def test_a_click_moves_the_cursor_and_two_take_the_card() -> None:
    cards = Cards()
    async with bench(cards) as (app, pilot):
        cards.offer(some(5))
        await pilot.pause()
        await pilot.click(cards, offset=(3, 5))
        assert pointed(app) == "card 2"
        await pilot.click(cards, offset=(3, 15))  # below the last there is none
        assert pointed(app) == "card 2"
        assert app.taken == []
        await pilot.click(cards, offset=(3, 7), times=2)
        assert app.taken == ["c3"]
        await pilot.press("enter")
        assert app.taken == ["c3", "c3"]


async def test_the_cursor_stays_on_its_card_when_others_come_above_it() -> None:
    cards = Cards()
    async with bench(cards) as (app, pilot):
        cards.offer(some(5))
        cards.focus()
        await pilot.press("down", "down")
        cards.offer([Card("new", page("new")), *some(5)])
        await pilot.pause()
        assert pointed(app) == "card 2"
        cards.offer(some(2))  # it is gone
        await pilot.pause()
        assert pointed(app) == "card 0"
        cards.offer([])
        await pilot.pause()
        assert cards.card is None


async def test_the_newest_stays_in_sight_until_somebody_moves_away() -> None:
    cards = Cards(last=True)
    async with bench(cards) as (app, pilot):
        app.set_focus(None)
        cards.offer(some(30))
        await pilot.pause()
        assert "card 29" in app.see()
        cards.offer(some(31))
        await pilot.pause()
        assert "card 30" in app.see()
        cards.focus()
        await pilot.press("home")
        cards.offer(some(32))
        await pilot.pause()
        assert pointed(app) == "card 0"


async def test_what_comes_last_is_in_sight_in_the_frame_that_shows_it_and_not_in_one_after_it() -> None:
    cards = Cards(last=True)
    async with bench(cards) as (app, pilot):
        app.set_focus(None)
        cards.offer(some(30))
        await pilot.pause()
        before = cards.scroll_offset.y
        cards.offer(some(31))  # nothing is waited for: where it stands now is what the next frame shows
        assert cards.scroll_offset.y == cards.max_scroll_y == before + 2
        cards.focus()
        await pilot.press("home")
        cards.action_edge(1)
        assert cards.scroll_offset.y == cards.max_scroll_y


async def test_only_what_is_new_is_laid_out_and_only_what_is_in_sight_is_drawn() -> None:
    cards = Cards()
    async with bench(cards) as (_, pilot):
        many = some(200)
        cards.offer(many)
        await pilot.pause()
        before = dict(cards.drawn)
        assert len(cards.lines) <= 11
        cards.offer([*many, Card("new", page("new"))])
        assert all(cards.drawn[card.id] is before[card.id] for card in many)


async def test_what_was_scrolled_through_is_not_kept_drawn_and_looks_the_same_when_it_comes_back() -> None:
    cards = Cards()
    async with bench(cards) as (app, pilot):
        cards.offer(some(200))
        cards.focus()
        await pilot.press("home")
        first = app.see()
        drawn = []
        for _ in range(25):
            cards.action_move(8)
            await pilot.pause()
            drawn.append(len(cards.lines))
        assert max(drawn) <= KEPT * cards.size.height
        await pilot.press("home")
        assert app.see() == first


async def test_resizing_wraps_anew_and_keeps_the_cursor_in_sight() -> None:
    cards = Cards()
    async with bench(cards) as (app, pilot):
        cards.offer([Card(f"c{n}", page(f"{n} " + "word " * 20)) for n in range(20)])
        cards.focus()
        await pilot.press("end")
        for size in ((24, 8), (100, 30), (46, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pointed(app).startswith("19 word")


# --- what one knows


async def test_topics_with_the_newest_facts_come_first_and_what_is_new_is_marked() -> None:
    known = Known(NAMES, NAMES.face)
    async with bench(known) as (app, pilot):
        old = (fact("a"), fact("b", topic="relatives"))
        known.see(view(known=old), 0)
        known.see(view(known=(*old, fact("c", 5, how="told", source=CPS))), 0)
        await pilot.pause()
        seen = app.see()
        assert seen.index("The home") < seen.index("● c is so.") < seen.index("– a is so.") < seen.index("Relatives")
        assert "21:40 from CPS" in seen
        known.see(view(known=(*old, fact("c", 5, how="told", source=CPS)), seq=9), 9)  # this person went on
        await pilot.pause()
        assert "●" not in app.see()


async def test_a_fact_says_whom_one_has_told_how_they_read_it_back_and_that_it_needs_a_ground() -> None:
    known = Known(NAMES, NAMES.face)
    told_to = ((CPS, 60), (CPS, 180), (NURSE, 120))
    async with bench(known, (80, 10)) as (app, pilot):
        back = read_back(4, 3, right=False), read_back(5, 4, right=True, frm=NURSE)
        known.see(view(*back, known=(fact("a", told=told_to, bases=("curious",)),)), 0)
        await pilot.pause()
        words = " ".join(app.see().split())
    assert "told CPS 21:41 and 21:43, read back wrongly · told Nurse 21:42 ✓ · needs a ground to pass on" in words


async def test_what_came_late_from_afar_is_new_though_it_was_said_long_ago() -> None:
    known = Known(NAMES, NAMES.face)
    async with bench(known) as (app, pilot):
        known.see(view(known=(fact("a", 8),), seq=9), 9)
        known.see(view(known=(fact("a", 8), fact("b", 3, how="told", source=CPS)), seq=12), 9)
        await pilot.pause()
        assert "● b is so." in app.see()
        assert "– a is so." in app.see()


# --- messages


def test_what_came_late_from_afar_came_with_its_delivery() -> None:
    seen = view(told(3, late=12), told(8), seq=12)
    assert [entry.seq for entry in came(seen, NAMES, 5)] == [8, 12]
    assert [entry.seq for entry in came(seen, NAMES, 9)] == [12]


async def test_partners_are_turned_through_with_left_and_right_and_say_what_is_unread() -> None:
    pane = talks()
    async with bench(pane) as (app, pilot):
        pane.see(view(told(1)), 1)
        pane.see(view(told(1), told(2, NURSE), told(3, NURSE, fact="b")), 1)
        pane.cards.focus()
        await pilot.pause()
        assert app.see().splitlines()[0].split() == ["[All]", "CPS", "●2", "Nurse"]
        await pilot.press("right")
        assert "[CPS]" in app.see()
        assert "Nurse told you" not in app.see()
        await pilot.press("left", "left")
        assert app.see().splitlines()[0].split() == ["All", "CPS", "●2", "[Nurse]"]


async def test_a_conversation_opens_on_the_first_message_that_is_unread_and_leaving_it_reads_it() -> None:
    pane = talks()
    async with bench(pane) as (app, pilot):
        pane.see(view(told(1, NURSE)), 1)
        pane.see(view(told(1, NURSE), told(2, NURSE, fact="b"), told(3, NURSE, fact="c")), 1)
        pane.cards.focus()
        pane.turn_to(NURSE)
        await pilot.pause()
        assert pointed(app).startswith("● 21:42 Nurse told you")
        app.set_focus(None)
        await pilot.pause()
        assert "●" not in app.see()


async def test_a_click_on_a_name_opens_the_conversation() -> None:
    pane = talks()
    async with bench(pane) as (app, pilot):
        pane.see(view(told(1), told(2, NURSE)), 2)
        await pilot.pause()
        await pilot.click(pane, offset=(app.see().splitlines()[0].index("Nurse") + 1, 0))
        await pilot.pause()
        assert "[Nurse]" in app.see()
        assert pane.cards.has_focus


async def test_where_there_is_no_room_for_all_names_the_one_that_is_open_is_among_those_shown() -> None:
    pane = talks()
    async with bench(pane, (24, 8)) as (app, pilot):
        pane.see(view(asked(1, POLICE, "records")), 1)
        await pilot.pause()
        assert app.see().splitlines()[0].rstrip() == "[All]  CPS  Nurse  ›"
        pane.turn_to("records")
        await pilot.pause()
        assert app.see().splitlines()[0].rstrip() == "‹ [County records de…]"
        pane.see(view(asked(1, POLICE, "records"), told(2, NURSE)), 1)
        await pilot.pause()
        assert "‹● [County" in app.see()


async def test_two_hundred_messages_and_one_more_make_one_card_anew() -> None:
    pane = talks()
    async with bench(pane) as (_, pilot):
        many = [told(n, CPS if n % 2 else POLICE, (POLICE,) if n % 2 else (CPS,), f"f{n}") for n in range(1, 201)]
        pane.see(view(*many), 200)
        await pilot.pause()
        before = {card.id: card for card in pane.cards.cards}
        pane.see(view(*many, told(201)), 200)
        after = {card.id: card for card in pane.cards.cards}
        assert [name for name in after if after[name] is not before.get(name)] == ["201"]
