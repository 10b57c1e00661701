"""After-school service (课后服务) and evening self-study (晚自习): when, what belongs to it, who collects for it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ...core.rule import Limit, Outcome, rule
from ...core.words import (
    Clock,
    Options,
    all_of,
    among,
    any_of,
    at_least,
    at_most,
    forbid,
    no_earlier_than,
    no_later_than,
    not_,
    require,
    when,
)
from ...model.day import DayKind
from ...model.service import Activity, Collector, EveningStudy, ServicePlan, ServiceSession, ServiceWeek
from ...model.service_fee import ServiceFee


@rule
def service_days(week: ServiceWeek, days: Limit[int]) -> Outcome:
    """Service is offered on every working day of a full week."""
    return when(week.fills_a_week, at_least(week.days, days))


@rule
def service_minutes(week: ServiceWeek, minutes: Limit[int]) -> Outcome:
    """Service lasts long enough also on the day with the least of it, counted in minutes and not in lesson-periods."""
    return at_least(week.shortest_day_minutes, minutes)


@rule
def minutes_without_care(week: ServiceWeek, minutes: Limit[int]) -> Outcome:
    """Service lasts long enough on every day without care of early comers, at meals or midday, and self-study."""
    return at_least(week.shortest_day_without_care, minutes)


@rule
def service_end(session: ServiceSession, earliest: Limit[Clock]) -> Outcome:
    """The service of a day does not end before the hour the place has set for it, the local end of work."""
    return when(session.is_last, no_earlier_than(session.ends, earliest))


@rule
def service_after_work(session: ServiceSession, minutes: Limit[int]) -> Outcome:
    """The service of a day goes on to the normal end of work a record tells, and beyond it where a place says so."""
    return when(session.is_last, at_least(session.minutes_after_work, minutes))


@rule
def service_latest_end(session: ServiceSession, latest: Limit[Clock]) -> Outcome:
    """Where a place sets a latest hour, the service of a day ends by it or by the normal end of work."""
    with_work = no_later_than(session.ends, session.end_of_work)
    return when(session.is_last, any_of(no_later_than(session.ends, latest), with_work))


@rule
def latest_end_alone(session: ServiceSession, latest: Limit[Clock]) -> Outcome:
    """Where a place sets a latest hour and nobody asks for service to the end of work, service ends by it."""
    return when(session.is_last, no_later_than(session.ends, latest))


@rule
def teaching_days(session: ServiceSession, allowed: Limit[Options[DayKind]]) -> Outcome:
    """Service takes place on teaching days only."""
    return among(session.day_kind, allowed)


@rule
def after_plan(session: ServiceSession) -> Outcome:
    """Service begins when the curriculum and the school's plan for the day are done."""
    return require(session.after_plan)


@rule
def service_kinds(session: ServiceSession, excluded: Limit[Options[Activity]]) -> Outcome:
    """Nothing is offered as service that does not belong to it, such as care at noon or evening self-study."""
    return when(session.counts_as_service, forbid(among(session.activity, excluded)))


@rule
def sport(week: ServiceWeek) -> Outcome:
    """Sport is part of what the service of a full week offers."""
    return when(any_of(week.is_full, week.has_sport), require(week.has_sport))


@rule
def new_lessons(session: ServiceSession) -> Outcome:
    """No new lessons are taught in the service."""
    return forbid(session.teaches_new_content)


@rule
def group_lessons(session: ServiceSession) -> Outcome:
    """The service is not turned into group teaching or remedial lessons of whole groups."""
    return forbid(session.group_lessons)


@rule
def exam_drill(session: ServiceSession) -> Outcome:
    """Pupils are not drilled for exams in the service."""
    return forbid(session.drills_for_exams)


@rule
def planned(plan: ServicePlan) -> Outcome:
    """The school has a written plan for its service."""
    return require(plan.is_written)


@rule
def plan_contents(plan: ServicePlan) -> Outcome:
    """The plan has homework help, tutoring for weak pupils, extension for able ones, and clubs."""
    return require(all_of(plan.has_homework_help, plan.has_tutoring, plan.has_extension, plan.has_clubs))


@rule
def extended_care(plan: ServicePlan) -> Outcome:
    """Pupils with a special need to stay on get extended care after the service."""
    return when(plan.has_pupils_in_need, require(plan.has_extended_care))


@rule
def voluntary(session: ServiceSession) -> Outcome:
    """Nobody is forced to take part in the service."""
    return require(session.is_voluntary)


@rule
def posted(session: ServiceSession) -> Outcome:
    """Hours, contents and fee of the service are made public."""
    return require(session.is_posted)


