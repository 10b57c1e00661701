"""The rectification ledger: what is done to it afterwards shows; deadlines, closings and all faults by hand."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.enforcement.digest import LONGEST_TEXT, digest
from shuangjian.enforcement.rectification.events import (
    Closed,
    Entry,
    Event,
    Extended,
    Item,
    Opened,
    Progress,
    Refused,
    Reopened,
    Reported,
    State,
    Status,
    Verified,
)
from shuangjian.enforcement.rectification.ledger import FORMAT, append, state, verify
from tests.enforcement.rectification.books import START, faults, forged, on, opened, written

# ------------------------------------------------------------------------------------------- what was done shows


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Ledgers that happen."""
    ids = draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True))
    entries = append((), opened(*ids))
    for _ in range(draw(st.integers(1, 8))):
        day = entries[-1].event.day + timedelta(draw(st.integers(0, 3)))
        id_ = draw(st.sampled_from(ids))
        held = state(entries, day)
        follow: dict[Status, list[Event]] = {
            Status.OPEN: [Reported(day, id_), Extended(day, id_, held.items[id_].item.deadline + timedelta(40))],
            Status.REPORTED: [Verified(day, id_), Refused(day, id_)],
            Status.VERIFIED: [Reopened(day, id_, day + timedelta(4))],
        }
        entries = append(entries, draw(st.sampled_from(follow[held.items[id_].status])))
    return entries


@given(entries=ledgers(), at=st.data())
def test_an_entry_dropped_moved_doubled_or_inserted_shows(entries: tuple[Entry, ...], at: st.DataObject) -> None:
    last, place = entries[-1].digest, at.draw(st.integers(0, len(entries) - 1))
    other = at.draw(st.integers(0, len(entries) - 1).filter(lambda n: n != place))
    dropped = entries[:place] + entries[place + 1 :]
    moved = list(entries)
    moved[place], moved[other] = moved[other], moved[place]
    doubled = entries[: place + 1] + entries[place:]
    strange = Entry(Closed(START), entries[place].before, digest("not this ledger"))
    inserted = (*entries[:place], strange, *entries[place:])
    assert verify(entries, last) == ()
    for made in (dropped, tuple(moved), doubled, inserted):
        assert verify(made, last)
        told = [f for f in verify(made) if f.startswith("entries[")]
        assert told or made == entries[:-1]  # that a ledger was cut short, it cannot tell alone
        assert all(int(f[len("entries[") : f.index("]")]) >= min(place, other) for f in told)


@given(entries=ledgers(), at=st.data())
def test_whatever_is_changed_in_an_entry_shows_at_its_place(entries: tuple[Entry, ...], at: st.DataObject) -> None:
    place = at.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    name = at.draw(st.sampled_from([a.name for a in attrs.fields(type(entry.event))]))
    value = getattr(entry.event, name)
    new: Any = {date: value + timedelta(1) if isinstance(value, date) else None, str: "z", tuple: ()}[type(value)]
    if isinstance(value, tuple) and at.draw(st.booleans()):
        new = (attrs.evolve(value[0], demand="nothing much"), *value[1:])
    changed = attrs.evolve(entry, event=with_(entry.event, name, new))
    told = verify((*entries[:place], changed, *entries[place + 1 :]))
    assert f"entries[{place}]: was changed; its digest is not that of what it says" in told


@given(entries=ledgers(), at=st.data())
def test_a_ledger_written_anew_shows_against_the_digest_that_was_noted(
    entries: tuple[Entry, ...], at: st.DataObject
) -> None:
    place = at.draw(st.integers(1, len(entries) - 1))
    again = entries[:place]
    for entry in entries[place + 1 :]:
        again = (*again, forged(again, entry.event))
    assert verify(again, again[-1].digest) == verify(again)
    assert any(f.startswith("last: ") for f in verify(again, entries[-1].digest))


def with_(event: Any, name: str, new: Any) -> Event:
    changed: Event = attrs.evolve(event, **{name: new})
    return changed


