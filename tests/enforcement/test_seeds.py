"""What district reports tell, built as institutions, notices, inspections and draws: their counts come out.

Seeds 000 (Lianshan, ENF-01 to ENF-04), 002 (Liaoyuan, ENF-06) and 001 (an unnamed district, ENF-07). The days on which
Liaoyuan's papers were signed are not told; any day of its autumn term would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from shuangjian import RULES, check
from shuangjian.core.verdict import Verdict
from shuangjian.enforcement.credit import Credit
from shuangjian.enforcement.draw import Inspector, Lists, Target, differences, draw
from shuangjian.enforcement.rectification.acts import Issuer, Order, Part, Standing
from shuangjian.enforcement.rectification.campaigns import stages_on
from shuangjian.enforcement.rectification.inspections import Inspection, Kind, tally
from shuangjian.enforcement.rectification.institution import Institution, LifeError, Notice
from shuangjian.enforcement.rectification.life import apply, deadlines
from shuangjian.enforcement.rectification.relay import Step, relayed
from shuangjian.model.grade import Stage
from shuangjian.model.institution import Mode, Subject
from shuangjian.model.lesson import Lesson

PRIMARY, JUNIOR, SENIOR = (Part(s, Subject.SUBJECT) for s in (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR))
COMPULSORY = frozenset({PRIMARY, JUNIOR})
ART = frozenset({Part(Stage.PRIMARY, Subject.NON_SUBJECT), Part(Stage.JUNIOR, Subject.NON_SUBJECT)})
RECEIVED: Any = datetime(2021, 8, 5, 21, 40)  # noqa: DTZ001  # local time, as the report tells it
PASSED_ON: Any = datetime(2021, 8, 5, 22, 0)  # noqa: DTZ001


# ------------------------------------------------------------------------------------------- Lianshan


@pytest.fixture
def district() -> list[Institution]:
    """75 subject institutions of grades 1-9, 22 composite ones of junior and senior high, 21 of arts."""
    kinds = [("s", 75, COMPULSORY), ("c", 22, frozenset({JUNIOR, SENIOR})), ("a", 21, ART)]
    return [Institution(f"{k}-{n}", Standing.LICENSED, parts) for k, count, parts in kinds for n in range(count)]


def told_to_stop(held: Institution) -> Institution:
    """Who gives subject classes of grades 1-9 signs the notice for those classes, others sign none."""
    concerned = held.parts & COMPULSORY
    if not concerned:
        return held
    return apply(held, Notice("stop", Issuer.EDUCATION, date(2021, 8, 6), parts=concerned))


def test_97_heads_sign_and_all_classes_of_grades_1_to_9_stop(district: list[Institution]) -> None:
    after = [told_to_stop(i) for i in district]
    signed = [i for i in after if [n.act for n in i.history] == ["stop"]]
    assert len(signed) == 97
    assert Counter(i.id[0] for i in signed if not i.running) == {"s": 75}
    assert Counter(i.id[0] for i in signed if i.running) == {"c": 22}
    assert not any(i.running & COMPULSORY for i in after)
    assert all(i.orders == {Order.STOPPED} for i in signed)


def test_of_the_composite_ones_only_the_junior_part_stops(district: list[Institution]) -> None:
    composite = [told_to_stop(i) for i in district if i.id.startswith("c")]
    assert {(i.stopped, i.running) for i in composite} == {(frozenset({JUNIOR}), frozenset({SENIOR}))}


def test_the_arts_are_not_touched(district: list[Institution]) -> None:
    arts = [i for i in district if i.id.startswith("a")]
    assert [told_to_stop(i) for i in arts] == arts
    assert len(arts) == 21
    for held in arts:
        with pytest.raises(LifeError, match=r"^parts: 'stop' is about junior\.subject, primary\.subject"):
            apply(held, Notice("stop", Issuer.EDUCATION, date(2021, 8, 6), parts=held.parts))


def test_the_order_reaches_all_within_twenty_minutes(district: list[Institution]) -> None:
    """Received by the district at 21:40, and by all institutions it concerns at 22:00 at the latest."""
    concerned = [i.id for i in district if i.parts & COMPULSORY]
    told = relayed([Step("city", "district", RECEIVED), *(Step("district", id_, PASSED_ON) for id_ in concerned)])
    assert told["district"] == timedelta(0)
    assert {told[id_] for id_ in concerned} == {timedelta(minutes=20)}
    assert len(told) - 1 == 97


def test_that_evening_lies_in_the_first_of_three_stages() -> None:
    assert [s.title["zh"] for s in stages_on("lianshan", RECEIVED.date())] == ["集中整治"]
    autumn = {"governance": date(2021, 9, 1), "supervision": date(2022, 3, 1)}  # days as a caller would give them
    stages = [stages_on("lianshan", day, autumn)[0].title["zh"] for day in (date(2021, 9, 1), date(2022, 7, 31))]
    assert stages == ["全面治理", "常态化监管"]


# ------------------------------------------------------------------------------------------- Liaoyuan

SIGNED = date(2021, 9, 15)


@pytest.fixture
def city() -> list[Institution]:
    """20 subject institutions; 3 fail the review of whether they comply (合规性审查), 3 leave."""
    begun = [Institution(f"l-{n}", Standing.LICENSED, COMPULSORY) for n in range(20)]
    failing = [_reviewed(i) for i in begun[:3]]
    leaving = [apply(i, Notice("announcement", Issuer.INSTITUTION, SIGNED)) for i in begun[3:6]]
    return [*failing, *leaving, *begun[6:]]


def _reviewed(held: Institution) -> Institution:
    rectify = Notice("rectification", Issuer.EDUCATION, SIGNED, deadline=date(2021, 9, 30))
    return apply(apply(held, rectify), Notice("no_enrolment", Issuer.EDUCATION, SIGNED))


def lessons(ends: Sequence[tuple[int, int]]) -> list[Lesson]:
    """One lesson of each institution, on a school evening."""
    evening: Any = datetime(2021, 9, 15, 19)  # noqa: DTZ001  # local time
    return [
        Lesson(
            id=f"l-{n}",
            date=evening.date(),
            stage=Stage.JUNIOR,
            subject=Subject.SUBJECT,
            mode=Mode.OFFLINE,
            starts_at=evening,
            ends_at=evening.replace(hour=hour, minute=minute),
        )
        for n, (hour, minute) in enumerate(ends)
    ]


def test_twenty_institutions_end_in_time_and_a_minute_more_would_not() -> None:
    rules = [r for r in RULES if r.id == "hours.training-end"]
    report = check(lessons([*[(20, 30)] * 20, (20, 31)]), rules=rules, keep=Verdict)
    assert Counter(f.verdict for f in report.findings) == {Verdict.SATISFIED: 20, Verdict.VIOLATED: 1}


def test_three_rectify_and_stop_enrolling_and_three_leave(city: list[Institution]) -> None:
    under = [i for i in city if i.orders == {Order.RECTIFYING, Order.NOT_ENROLLING}]
    assert len(under) == 3
    assert {d.due.day for i in under for d in deadlines(i)} == {date(2021, 9, 30)}
    assert sum(Order.CLOSING in i.orders for i in city) == 3
    assert all(i.running for i in city)


def test_that_the_three_are_out_within_weeks_is_not_lawful_as_it_is_told(city: list[Institution]) -> None:
    """The report has them gone some weeks into the term; an announcement six months ahead is told nowhere (LIC-15)."""
    for held in [i for i in city if Order.CLOSING in i.orders]:
        with pytest.raises(LifeError, match="'closing' waits until 2022-03-15"):
            apply(held, Notice("closing", Issuer.INSTITUTION, date(2021, 10, 8)))


def test_128_offenders_are_found_and_each_gets_its_notice() -> None:
    """4 joint actions, over 60 checks, 74 spot checks; who found whom is not told, and some are found twice."""
    offenders = [f"o-{n}" for n in range(128)]
    rounds = [(Kind.JOINT, 4), (Kind.ROUTINE, 61), (Kind.SPOT, 74)]
    names = [(f"{kind.value} {n}", kind) for kind, count in rounds for n in range(count)]
    held = [
        Inspection(id_, kind, frozenset({offenders[at % 128], offenders[at * 5 % 128]}))
        for at, (id_, kind) in enumerate(names)
    ]
    told = tally(held)
    assert (told.inspections[Kind.JOINT], told.inspections[Kind.SPOT]) == (4, 74)
    assert told.inspections[Kind.ROUTINE] > 60
    shut = [
        apply(Institution(id_, Standing.UNLICENSED, COMPULSORY), Notice("shutdown", Issuer.JOINT_TEAM, SIGNED))
        for id_ in sorted(told.offenders)
    ]
    assert Counter((i.standing, *i.orders) for i in shut) == {(Standing.UNLICENSED, Order.SHUT): 128}
    assert not any(i.running for i in shut)


# ------------------------------------------------------------------------------------------- an unnamed district


def test_3356_random_checks_can_be_drawn_again() -> None:
    """As many as 13 draws of 258 institutions and one of 2; the report tells the sum alone."""
    inspectors = tuple(Inspector(f"e-{n}") for n in range(5))
    whole = dict.fromkeys(Credit, Fraction(1))
    made = [
        draw(Lists(tuple(Target(f"t-{n}", Credit.B) for n in range(count)), inspectors, whole), f"draw {at}")
        for at, count in enumerate([258] * 13 + [2])
    ]
    assert sum(len(d.visits) for d in made) == 3356
    assert all(len(set(v.inspectors)) == 2 for d in made for v in d.visits)
    assert not any(differences(d) for d in made)
