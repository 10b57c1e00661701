"""The life of an institution: what the table allows can be done and nothing else, and lives by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from hypothesis import given, strategies as st

from shuangjian.calendar import Day, NationalCalendar
from shuangjian.enforcement.rectification import acts as table
from shuangjian.enforcement.rectification.acts import Decision, Issuer, Order, Part, Standing, acts
from shuangjian.enforcement.rectification.due import Due
from shuangjian.enforcement.rectification.institution import LifeError, Notice
from shuangjian.enforcement.rectification.life import Deadline, apply, deadlines, possible
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject
from tests.enforcement.rectification.lives import (
    ART,
    ART_ONLY,
    JUNIOR,
    PRIMARY,
    SENIOR,
    SUBJECTS,
    faults,
    hearing,
    moved,
    of,
    paper,
    under,
)

TABLE: Mapping[str, Any] = tomllib.loads(Path(table.__file__).with_name("life.toml").read_text("utf-8"))
TO_NON_PROFIT = ("new_licence", "registration", "old_licence")
ENDS = {Standing.CLOSED, Standing.REVOKED, Standing.BANNED}
PARTS = st.frozensets(st.builds(Part, st.sampled_from(Stage), st.sampled_from(Subject)), min_size=1, max_size=4)


class NoHolidays(NationalCalendar):
    """A table in which every day is worked."""

    def on(self, day: date, /) -> Day:
        return Day(None, provisional=False, because="worked")


# ------------------------------------------------------------------------------------------- a plain model


@attrs.frozen
class Model:
    """The same life as plain sets of names, read from the table by other code."""

    standing: str
    orders: frozenset[str]
    open: frozenset[tuple[str, str]] = frozenset()
    """Acts that others can be founded on, each with what it is about."""

    def may(self, act: str, trained: frozenset[Part]) -> bool:
        row = TABLE["act"][act]
        before = row.get("after")
        return (
            self.standing in row["from"]
            and not trained.isdisjoint(concerned(act, trained))
            and (not row.get("needs") or not self.orders.isdisjoint(row["needs"]))
            and self.orders.isdisjoint(row.get("unless", []))
            and ("parts" not in row or "parts" in row.get("asks", []) or {f"{p}" for p in trained} <= set(row["parts"]))
            and (before is None or not self.open.isdisjoint({(before, act), (before, "")}))
        )

    def after(self, act: str, about: str, *, is_stopped: bool) -> Model:
        row = TABLE["act"][act]
        spent = {
            (done, aim)
            for done, aim in self.open
            if act in TABLE["act"][done].get("spent_by", []) or aim == act or (aim == "" and done == row.get("after"))
        }
        orders = self.orders - set(row.get("lifts", [])) | set(row.get("imposes", []))
        return Model(
            row.get("to", self.standing),
            orders if is_stopped else orders - {"stopped"},
            self.open - spent | {(act, about)},
        )


def concerned(act: str, trained: frozenset[Part]) -> frozenset[Part]:
    """Of what is trained, what an act can be about."""
    of_ = TABLE["act"][act].get("of")
    return trained if of_ is None else frozenset(p for p in trained if f"{p.stage.value}.{p.subject.value}" in of_)


PICKS = st.tuples(st.integers(0, 99), st.booleans(), st.sampled_from(Decision), PARTS)


@given(begun=st.sampled_from(Standing), parts=PARTS, picks=st.lists(PICKS, max_size=16))
def test_what_the_table_allows_can_be_done_and_nothing_else(
    begun: Standing, parts: frozenset[Part], picks: list[tuple[int, bool, Decision, frozenset[Part]]]
) -> None:
    now, model, day = of(begun, parts), Model(begun.value, frozenset()), date(2023, 1, 1)
    for number, is_wild, about, some in picks:
        day = date(day.year + 1, 1, 1)  # longer than any waiting time
        assert possible(now) == tuple(a for a in TABLE["act"] if model.may(a, now.parts))
        choice = list(TABLE["act"]) if is_wild else possible(now) or list(TABLE["act"])
        act = choice[number % len(choice)]
        can = concerned(act, now.parts)
        named = frozenset({ART}) if act == "conversion" else can & some or can
        held = Notice(
            act,
            Issuer(TABLE["act"][act]["issuers"][-1]),
            day,
            parts=_asked(act, "parts", named, frozenset[Part]()),
            deadline=_asked(act, "deadline", day, None),
            about=_asked(act, "about", about, None),
        )
        if not model.may(act, now.parts):
            assert any(f.startswith(("standing: ", "orders: ", "history: ", "parts: ")) for f in faults(now, held))
            continue
        if (
            about.value in TABLE["act"]
            and act == "hearing"
            and now.standing.value not in TABLE["act"][about.value]["from"]
        ):
            assert [f.partition(":")[0] for f in faults(now, held)] == ["about"]
            continue
        before, now = now, apply(now, held, NoHolidays())
        gone = "stopped" in TABLE["act"][act].get("lifts", [])
        stopped = (frozenset[Part]() if gone else before.stopped & now.parts) | (
            named if act == "stop" else frozenset[Part]()
        )
        model = model.after(act, _asked(act, "about", about.value, ""), is_stopped=bool(stopped))
        assert (now.standing.value, frozenset(o.value for o in now.orders)) == (model.standing, model.orders)
        assert now.history == (*before.history, held)
        assert (now.deadline is None) == ("rectifying" not in model.orders)
        assert now.stopped == stopped
        assert now.running in (now.parts - now.stopped, frozenset())


def _asked(act: str, name: str, given_: Any, else_: Any) -> Any:
    return given_ if name in TABLE["act"][act].get("asks", []) else else_


@given(parts=PARTS, stopped=st.lists(PARTS, min_size=1, max_size=3))
def test_only_what_is_stopped_no_longer_runs(parts: frozenset[Part], stopped: list[frozenset[Part]]) -> None:
    now, gone = of(parts=parts), frozenset[Part]()
    for some in stopped:
        if named := some & parts & SUBJECTS:
            now, gone = apply(now, paper("stop", date(2021, 8, 6), parts=named)), gone | named
    assert now.running == parts - gone
    assert now.parts == parts


@given(act=st.sampled_from(sorted(acts())), begun=st.sampled_from(Standing), day=st.dates(date(2018, 1, 1)))
def test_an_act_never_changes_the_institution_it_was_given(act: str, begun: Standing, day: date) -> None:
    before = of(begun)
    kept = attrs.evolve(before)
    with suppress(LifeError):
        assert apply(before, paper(act, day)) != before
    assert before == kept


# ------------------------------------------------------------------------------------------- lives


def test_three_standings_are_ends_and_every_other_can_be_left() -> None:
    assert {s for s in Standing if not possible(of(s))} == ENDS
    assert all(not of(s).running for s in ENDS)
    assert all(of(s).running == SUBJECTS for s in set(Standing) - ENDS)


def test_from_for_profit_to_non_profit_with_seven_working_days_over_the_national_day() -> None:
    """The old licence goes on 28 September 2021: 29, 30, then 8 and 9 October (worked), 11, 12, 13."""
    now = moved(
        of(Standing.FOR_PROFIT),
        paper("new_licence", date(2021, 9, 27)),
        paper("old_licence", date(2021, 9, 28)),
    )
    last = Due(date(2021, 12, 31), provisional=False)
    assert [(d.act, d.due) for d in deadlines(now)] == [("registration", last)]
    now = apply(now, paper("registration", date(2021, 9, 29)))
    told = {(d.act, d.due.day, d.clauses) for d in deadlines(now)}
    clauses = ("LIC-04", "LIC-03")
    assert told == {("business_licence", day, clauses) for day in (date(2021, 10, 13), date(2021, 12, 31))}
    late = apply(now, paper("business_licence", date(2021, 11, 1)))
    assert (late.standing, deadlines(late)) == (Standing.LICENSED, ())


def test_the_steps_to_non_profit_have_an_order() -> None:
    begun = of(Standing.FOR_PROFIT)
    day = date(2021, 9, 27)
    assert faults(begun, paper("registration", day))[0] == (
        "standing: 'registration' moves what is relicensed; this one is for_profit"
    )
    registered = moved(begun, paper("new_licence", day), paper("registration", day))
    assert faults(registered, paper("business_licence", day)) == (
        "history: 'business_licence' comes after 'old_licence'; that was not done",
        (
            "act: possible now are old_licence, conversion, stop, rectification, no_enrolment, no_training, hearing, "
            "announcement"
        ),
    )


def test_from_filing_to_approval_or_to_nothing() -> None:
    filed = of(Standing.FILED)
    assert [(d.act, d.due.day, d.clauses) for d in deadlines(filed)] == [("approval", date(2021, 12, 31), ("LIC-05",))]
    assert apply(filed, paper("approval", date(2021, 12, 1))).standing is Standing.LICENSED
    gone = apply(filed, paper("filing_lost", date(2022, 1, 1)))
    assert (gone.standing, deadlines(gone)) == (Standing.UNLICENSED, ())
    assert possible(gone) == ("correction", "hearing", "shutdown", "ban")


def test_who_is_told_to_rectify_and_does_is_free_of_what_had_to_be_corrected() -> None:
    stopped = paper("stop", date(2021, 9, 6), parts=frozenset({JUNIOR}))
    told = paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17))
    now = moved(of(), stopped, told, paper("no_enrolment", date(2021, 9, 6)))
    assert now.orders == under(Order.STOPPED, Order.RECTIFYING, Order.NOT_ENROLLING)
    assert now.running == {PRIMARY}
    last = Due(date(2021, 9, 17), provisional=False)
    assert deadlines(now) == (Deadline("verification", last, ("ENF-05", "ENF-18", "PEN-13", "ENF-20")),)
    heard = apply(moved(of(), told), hearing(date(2021, 9, 6)))
    assert [(d.act, d.due.day) for d in deadlines(heard)] == [
        ("verification", date(2021, 9, 17)), ("revocation", date(2021, 12, 5)),
    ]  # fmt: skip
    assert now.deadline == date(2021, 9, 17)
    free = apply(now, paper("verification", date(2021, 9, 20)))
    assert (free.standing, free.orders, free.deadline) == (Standing.LICENSED, under(Order.STOPPED), None)
    assert free.running == {PRIMARY}  # no clause tells of a class stop being lifted
    assert (now.corrected_on, free.corrected_on) == (None, date(2021, 9, 20))
    again = apply(free, attrs.evolve(told, day=date(2021, 9, 20), deadline=date(2021, 9, 20)))
    assert (again.orders, again.corrected_on) == (under(Order.STOPPED, Order.RECTIFYING), None)
    third = apply(again, paper("verification", date(2021, 10, 8)))
    assert (third.corrected_on, of().corrected_on) == (date(2021, 10, 8), None)


def test_who_does_not_may_lose_the_licence_once_the_days_for_a_hearing_are_over() -> None:
    """Told of the right on 28 September 2021: 29, 30, then 8 and 9 October (worked), 11; lawful from the 12th."""
    told = paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17))
    now = moved(of(), told, hearing(date(2021, 9, 28)))
    assert faults(now, paper("revocation", date(2021, 10, 11))) == ("day: 'revocation' waits until 2021-10-12",)
    gone = apply(now, paper("revocation", date(2021, 10, 12)))
    assert (gone.standing, gone.orders, gone.deadline, possible(gone)) == (Standing.REVOKED, frozenset(), None, ())
    assert faults(moved(of(), told), paper("revocation", date(2021, 10, 12)))[0] == (
        "history: 'revocation' comes after 'hearing'; that was not done"
    )


def test_all_orders_in_the_way_are_told() -> None:
    both = moved(
        of(),
        paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17)),
        hearing(date(2021, 9, 6), Decision.CLOSURE),
        paper("closure", date(2021, 9, 15)),
        paper("announcement", date(2021, 9, 15)),
    )
    assert both.orders == under(Order.SHUT, Order.CLOSING)  # what is closed has nothing left to correct
    assert faults(both, paper("conversion", date(2021, 9, 15), parts=frozenset({ART})))[:2] == (
        "orders: 'conversion' cannot be while the order 'shut' is in force",
        "orders: 'conversion' cannot be while the order 'closing' is in force",
    )


def test_an_announcement_sets_no_last_day() -> None:
    announced = apply(of(), paper("announcement", date(2021, 9, 6)))
    assert (deadlines(announced), possible(announced)[-1]) == ((), "closing")


def test_classes_may_be_stopped_part_by_part() -> None:
    first = apply(of(), paper("stop", date(2021, 9, 6), parts=frozenset({JUNIOR})))
    both = apply(first, paper("stop", date(2021, 9, 7), parts=frozenset({PRIMARY})))
    assert first.stopped == {JUNIOR}
    assert (both.stopped, both.running) == (SUBJECTS, frozenset())


def test_a_second_notice_may_put_the_last_day_off_and_brings_none_forward() -> None:
    first = apply(of(), paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17)))
    for last, wanted in ((date(2021, 9, 30), date(2021, 9, 30)), (date(2021, 9, 10), date(2021, 9, 17))):
        again = apply(first, paper("rectification", date(2021, 9, 8), deadline=last))
        assert (again.deadline, again.orders) == (wanted, under(Order.RECTIFYING))


def test_the_last_hearing_counts() -> None:
    twice = moved(of(), hearing(date(2022, 3, 1)), hearing(date(2022, 3, 14)))
    assert faults(twice, paper("revocation", date(2022, 3, 10))) == (
        "day: 2022-03-10 lies before the act before it, of 2022-03-14",
        "day: 'revocation' waits until 2022-03-22",
    )
    assert apply(twice, paper("revocation", date(2022, 3, 22))).standing is Standing.REVOKED


def test_working_days_are_those_of_the_table_given() -> None:
    told = moved(of(), hearing(date(2021, 9, 28)))
    assert apply(told, paper("revocation", date(2021, 10, 4)), NoHolidays()).standing is Standing.REVOKED
    changing = moved(of(Standing.FOR_PROFIT), *(paper(a, date(2021, 9, 28)) for a in TO_NON_PROFIT))
    assert [d.due.day for d in deadlines(changing, NoHolidays())] == [date(2021, 12, 31), date(2021, 10, 5)]


def test_whether_a_waiting_time_is_over_is_not_guessed() -> None:
    told = moved(of(), hearing(date(2026, 12, 30)))
    assert faults(told, paper("revocation", date(2027, 3, 1))) == (
        "day: 'revocation' waits until 2027-01-08; the yearly notice that settles it is not out",
    )


def test_who_wants_to_close_announces_it_six_months_ahead() -> None:
    announced = moved(of(), paper("announcement", date(2021, 9, 1)))
    assert (announced.standing, announced.orders, announced.running) == (
        Standing.LICENSED,
        under(Order.CLOSING),
        SUBJECTS,
    )
    assert faults(announced, paper("closing", date(2022, 2, 28))) == ("day: 'closing' waits until 2022-03-01",)
    closed = apply(announced, paper("closing", date(2022, 3, 1)))
    assert (closed.standing, closed.running) == (Standing.CLOSED, frozenset())
    assert faults(of(), paper("closing", date(2022, 3, 1)))[:2] == (
        "orders: 'closing' needs an order in force: closing",
        "history: 'closing' comes after 'announcement'; that was not done",
    )


def test_a_conversion_drops_the_subjects_and_what_was_stopped_of_them() -> None:
    stopped = moved(of(), paper("stop", date(2021, 8, 6), parts=SUBJECTS))
    assert stopped.running == frozenset()
    now = apply(stopped, paper("conversion", date(2021, 10, 1), parts=frozenset({ART})))
    assert (now.standing, now.parts, now.running, now.orders) == (Standing.CONVERTED, ART_ONLY, ART_ONLY, frozenset())
    assert faults(stopped, paper("conversion", date(2021, 10, 1), parts=frozenset({ART, SENIOR}))) == (
        (
            "parts: senior.subject cannot be of 'conversion'; it is about junior.non_subject, primary.non_subject, "
            "senior.non_subject"
        ),
    )


def test_no_new_licence_for_subjects_or_preschoolers() -> None:
    day = date(2021, 7, 24)
    assert apply(of(Standing.UNLICENSED, frozenset({ART})), paper("licence", day)).standing is Standing.LICENSED
    small = Part(Stage.PRESCHOOL, Subject.NON_SUBJECT)
    told = faults(of(Standing.UNLICENSED, frozenset({ART, JUNIOR, small})), paper("licence", day))
    assert [f.partition(" cannot")[0] for f in told[:1]] == ["parts: junior.subject, preschool.non_subject"]
    assert told[1:] == ("act: possible now are correction, hearing, shutdown, ban",)


def test_what_was_shut_without_a_licence_may_be_given_one() -> None:
    shut = apply(of(Standing.UNLICENSED, frozenset({ART})), paper("shutdown", date(2021, 9, 1)))
    now = apply(shut, paper("licence", date(2022, 3, 1)))
    assert (now.standing, now.orders, now.running) == (Standing.LICENSED, frozenset(), frozenset({ART}))


def test_the_unlicensed_are_shut_and_banned() -> None:
    shut = apply(of(Standing.UNLICENSED), paper("shutdown", date(2021, 9, 1)))
    assert (shut.orders, shut.running, possible(shut)) == (under(Order.SHUT), frozenset(), ("hearing", "ban"))
    banned = apply(shut, paper("ban", date(2021, 9, 2)))
    assert (banned.standing, banned.orders) == (Standing.BANNED, frozenset())
    assert faults(shut, paper("shutdown", date(2021, 9, 2))) == (
        "orders: 'shutdown' cannot be while the order 'shut' is in force",
        "act: possible now are hearing, ban",
    )
