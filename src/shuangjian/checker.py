"""One record or many -> a report: which rules apply, what they say, what was used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

import attrs

from . import __version__
from .calendar import Calendar, Day, SchoolCalendar, common
from .calendar.alone import asked_by
from .core.doctor import conflicts
from .core.fact import Fact
from .core.judge import judge
from .core.layer import Place
from .core.norm import NATION, Law, Norm
from .core.python import bundle
from .core.rule import Rule
from .core.ruleset import ruleset
from .core.verdict import Finding, Missing, Modality, Note, Reason, Receipt, Report, Source, Verdict
from .model.day import DayKind
from .model.derived import made_of
from .receipt import digest
from .rules import RULES
from .waiver import Waiver

LONGEST = 400
"""Days an interval may have for a calendar to be asked about all of them."""
TOLD = frozenset({Verdict.VIOLATED, Verdict.UNKNOWN})
"""Verdicts a report keeps findings of, unless it is asked for all."""


def check(records: Fact | Iterable[Fact], **options: Any) -> Report:
    """Check one record or many.

    Args:
        records: What is to be checked.
        options: Those of `Checker`.

    Raises:
        LawError: if a place is not known, or the law's data cannot be used.
        ValueError: if a record names a calendar that was not given.

    """
    checker = Checker(**options)
    found = [f for fact in ([records] if isinstance(records, Fact) else records) for f in checker(fact)]
    return checker.report(found)


class Checker:
    """Checks records one after the other and counts; the compiled rules are kept."""

    def __init__(  # noqa: PLR0913  # every option of a check, each by its name
        self,
        *,
        rules: Sequence[Rule[Any]] = RULES,
        layers: Iterable[Place] = (),
        place: str | None = None,
        calendars: Mapping[str, SchoolCalendar] | None = None,
        calendar: str | None = None,
        profiles: Iterable[str] = (),
        unverified: bool = False,
        waivers: Sequence[Waiver] = (),
        keep: Iterable[Verdict] = TOLD,
        local_certainty: bool = False,
    ) -> None:
        """Prepare a check.

        Args:
            rules: The rules; ours, or ours and yours.
            layers: Places beside those the rules know.
            place: Place of the records that name none.
            calendars: School calendars by id.
            calendar: Id of the calendar of the records that name none; without one only the nation's table is used.
            profiles: Names of stricter readings to switch on.
            unverified: Whether rows nobody has verified are enforced.
            waivers: Recorded exceptions.
            keep: The verdicts of which findings are kept.
            local_certainty: For records without a place, let no verdict stand that some place could change.

        Raises:
            LawError: if a place is not known, or the layers cannot be used.
            ValueError: if two rules have one id.

        """
        together = ruleset(rules, layers)
        self.rules, self.places = together.rules, together.places
        self.place, self.calendar = place, calendar
        self.calendars = dict(calendars or {})
        self.profiles, self.unverified = frozenset(profiles), unverified
        self.waivers, self.keep, self.local_certainty = tuple(waivers), frozenset(keep), local_certainty
        self.records = 0
        self._compiled: dict[tuple[type[Fact], str | None], _Prepared] = {}
        self._looked_at = frozenset(Verdict) if local_certainty else self.keep | TOLD if waivers else self.keep
        self._used_calendars: dict[str, None] = {}
        self._without_place = False
        self._notes: dict[Note, None] = {}
        self.places.chain(place)

    def __call__(self, fact: Fact, source: Source | None = None) -> list[Finding]:
        """Check one record; its findings, as far as they are kept.

        Raises:
            LawError: if its place is not known.
            ValueError: if it names a calendar that was not given.

        """
        place = fact.place or self.place
        prepared = self._compiled.get((type(fact), place)) or self._prepared(type(fact), place)
        if fact.place is None or prepared.has_day:
            fact = self._completed(fact, prepared)
        self.records += 1
        verdicts = prepared.judge(fact)
        tally = prepared.tally.get(verdicts) or self._tally(prepared, verdicts)
        if tally.quiet:
            tally.times += 1
            return []
        told = [self._told(r, fact, source, v) for r, v in zip(prepared.rules, verdicts, strict=True)]
        self._tally(prepared, tuple(f.verdict if f else v for f, v in zip(told, verdicts, strict=True))).times += 1
        return [f for f in told if f and f.verdict in self.keep]

    def report(self, findings: Iterable[Finding] = (), on: date | None = None) -> Report:
        """What was counted since the beginning, with the findings given.

        Args:
            findings: Those to be in the report.
            on: The day the report is made, if it shall say one.

        """
        return Report(
            findings=tuple(findings),
            counts=self._counts(),
            receipt=self._receipt(on),
            notes=tuple(self._told_once()),
            records=self.records,
        )

    # ------------------------------------------------------------------------------------------- one record

    def _tally(self, prepared: _Prepared, verdicts: tuple[Verdict, ...]) -> _Tally:
        return prepared.tally.setdefault(verdicts, _Tally(self._looked_at.isdisjoint(verdicts)))

    def _completed(self, fact: Any, prepared: _Prepared) -> Any:  # noqa: ANN401  # a fact of any class
        """The record with its place, and with what the calendar says of its day."""
        changed: dict[str, Any] = {}
        if fact.place is None and self.place is None:
            self._without_place = True
        elif fact.place is None:
            changed["place"] = self.place
        if prepared.has_day and fact.day_kind is None and (day := self._day(fact)):
            changed |= {"day_kind": day.kind, "day_kind_provisional": day.provisional}
        return attrs.evolve(fact, **changed) if changed else fact

    def _day(self, fact: Any) -> Day | None:  # noqa: ANN401  # a fact of any class that has a calendar
        on = self._calendar_of(fact)
        if fact.date is not None:
            return on.on(fact.date)
        if fact.law_days is None or (fact.law_days.last - fact.law_days.first).days >= LONGEST:
            return None
        return common(on, fact.law_days.first, fact.law_days.last)

    def _calendar_of(self, fact: Any) -> Calendar:  # noqa: ANN401  # a fact of any class that has a calendar
        name = fact.calendar or self.calendar
        if name is not None and name not in self.calendars:
            msg = f"calendar {name!r} was not given; known are {', '.join(sorted(self.calendars)) or 'none'}"
            raise ValueError(msg)
        self._used_calendars[name or NATION] = None
        of = cast("type[Fact]", type(fact))
        return asked_by(of, self.calendars[name]) if name else asked_by(of)

    def _prepared(self, cls: type[Fact], place: str | None) -> _Prepared:
        found = self._compiled.get((cls, place))
        if found is None:
            law = Law(self.places.chain(place), self.profiles, self.unverified)
            rules: list[Rule[Any]] = [r for r in self.rules if issubclass(cls, r.fact)]
            if not rules:
                self._notes[Note("no-rule", (cls.__name__,))] = None
            has_day = "day_kind" in attrs.fields_dict(cls)
            found = _Prepared([_Ready(r, law) for r in rules], has_day, bundle(rules, law))
            self._compiled[cls, place] = found
        return found

    def _told(self, ready: _Ready, fact: Fact, source: Source | None, verdict: Verdict) -> Finding | None:
        """The finding, after waivers and local certainty; none where nobody asks for it."""
        if verdict not in self._looked_at:
            return None
        told = attrs.evolve(self._on_any_day(ready, fact), source=source)
        for waiver in (w for w in self.waivers if told.verdict is Verdict.VIOLATED and w.covers(ready.rule, fact)):
            if told.modality is Modality.IN_PRINCIPLE:
                return self._waived(ready, fact, told, waiver)
            self._notes[Note("waiver", (waiver.rule, fact.id or "", waiver.by))] = None
        return self._certain(ready, fact, told) if self.local_certainty and fact.place is None else told

    def _waived(self, ready: _Ready, fact: Fact, told: Finding, waiver: Waiver) -> Finding:
        """What is left once the demand in principle is lifted: whatever stands more strongly, or nothing."""
        rest = judge(ready.rule, fact, ready.law, lifted=Modality.IN_PRINCIPLE)
        if rest.verdict in (Verdict.NOT_APPLICABLE, Verdict.SATISFIED):
            return attrs.evolve(told, verdict=Verdict.SATISFIED, waived=waiver.reason)
        return attrs.evolve(rest, waived=waiver.reason, source=told.source)

    def _on_any_day(self, ready: _Ready, fact: Any) -> Finding:  # noqa: ANN401  # a fact of any class
        """The finding; of an interval of days of several kinds, the one that holds on all of them."""
        told = ready.rule(fact, ready.law)
        if told.verdict is not Verdict.UNKNOWN or fact.law_days is None or "day_kind" not in ready.rule.inputs:
            return told
        kinds = self._kinds(fact)
        found = [ready.rule(attrs.evolve(fact, day_kind=k), ready.law) for k in kinds if k is not None]
        agree = None not in kinds and len({f.verdict for f in found}) == 1
        return found[0] if agree else told

    def _kinds(self, fact: Any) -> set[DayKind | None]:  # noqa: ANN401  # a fact of any class that has a day
        """What the days of its interval are."""
        length = (fact.law_days.last - fact.law_days.first).days + 1
        if fact.day_kind is not None or length > LONGEST:
            return {None}
        on = self._calendar_of(fact)
        return {on.on(fact.law_days.first + timedelta(n)).kind for n in range(length)}

    def _certain(self, ready: _Ready, fact: Fact, told: Finding) -> Finding:
        """Unknown, where some place could change the verdict."""
        doubts: list[str] = []
        if told.verdict is Verdict.VIOLATED and any(n.local == "replace" for n in ready.rule.norms):
            doubts = [NATION]
        elif told.verdict in (Verdict.SATISFIED, Verdict.NOT_APPLICABLE):
            doubts = [p for p in self.places.known if self._elsewhere(ready.rule, fact, p) in TOLD]
        missing = tuple(Missing(Reason.LOCAL_NORM, f"{ready.rule.id} ({p})") for p in doubts)
        return attrs.evolve(told, verdict=Verdict.UNKNOWN, missing=missing) if missing else told

    def _elsewhere(self, rule: Rule[Any], fact: Fact, place: str) -> Verdict:
        prepared = self._prepared(type(fact), place)
        verdicts = zip(prepared.rules, prepared.judge(fact), strict=True)
        return next(v for ready, v in verdicts if ready.rule is rule)

    # ------------------------------------------------------------------------------------------- the report

    def _used(self) -> Iterator[_Ready]:
        for prepared in self._compiled.values():
            if prepared.tally:
                yield from prepared.rules

    def _counts(self) -> dict[str, dict[Verdict, int]]:
        order = {r.id: dict.fromkeys(Verdict, 0) for r in self.rules}
        for prepared in self._compiled.values():
            for verdicts, tally in prepared.tally.items():
                for ready, verdict in zip(prepared.rules, verdicts, strict=True):
                    order[ready.rule.id][verdict] += tally.times
        return {rule: counted for rule, counted in order.items() if any(counted.values())}

    def _receipt(self, on: date | None) -> Receipt:
        rules = {r.rule.id: r.rule for r in self._used()}
        return Receipt(
            version=__version__,
            norms=digest(rules.values()),
            places=tuple(sorted({r.law.chain[-1] for r in self._used()})),
            calendars=tuple(self._used_calendars),
            profiles=tuple(sorted(self.profiles)),
            unverified=self.unverified,
            date=on.isoformat() if on else None,
        )

    def _told_once(self) -> Iterator[Note]:
        if self._without_place:
            yield Note("no-place")
        yield from self._notes
        yield from self._apart()
        yield from self._looser()

    def _apart(self) -> Iterator[Note]:
        """Records judged one by one though rules ask about what they make together, of which no record came."""
        seen = dict.fromkeys(cls for (cls, _), prepared in self._compiled.items() if prepared.tally)
        asked = {r.fact for r in self.rules if not any(issubclass(cls, r.fact) for cls in seen)}
        for cls in seen:
            yield from (Note("apart", (cls.__name__, whole.__name__)) for whole in made_of(cls) if whole in asked)

    def _looser(self) -> Iterator[Note]:
        """Rows of the places asked for that are looser than what stands above them."""
        found: dict[Note, None] = {}
        for ready in self._used():
            for norm in ready.rule.norms:
                for odd in conflicts(norm, ready.rule.form, [ready.law.chain]) if _is_local(norm, ready.law) else ():
                    said = (ready.rule.id, odd.place, str(odd.value), str(odd.above), "/".join(odd.clauses))
                    found[Note("looser", said)] = None
        yield from found


@attrs.frozen(eq=False)
class _Ready:
    """A rule under the law of one place."""

    rule: Rule[Any]
    law: Law


@attrs.define(eq=False)
class _Tally:
    """How often the rules said the same together, and whether nobody asks about any of it."""

    quiet: bool
    times: int = 0


@attrs.frozen(eq=False)
class _Prepared:
    """The rules of one fact class at one place, compiled together.

    Attributes:
        rules: The rules.
        has_day: Whether a calendar has something to say of the day of such a record.
        judge: What the rules say of a record, in their order.
        tally: How often they said what.

    """

    rules: list[_Ready]
    has_day: bool
    judge: Callable[[Any], tuple[Verdict, ...]]
    tally: dict[tuple[Verdict, ...], _Tally] = attrs.field(factory=dict[tuple[Verdict, ...], "_Tally"])


def _is_local(norm: Norm, law: Law) -> bool:
    return any(r.place in law.chain[1:] for r in norm.rows)