@rule
def fee_collector(session: ServiceSession, excluded: Limit[Options[Collector]]) -> Outcome:
    """The fee is not collected through parents' committees or third parties."""
    return when(session.has_fee, forbid(among(session.fee_collector, excluded)))


@rule
def fee_not_bundled(session: ServiceSession) -> Outcome:
    """The fee is neither forced on parents nor bundled with another."""
    return when(session.has_fee, forbid(session.fee_bundled))


@rule
def fee_listed(session: ServiceSession) -> Outcome:
    """A fee stands on the list its province has approved."""
    return when(session.has_fee, require(session.fee_approved))


@rule
def fee_for_service(fee: ServiceFee, yuan: Limit[Decimal]) -> Outcome:
    """Nothing of the fee is asked for what is no service: care of early comers, at meals or midday, and self-study."""
    return at_most(fee.other_yuan, yuan)


@rule
def fee_by_lesson(fee: ServiceFee, yuan: Limit[Fraction]) -> Outcome:
    """A lesson-period costs no more than the place allows."""
    return at_most(fee.yuan_a_lesson, yuan)


@rule
def fee_by_hour(fee: ServiceFee, yuan: Limit[Fraction]) -> Outcome:
    """An hour costs no more than the place allows."""
    return at_most(fee.yuan_an_hour, yuan)


@rule
def fee_by_day(fee: ServiceFee, yuan: Limit[Fraction]) -> Outcome:
    """A day costs no more than the place allows."""
    return at_most(fee.yuan_a_day, yuan)


@rule
def fee_by_month(fee: ServiceFee, yuan: Limit[Fraction]) -> Outcome:
    """A month costs no more than the place allows."""
    return at_most(fee.yuan_a_month, yuan)


@rule
def fee_by_term(fee: ServiceFee, yuan: Limit[Fraction]) -> Outcome:
    """A term costs no more than the place allows."""
    return at_most(fee.yuan_a_term, yuan)


@rule
def fee_when_absent(fee: ServiceFee, share: Limit[Fraction]) -> Outcome:
    """Where a place says so, a pupil who was seldom there is asked for a share of the full fee, if there is one."""
    asks_others = not_(at_most(fee.full_month_yuan, Decimal(0)))
    return when(asks_others, at_most(fee.share_of_full, share))


@rule
def fee_waived(fee: ServiceFee, yuan: Limit[Decimal]) -> Outcome:
    """Those whom a place frees of the fee are asked for nothing."""
    return at_most(fee.yuan, yuan)


@rule
def fee_agreed(fee: ServiceFee) -> Outcome:
    """Where a place says so, the parents have agreed in writing."""
    return require(fee.has_agreement)


@rule
def fee_refunded(fee: ServiceFee) -> Outcome:
    """Where a place says so, days a pupil is not there are paid back."""
    return require(fee.refunds_missed_days)


@rule
def teacher_allowance(session: ServiceSession, yuan: Limit[Decimal]) -> Outcome:
    """Where a place sets it, teachers get enough for a lesson-period of service."""
    return at_least(session.allowance_yuan, yuan)


@rule
def provider_listed(session: ServiceSession) -> Outcome:
    """An outside body gives service only if it stands on the authority's list."""
    return when(session.by_outside_body, require(session.provider_listed))


@rule
def provider_priced(session: ServiceSession) -> Outcome:
    """The list says what an outside body may take."""
    return when(session.by_outside_body, require(session.provider_priced))


@rule
def provider_vetted(session: ServiceSession) -> Outcome:
    """The people an outside body sends were vetted."""
    return when(session.by_outside_body, require(session.provider_vetted))


@rule
def evening_study_end(study: EveningStudy, latest: Limit[Clock]) -> Outcome:
    """Evening self-study does not end after the hour the place has set."""
    return no_later_than(study.ends, latest)


@rule
def evening_study_minutes(study: EveningStudy, minutes: Limit[int]) -> Outcome:
    """Evening self-study does not take longer than the place allows."""
    return at_most(study.minutes, minutes)


@rule
def evening_study_periods(study: EveningStudy, periods: Limit[int]) -> Outcome:
    """Evening self-study has no more lesson-periods than the place allows."""
    return at_most(study.lesson_periods, periods)


@rule
def evening_study_boarders(study: EveningStudy) -> Outcome:
    """Where a place has abolished it for day pupils, evening self-study is for boarders alone."""
    return require(study.is_boarder)


@rule
def evening_study_lessons(study: EveningStudy) -> Outcome:
    """Where a place says so, no lessons are taught in evening self-study."""
    return forbid(study.teaches_new_content)


@rule
def evening_study_voluntary(study: EveningStudy) -> Outcome:
    """Where a place says so, nobody is forced to take part in evening self-study."""
    return require(study.is_voluntary)