def test_events_that_cannot_follow_show_even_where_every_digest_is_right() -> None:
    entries: tuple[Entry, ...] = ()
    for event in (opened("a"), Verified(on(1), "a"), Reported(on(2), "a"), Closed(on(1))):
        entries = (*entries, forged(entries, event))
    assert verify(entries, entries[-1].digest) == (
        "entries[1]: item: 'a' is open; what is verified must be reported",
        "entries[3]: day: 2024-09-03 lies before the event before it, of 2024-09-04",
        "entries[3]: items: 'a' not struck off; verify each first",
    )
    odd = (forged((), attrs.evolve(opened("a"), institution="\ud800")),)
    assert verify(odd)[0].startswith("entries[0]: institution: '\\ud800' is no text to publish")


def test_what_is_said_of_a_broken_ledger() -> None:
    entries = written([opened("a"), Reported(on(1), "a"), Verified(on(2), "a")])
    last = entries[-1].digest
    assert verify(entries[:-1], last) == (
        f"last: '{last}' was noted, the last entry has '{entries[-2].digest}'; it was cut short, or written anew",
    )
    assert verify((entries[0], entries[2])) == (
        "entries[1]: does not follow the one before it; one was dropped, inserted, moved or changed",
        "entries[1]: item: 'a' is open; what is verified must be reported",
    )
    assert verify((), last) == (f"last: '{last}' was noted, the last entry has ''; it was cut short, or written anew",)
    assert verify(()) == ()


def test_a_digest_is_what_anybody_makes_of_the_entry() -> None:
    """Written from the docstring alone: SHA-256 of JSON without blanks, keys in order."""
    one, two = written([Opened(START, "机构-1", (Item("a", "b", on(8)),)), Reported(on(1), "a")])
    text = (
        '["shuangjian-ledger/1","","Opened",{"day":"2024-09-02","institution":"机构-1",'
        '"items":[{"deadline":"2024-09-10","demand":"b","id":"a"}]}]'
    )
    first = "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()
    then = f'["shuangjian-ledger/1","{first}","Reported",{{"day":"2024-09-03","item":"a"}}]'
    assert (one.before, one.digest) == ("", first)
    assert (two.before, two.digest) == (first, "sha256:" + hashlib.sha256(then.encode()).hexdigest())
    assert FORMAT == "shuangjian-ledger/1"


# ------------------------------------------------------------------------------------------- by hand


def test_the_deadline_itself_is_in_time_and_a_report_stops_the_clock_until_it_is_refused() -> None:
    entries = written([opened("a", "b"), Reported(on(10), "a")])
    assert state(entries, on(10)).overdue == ()
    assert state(entries, on(11)).overdue == ("b",)
    assert state(append(entries, Refused(on(11), "a")), on(11)).overdue == ("a", "b")
    assert state(append(entries, Verified(on(30), "a")), on(30)).overdue == ("b",)
    late = append(entries, Reported(on(11), "b"))
    assert state(late, on(11)).overdue == ("b",)
    assert state(append(late, Verified(on(12), "b")), on(12)).overdue == ()
    assert state(append(entries, Extended(on(11), "b", on(12))), on(12)).overdue == ()


def test_a_ledger_as_it_stood() -> None:
    entries = written([opened("a", "b"), Reported(on(2), "a"), Verified(on(4), "a")])
    assert [state(entries, on(n)).items["a"].status for n in (0, 1, 2, 3, 4, 99)] == [
        Status.OPEN, Status.OPEN, Status.REPORTED, Status.REPORTED, Status.VERIFIED, Status.VERIFIED,
    ]  # fmt: skip
    assert state(entries, on(4)) == State(
        on(4),
        {
            "a": Progress(Item("a", "rule a", on(10)), Status.VERIFIED, on(2)),
            "b": Progress(Item("b", "rule b", on(10))),
        },
    )
    assert state(entries, on(-1)) == State(on(-1))
    assert state(entries, on(4)).having(Status.OPEN) == ("b",)


