"""A ledger of another type, or not as it was written, is neither read nor added to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs

from shuangjian.enforcement.rectification.events import (
    Closed,
    Entry,
    Extended,
    Item,
    Opened,
    Reported,
    Verified,
)
from shuangjian.enforcement.rectification.ledger import append, state, verify
from tests.enforcement.rectification.books import START, faults, forged, on, opened, refused, written


def test_all_that_is_of_another_type_is_told_at_once() -> None:
    given_: Any = datetime(2024, 9, 2, 8)  # noqa: DTZ001  # a moment, refused with or without a zone
    none: Any = None
    entries = written([opened("a")])
    assert faults((), Opened(given_, none, (Item("a", "x", given_),))) == (
        "event.day: datetime.datetime(2024, 9, 2, 8, 0) is not of type date; give one that is",
        "event.institution: None is not of type str; give one that is",
        "event.items[0].deadline: datetime.datetime(2024, 9, 2, 8, 0) is not of type date; give one that is",
    )
    assert faults(entries, Extended(on(1), none, none)) == (
        "event.item: None is not of type str; give one that is",
        "event.deadline: None is not of type date; give one that is",
    )
    names = "Opened or Reported or Verified or Refused or Extended or Reopened or Closed"
    assert refused(lambda: append(none, none)) == (
        "entries: is of type NoneType; give a tuple",
        f"event: is of type NoneType; give {names}",
    )
    assert refused(lambda: state((*entries, none), given_)) == (
        "entries[1]: is of type NoneType; give Entry",
        "day: datetime.datetime(2024, 9, 2, 8, 0) is not of type date; give one that is",
    )
    assert refused(lambda: state(entries, on(1)).having("open")) == (  # type: ignore[arg-type]
        "status: 'open' is not of type Status; give one that is",
    )
    assert refused(lambda: verify(list(entries), 5)) == (  # type: ignore[arg-type]
        "entries: is of type list; give a tuple",
        "last: 5 is not of type str; give one that is",
    )


def test_an_entry_that_holds_what_another_can_change_is_refused() -> None:
    """A list in place of a tuple has the same digest; it must not come so far."""
    items: Any = [Item("a", "b", on(8))]
    assert refused(lambda: Entry(Opened(START, "p-1", items), "", 1)) == (  # type: ignore[arg-type]
        "event.items: is of type list; give a tuple",
        "digest: 1 is not of type str; give one that is",
    )


def test_a_ledger_that_is_not_as_it_was_written_is_not_read_and_nothing_is_added_to_it() -> None:
    entries = written([opened("a"), Reported(on(1), "a"), Verified(on(2), "a")])
    last = (*entries[:2], attrs.evolve(entries[2], digest="sha256:0"))
    cut = (entries[0], entries[2])
    for broken in (last, cut, (forged((), Closed(START)),)):
        said = verify(broken)
        assert said
        assert refused(lambda: append(broken, Closed(on(3))))[: len(said)] == said  # noqa: B023  # called at once
        assert refused(lambda: state(broken, on(3))) == said  # noqa: B023
    assert append(entries, Closed(on(3)))


def test_what_is_added_to_a_broken_ledger_is_judged_too() -> None:
    entries = written([opened("a"), Reported(on(1), "a")])
    broken = (entries[0], attrs.evolve(entries[1], digest=""))
    assert faults(broken, Reported(on(1), "a")) == (
        "entries[1]: was changed; its digest is not that of what it says",
        "item: 'a' is reported; what is reported must be open",
    )


def test_what_was_changed_anywhere_is_neither_read_nor_added_to() -> None:
    entries = written([opened("a"), Reported(on(1), "a"), Verified(on(2), "a")])
    changed = attrs.evolve(entries[1], event=Reported(on(2), "a"))
    hidden = (entries[0], changed, entries[2])
    told = ("entries[1]: was changed; its digest is not that of what it says",)
    assert verify(hidden) == told
    assert refused(lambda: append(hidden, Closed(on(3)))) == told
    assert refused(lambda: state(hidden, on(1))) == told
