"""Replays of any events, lawful or not: the ledger and a plain model never differ, no item is lost or invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shuangjian.enforcement.rectification.events import (
    Closed,
    Event,
    Extended,
    Item,
    LedgerError,
    Opened,
    Refused,
    Reopened,
    Reported,
    State,
    Status,
    Verified,
)
from shuangjian.enforcement.rectification.ledger import append, state, verify

START = date(2024, 9, 2)
ON_AN_ITEM = (Reported, Verified, Refused, Extended, Reopened)


def opened(ids: list[str], until: date) -> Opened:
    return Opened(START, "p-1", tuple(Item(id_, f"rule {id_}", until) for id_ in ids))


class Ledgers(RuleBasedStateMachine):
    """Any events at any time, lawful or not, beside a model of lists and dicts that shares no code."""

    @initialize(ids=st.lists(st.sampled_from("abcd"), min_size=1, unique=True), days=st.integers(0, 20))
    def open(self, ids: list[str], days: int) -> None:
        self.entries = append((), opened(ids, START + timedelta(days)))
        self.day = START
        self.ids = ids
        self.how: dict[str, str] = dict.fromkeys(ids, "open")
        self.until = dict.fromkeys(ids, START + timedelta(days))
        self.said: dict[str, date] = {}
        self.again: set[str] = set()
        self.closings: list[date] = []
        self.is_closed = False
        self.snapshots: dict[date, State] = {}

    def tries(self, event: Event, *, is_lawful: bool) -> bool:
        if is_lawful:
            self.entries = append(self.entries, event)
            self.day = event.day
        else:
            with pytest.raises(LedgerError):
                append(self.entries, event)
        return is_lawful

    @rule(
        kind=st.sampled_from(ON_AN_ITEM),
        id_=st.sampled_from("abcde"),
        later=st.integers(-1, 12),
        room=st.integers(-1, 30),
    )
    def on_an_item(self, kind: Any, id_: str, later: int, room: int) -> None:
        day = self.day + timedelta(later)
        until = day + timedelta(room)
        how = self.how.get(id_)
        wants = {
            Reported: how == "open",
            Verified: how == "reported",
            Refused: how == "reported",
            Extended: how in ("open", "reported") and until > self.until.get(id_, until),
            Reopened: how == "verified",
        }
        has_deadline = kind in (Extended, Reopened)
        event = kind(day, id_, until) if has_deadline else kind(day, id_)
        if not self.tries(event, is_lawful=wants[kind] and later >= 0 and (room >= 0 or not has_deadline)):
            return
        self.how[id_] = {Reported: "reported", Verified: "verified", Extended: self.how[id_]}.get(kind, "open")
        if has_deadline:
            self.until[id_] = until
        if kind is Reported:
            self.said[id_] = day
        elif kind in (Refused, Reopened):
            del self.said[id_]
        if kind is Reopened:
            self.is_closed = False
            if self.closings and day <= two_years_after(self.closings[-1]):
                self.again.add(id_)

    @rule(later=st.sampled_from([-1, 0, 3, 700, 731]))
    def close(self, later: int) -> None:
        day = self.day + timedelta(later)
        is_done = set(self.how.values()) == {"verified"}
        if self.tries(Closed(day), is_lawful=is_done and later >= 0 and not self.is_closed):
            self.is_closed = True
            self.closings.append(day)

    @precondition(lambda self: "open" in self.how.values())
    @rule()
    def put_all_right(self) -> None:
        """So that closed ledgers are met often."""
        for id_ in [i for i in self.ids if self.how[i] == "open"]:
            self.on_an_item(Reported, id_, 0, 0)
        for id_ in [i for i in self.ids if self.how[i] == "reported"]:
            self.on_an_item(Verified, id_, 0, 0)
        self.close(0)

    @rule(id_=st.sampled_from("abcd"), later=st.integers(725, 735))
    def long_after(self, id_: str, later: int) -> None:
        self.on_an_item(Reopened, id_, later, 5)

    @rule()
    def open_again(self) -> None:
        self.tries(opened(["x"], self.day), is_lawful=False)

    @invariant()
    def nothing_is_lost_or_invented(self) -> None:
        if not hasattr(self, "entries"):
            return
        now = state(self.entries, self.day)
        assert list(now.items) == self.ids
        assert {i: p.status.value for i, p in now.items.items()} == self.how
        assert {i: p.item for i, p in now.items.items()} == {i: Item(i, f"rule {i}", self.until[i]) for i in self.ids}
        assert {i: p.reported_on for i, p in now.items.items()} == {i: self.said.get(i) for i in self.ids}
        late = [i for i in self.ids if self.how[i] != "verified" and self.said.get(i, self.day) > self.until[i]]
        assert list(now.overdue) == late
        assert (now.is_closed, set(now.again)) == (self.is_closed, self.again)
        assert now.closed_on == (self.closings[-1] if self.closings else None)
        assert sorted(i for s in Status for i in now.having(s)) == sorted(self.ids)

    @invariant()
    def the_past_stays(self) -> None:
        if not hasattr(self, "entries"):
            return
        assert verify(self.entries, self.entries[-1].digest) == ()
        assert all(state(self.entries, day) == held for day, held in self.snapshots.items() if day < self.day)
        self.snapshots[self.day] = state(self.entries, self.day)


def two_years_after(day: date) -> date:
    return day.replace(year=day.year + 2) if (day.month, day.day) != (2, 29) else date(day.year + 2, 2, 28)


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(stateful_step_count=25)
