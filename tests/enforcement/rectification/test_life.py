"""The life of an institution: what the table allows can be done, nothing else can, and all that is missing is told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from shuangjian.calendar import Day, NationalCalendar
from shuangjian.enforcement.rectification import acts as table
from shuangjian.enforcement.rectification.acts import Issuer, Order, Part, Standing, acts
from shuangjian.enforcement.rectification.due import Due
from shuangjian.enforcement.rectification.life import (
    Deadline,
    Institution,
    LifeError,
    Notice,
    apply,
    deadlines,
    possible,
)
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Subject

TABLE: Mapping[str, Any] = tomllib.loads(Path(table.__file__).with_name("life.toml").read_text("utf-8"))
PRIMARY, JUNIOR, SENIOR = (Part(s, Subject.SUBJECT) for s in (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR))
ART = Part(Stage.JUNIOR, Subject.NON_SUBJECT)
SUBJECTS, ART_ONLY = frozenset({PRIMARY, JUNIOR}), frozenset({ART})
TO_NON_PROFIT = ("new_licence", "registration", "old_licence")
ENDS = {Standing.CLOSED, Standing.REVOKED, Standing.BANNED}
PARTS = st.frozensets(st.builds(Part, st.sampled_from(Stage), st.sampled_from(Subject)), min_size=1, max_size=4)


def of(standing: Standing = Standing.LICENSED, parts: frozenset[Part] = SUBJECTS) -> Institution:
    return Institution("p-1", standing, parts)


def paper(act: str, day: date, **others: Any) -> Notice:
    return Notice(act, acts()[act].issuers[0], day, **others)


def moved(institution: Institution, *papers: Notice) -> Institution:
    for one in papers:
        institution = apply(institution, one)
    return institution


def faults(institution: Institution, notice: Notice) -> tuple[str, ...]:
    with pytest.raises(LifeError) as caught:
        apply(institution, notice)
    return caught.value.faults


# ------------------------------------------------------------------------------------------- a plain model


@attrs.frozen
class Model:
    """The same life as plain sets of names, read from the table by other code."""

    standing: str
    orders: frozenset[str]
    done: frozenset[str]

    def may(self, act: str) -> bool:
        row = TABLE["act"][act]
        return (
            self.standing in row["from"]
            and self.orders >= set(row.get("needs", []))
            and not self.orders & set(row.get("unless", []))
            and row.get("after", "") in {"", *self.done}
        )

    def after(self, act: str) -> Model:
        row = TABLE["act"][act]
        orders = self.orders - set(row.get("lifts", [])) | set(row.get("imposes", []))
        return Model(row.get("to", self.standing), orders, self.done | {act})


@given(begun=st.sampled_from(Standing), parts=PARTS, picks=st.lists(st.sampled_from(sorted(acts())), max_size=12))
def test_what_the_table_allows_can_be_done_and_nothing_else(
    begun: Standing, parts: frozenset[Part], picks: list[str]
) -> None:
    now, model, day = of(begun, parts), Model(begun.value, frozenset(), frozenset()), date(2022, 1, 1)
    for act in picks:
        day = date(day.year + 1, 1, 1)  # longer than any waiting time
        held = Notice(
            act,
            Issuer(TABLE["act"][act]["issuers"][-1]),
            day,
            parts=_asked(act, "parts", frozenset({ART}) if act == "conversion" else now.parts, frozenset[Part]()),
            deadline=_asked(act, "deadline", day, None),
        )
        assert possible(now) == tuple(a for a in TABLE["act"] if model.may(a))
        if not model.may(act):
            assert any(f.startswith(("standing: ", "orders: ", "history: ")) for f in faults(now, held))
            continue
        if act == "licence" and not all(f"{p}" in TABLE["act"]["licence"]["parts"] for p in now.parts):
            assert [f.partition(":")[0] for f in faults(now, held)] == ["parts"]
            continue
        before, now, model = now, apply(now, held), model.after(act)
        assert (now.standing.value, frozenset(o.value for o in now.orders)) == (model.standing, model.orders)
        assert now.history == (*before.history, held)
        assert (now.deadline is None) == ("rectifying" not in model.orders)
        assert bool(now.stopped) == ("stopped" in model.orders)
        assert now.running <= now.parts


def _asked(act: str, name: str, given_: Any, else_: Any) -> Any:
    return given_ if name in TABLE["act"][act].get("asks", []) else else_


@given(parts=PARTS, stopped=st.lists(PARTS, min_size=1, max_size=3))
def test_only_what_is_stopped_no_longer_runs(parts: frozenset[Part], stopped: list[frozenset[Part]]) -> None:
    now, gone = of(parts=parts), frozenset[Part]()
    for some in stopped:
        if some & parts:
            now, gone = apply(now, paper("stop", date(2021, 8, 6), parts=some & parts)), gone | some
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
        "act: possible now are old_licence, conversion, stop, rectification, closure, hearing, announcement",
    )


def test_from_filing_to_approval_or_to_nothing() -> None:
    filed = of(Standing.FILED)
    assert [(d.act, d.due.day, d.clauses) for d in deadlines(filed)] == [("approval", date(2021, 12, 31), ("LIC-05",))]
    assert apply(filed, paper("approval", date(2021, 12, 1))).standing is Standing.LICENSED
    gone = apply(filed, paper("filing_lost", date(2022, 1, 1)))
    assert (gone.standing, deadlines(gone)) == (Standing.UNLICENSED, ())
    assert possible(gone) == ("licence", "closure", "ban")


def test_who_is_told_to_rectify_and_does_is_free_of_orders() -> None:
    stopped = paper("stop", date(2021, 9, 6), parts=frozenset({JUNIOR}))
    told = paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17))
    now = moved(of(), stopped, told, paper("no_enrolment", date(2021, 9, 6)))
    assert now.orders == {Order.STOPPED, Order.RECTIFYING, Order.NOT_ENROLLING}
    assert now.running == {PRIMARY}
    last = Due(date(2021, 9, 17), provisional=False)
    assert deadlines(now) == (Deadline("verification", last, ("ENF-05", "PEN-13")),)
    assert deadlines(apply(moved(of(), told), paper("hearing", date(2021, 9, 6)))) == deadlines(now)
    assert now.deadline == date(2021, 9, 17)
    free = apply(now, paper("verification", date(2021, 9, 20)))
    assert (free.standing, free.orders | free.stopped, free.deadline) == (Standing.LICENSED, frozenset(), None)
    assert free.running == SUBJECTS
    assert (now.corrected_on, free.corrected_on) == (None, date(2021, 9, 20))
    again = apply(free, attrs.evolve(told, day=date(2021, 9, 20), deadline=date(2021, 9, 20)))
    assert (again.orders, again.corrected_on) == (frozenset({Order.RECTIFYING}), None)
    third = apply(again, paper("verification", date(2021, 10, 8)))
    assert (third.corrected_on, of().corrected_on) == (date(2021, 10, 8), None)


def test_who_does_not_may_lose_the_licence_once_the_days_for_a_hearing_are_over() -> None:
    """Told of the right on 28 September 2021: 29, 30, then 8 and 9 October (worked), 11; lawful from the 12th."""
    told = paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17))
    now = moved(of(), told, paper("hearing", date(2021, 9, 28)))
    assert faults(now, paper("revocation", date(2021, 10, 11))) == ("day: 'revocation' waits until after 2021-10-11",)
    gone = apply(now, paper("revocation", date(2021, 10, 12)))
    assert (gone.standing, gone.orders, gone.deadline, possible(gone)) == (Standing.REVOKED, frozenset(), None, ())
    assert faults(moved(of(), told), paper("revocation", date(2021, 10, 12)))[0] == (
        "history: 'revocation' comes after 'hearing'; that was not done"
    )


def test_all_orders_in_the_way_are_told() -> None:
    both = moved(
        of(),
        paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17)),
        paper("closure", date(2021, 9, 6)),
    )
    assert faults(both, paper("rectification", date(2021, 9, 6), deadline=date(2021, 9, 17)))[:2] == (
        "orders: 'rectification' cannot be while the order 'rectifying' is in force",
        "orders: 'rectification' cannot be while the order 'shut' is in force",
    )


def test_the_last_hearing_counts() -> None:
    twice = moved(of(), paper("hearing", date(2022, 3, 1)), paper("hearing", date(2022, 3, 14)))
    assert faults(twice, paper("revocation", date(2022, 3, 10))) == (
        "day: 2022-03-10 lies before the act before it, of 2022-03-14",
        "day: 'revocation' waits until after 2022-03-21",
    )
    assert apply(twice, paper("revocation", date(2022, 3, 22))).standing is Standing.REVOKED


class NoHolidays(NationalCalendar):
    """A table in which every day is worked."""

    def on(self, day: date, /) -> Day:
        return Day(None, provisional=False, because="worked")


def test_working_days_are_those_of_the_table_given() -> None:
    told = moved(of(), paper("hearing", date(2021, 9, 28)))
    assert apply(told, paper("revocation", date(2021, 10, 4)), NoHolidays()).standing is Standing.REVOKED
    changing = moved(of(Standing.FOR_PROFIT), *(paper(a, date(2021, 9, 28)) for a in TO_NON_PROFIT))
    assert [d.due.day for d in deadlines(changing, NoHolidays())] == [date(2021, 12, 31), date(2021, 10, 5)]


def test_whether_a_waiting_time_is_over_is_not_guessed() -> None:
    told = moved(of(), paper("hearing", date(2026, 12, 30)))
    assert faults(told, paper("revocation", date(2027, 3, 1))) == (
        "day: 'revocation' waits until after 2027-01-07; the yearly notice that settles it is not out",
    )


def test_who_wants_to_close_announces_it_six_months_ahead() -> None:
    announced = moved(of(), paper("announcement", date(2021, 9, 1)))
    assert (announced.standing, announced.running) == (Standing.CLOSING, SUBJECTS)
    assert faults(announced, paper("closing", date(2022, 2, 28))) == ("day: 'closing' waits until 2022-03-01",)
    closed = apply(announced, paper("closing", date(2022, 3, 1)))
    assert (closed.standing, closed.running) == (Standing.CLOSED, frozenset())
    assert faults(of(), paper("closing", date(2022, 3, 1)))[:2] == (
        "standing: 'closing' moves what is closing; this one is licensed",
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
    assert [f.partition(" cannot")[0] for f in told] == ["parts: junior.subject, preschool.non_subject"]


def test_the_unlicensed_are_shut_and_banned() -> None:
    shut = apply(of(Standing.UNLICENSED), paper("closure", date(2021, 9, 1)))
    assert (shut.orders, shut.running, possible(shut)) == (frozenset({Order.SHUT}), frozenset(), ("ban",))
    banned = apply(shut, paper("ban", date(2021, 9, 2)))
    assert (banned.standing, banned.orders) == (Standing.BANNED, frozenset())
    assert faults(shut, paper("closure", date(2021, 9, 2))) == (
        "orders: 'closure' cannot be while the order 'shut' is in force",
        "act: possible now are ban",
    )


# ------------------------------------------------------------------------------------------- what is wrong


def test_a_paper_without_anything_is_told_everything() -> None:
    assert faults(of(), Notice("rectification")) == (
        "issuer: none is named; 'rectification' is done by education, enforcement_team, joint_team",
        "day: None is no plain date; give the local date of 'rectification'",
        "deadline: 'rectification' must name it",
    )
    assert faults(of(Standing.BANNED), Notice("no_enrolment", Issuer.MARKET)) == (
        (
            "standing: 'no_enrolment' moves what is "
            "filed, for_profit, relicensed, registered, licensed, converted, closing; this one is banned"
        ),
        "orders: 'no_enrolment' needs the order 'rectifying' in force",
        "act: possible now are none",
        "issuer: market cannot do it; 'no_enrolment' is done by education, enforcement_team",
        "day: None is no plain date; give the local date of 'no_enrolment'",
    )


def test_a_paper_that_says_what_it_cannot_is_told() -> None:
    given_: Any = datetime(2021, 9, 6, 8)  # noqa: DTZ001  # a moment, refused with or without a zone
    day = date(2021, 9, 6)
    assert faults(of(), paper("rectification", day, deadline=date(2021, 9, 5), parts=frozenset({JUNIOR}))) == (
        "parts: 'rectification' names none",
        "deadline: 2021-09-05 lies before the day of the notice, 2021-09-06",
    )
    assert faults(of(), paper("rectification", given_, deadline=given_)) == (
        "day: datetime.datetime(2021, 9, 6, 8, 0) is no plain date; give the local date of 'rectification'",
        "deadline: datetime.datetime(2021, 9, 6, 8, 0) is no plain date; give the last day",
    )
    assert faults(of(), paper("rectification", given_, deadline=day)) == (
        "day: datetime.datetime(2021, 9, 6, 8, 0) is no plain date; give the local date of 'rectification'",
    )
    assert faults(of(), paper("stop", day, parts=frozenset({SENIOR, ART}), deadline=day)) == (
        "deadline: 'stop' names none",
        "parts: junior.non_subject, senior.subject cannot be of 'stop'; it is about junior.subject, primary.subject",
    )
    assert faults(of(), paper("stop", day)) == ("parts: 'stop' must name it",)


def test_an_act_is_not_done_before_its_source_or_the_act_before() -> None:
    assert faults(of(), paper("announcement", date(2021, 8, 31))) == (
        "day: no clause tells of 'announcement' before 2021-09-01 (LIC-15)",
    )
    assert faults(moved(of(), paper("hearing", date(2021, 9, 2))), paper("announcement", date(2021, 9, 1))) == (
        "day: 2021-09-01 lies before the act before it, of 2021-09-02",
    )
    first = date(2021, 8, 1)  # of the month the source names, the first day it may be
    assert apply(of(), paper("stop", first, parts=SUBJECTS)).orders == {Order.STOPPED}
    assert faults(of(), paper("stop", date(2021, 7, 31), parts=SUBJECTS)) == (
        "day: no clause tells of 'stop' before 2021-08-01 (ENF-03, SHS-04)",
    )


def test_an_act_there_is_none_of_is_told_with_what_was_meant() -> None:
    assert faults(of(), Notice("revokation")) == ("act: 'revokation' is none; did you mean 'revocation'?",)


def test_an_institution_that_cannot_be_is_refused_with_all_that_is_wrong() -> None:
    with pytest.raises(LifeError) as caught:
        Institution(
            "\n",
            Standing.LICENSED,
            frozenset(),
            orders=frozenset({Order.RECTIFYING}),
            stopped=frozenset({ART}),
            history=(Notice("hearing"), Notice("nothing", day=date(2022, 1, 1)), paper("hearing", date(2021, 7, 14))),
        )
    assert caught.value.faults == (
        "id: '\\n' is no id; write 1 to 200 visible characters",
        "parts: there is none; name what it trains",
        "stopped: junior.non_subject is not among its parts; name parts it trains",
        "stopped: goes together with the order 'stopped'; give both or neither",
        "deadline: goes together with the order 'rectifying'; give both or neither",
        "history[0]: no act that was done; leave out what `apply` has not put there",
        "history[1]: no act that was done; leave out what `apply` has not put there",
        "history[2]: no act that was done; leave out what `apply` has not put there",
    )
    with pytest.raises(LifeError, match=r"'x{20}' is no id"):
        Institution("x" * 201, Standing.LICENSED, SUBJECTS)
    first = (paper("hearing", date(2021, 7, 15)),)
    assert Institution("x" * 200, Standing.LICENSED, SUBJECTS, history=first).history == first