def closed_on(day: date) -> tuple[Entry, ...]:
    return written([
        Opened(day, "p-1", (Item("a", "x", day), Item("b", "y", day))),
        *(kind(day, id_) for id_ in "ab" for kind in (Reported, Verified)),
        Closed(day),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "found", "is_again", "why"),
    [
        (date(2024, 9, 2), date(2024, 9, 2), True, "the same day"),
        (date(2024, 9, 2), date(2026, 9, 2), True, "the last day of the two years"),
        (date(2024, 9, 2), date(2026, 9, 3), False, "the day after"),
        (date(2024, 2, 29), date(2026, 2, 28), True, "a year without that day"),
        (date(2024, 2, 29), date(2026, 3, 1), False, "and the day after"),
        (date(2022, 10, 1), date(2023, 10, 14), False, "the day before the order was in force"),
        (date(2022, 10, 1), date(2023, 10, 15), True, "the first day of the order"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_found_again_within_two_years_of_the_closing(
    closed: date, found: date, is_again: bool, why: str
) -> None:
    now = state(append(closed_on(closed), Reopened(found, "b", found)), found)
    assert now.again == (frozenset("b") if is_again else frozenset())
    assert (now.is_closed, now.closed_on, now.having(Status.OPEN)) == (False, closed, ("b",))


def test_the_last_closing_counts_and_both_items_can_be_found_again() -> None:
    entries = append(closed_on(START), Reopened(on(800), "a", on(800)))
    for event in (Reported(on(800), "a"), Verified(on(800), "a"), Closed(on(801)), Reopened(on(900), "b", on(901))):
        entries = append(entries, event)
    assert state(entries, on(900)).again == {"b"}
    assert state(append(entries, Reopened(on(900), "a", on(901))), on(900)).again == {"a", "b"}


def test_what_was_never_closed_is_not_again() -> None:
    entries = written([opened("a", "b"), Reported(on(1), "a"), Verified(on(1), "a"), Reopened(on(2), "a", on(9))])
    assert state(entries, on(2)).again == frozenset()
    assert state(entries, on(2)).items["a"] == Progress(Item("a", "rule a", on(9)))


# ------------------------------------------------------------------------------------------- what is wrong


def test_all_that_is_wrong_with_an_opening_is_told_at_once() -> None:
    items = (Item("a", "", on(-1)), Item("a", "x" * (LONGEST_TEXT + 1), START), Item("\n", "x" * LONGEST_TEXT, START))
    assert faults((), Opened(START, "", items)) == (
        "institution: '' is no text to publish; write 1 to 200 visible characters",
        "items[0].demand: '' is no text to publish; write 1 to 200 visible characters",
        f"items[1].demand: '{'x' * 20}' is no text to publish; write 1 to 200 visible characters",
        "items[2].id: '\\n' is no text to publish; write 1 to 200 visible characters",
        "items: 'a' stands 2 times; name each once",
        "items[0].deadline: 2024-09-01 lies before 2024-09-02, the day it is set",
    )
    assert faults((), Opened(START, "p-1", ())) == ("items: there is none; name what is demanded",)
    assert append((), opened("a", days=0))


def test_all_that_is_wrong_with_another_event_is_told_at_once() -> None:
    entries = written([opened("a", "b"), Reported(on(3), "a")])
    assert faults((), Closed(START)) == ("ledger: is not opened; open it first",)
    assert faults(entries, opened("c")) == (
        "day: 2024-09-02 lies before the event before it, of 2024-09-05",
        "ledger: is opened already; a new notice has a ledger of its own",
    )
    assert faults(entries, Verified(on(2), "z")) == (
        "day: 2024-09-04 lies before the event before it, of 2024-09-05",
        "item: 'z' is none of this ledger; it has 'a', 'b'",
    )
    assert faults(entries, Reopened(on(4), "b", on(3))) == (
        "item: 'b' is open; what is reopened must be verified",
        "deadline: 2024-09-05 lies before 2024-09-06, the day it is set",
    )
    assert faults(entries, Extended(on(4), "a", on(10))) == (
        "deadline: 2024-09-12 is no later than 2024-09-12, which it has",
    )
    assert faults(entries, Closed(on(4))) == ("items: 'a', 'b' not struck off; verify each first",)
    closed = closed_on(START)
    assert faults(closed, Closed(on(1))) == ("ledger: is closed since 2024-09-02",)
    assert faults(closed, Extended(on(1), "a", on(3))) == (
        "item: 'a' is verified; what is extended must be open or reported",
    )
