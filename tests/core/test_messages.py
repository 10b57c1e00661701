"""What is refused is told in full: the value, what is wrong with it, and what to write."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from shuangjian.core.load import read_value
from shuangjian.core.words import Clock, Options, Span
from tests.core.policy import Colour
from tests.core.test_family import CLAUSE, refusal, written

REFUSED: list[tuple[Any, Any, str]] = [
    (1.5, Decimal, '1.5: write "1.5", a float never meets a limit'),
    ("3", int, "'3' is not of type int"),
    ("red", Options[Colour], "'red' is no list of names"),
    (["pink"], Options[Colour], "'pink' is no Colour; known are red, green, blue"),
    (["red"], Colour, "['red'] is no Colour; known are red, green, blue"),
    ("1-2", Span, "'1-2' is no range; write [low, high]"),
    ([1, 2, 3], Span, "[1, 2, 3] is no range; write [low, high]"),
    ([2, 1], Span, "[2, 1] runs backwards"),
    (["a", 1], Span, "'a' is no exact number; write 12 or \"12.5\""),
    ("1/0", Fraction, "'1/0' is no exact number; write 12 or \"12.5\""),
    (True, Decimal, 'True is no exact number; write 12 or "12.5"'),
    ("8:5", Clock, "'8:5' is no time of day; write \"20:30\""),
    (2030, Clock, '2030 is no time of day; write "20:30"'),
    ("48:00", Clock, "'48:00' is no time of day; hours run to 47 (the next day), minutes to 59"),
    ("20:60", Clock, "'20:60' is no time of day; hours run to 47 (the next day), minutes to 59"),
]


@pytest.mark.parametrize(("raw", "type_", "said"), REFUSED)
def test_a_value_that_does_not_fit_is_told_with_what_to_write(raw: Any, type_: Any, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_value(raw, type_)
    assert str(refused.value) == said


def test_a_type_without_a_name_is_told_too() -> None:
    with pytest.raises(ValueError, match=r"^'x' is not of type (int \| None|Union)$"):  # as Python says it
        read_value("x", int | None)


def test_the_ends_of_what_fits_are_read() -> None:
    assert read_value([2, 2], Span) == Span(Fraction(2), Fraction(2))
    assert [read_value(t, Clock) for t in ("00:00", "47:59")] == [0, 2879]


def test_where_a_clause_says_several_things_the_row_is_told_which(tmp_path: Path) -> None:
    changed = CLAUSE.replace("2020-01-01", "[2020-01-01, 2021-01-01]").replace('"must"', '["may", "must", "ban"]')
    at = f"{tmp_path / 'trial.toml'}: [trial.k.row[0]] "
    assert refusal(written(tmp_path, clause=changed)).splitlines() == [
        at + "from is not said; the clause has several: 2020-01-01, 2021-01-01",
        at + "modality is not said; the clause has several: may, must, ban",
    ]


def test_a_definition_has_no_strength_of_its_own_to_offer(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, clause=CLAUSE.replace('"must"', "[]")))
    assert said == f"{tmp_path / 'trial.toml'}: [trial.k.row[0]] modality is not said"


EVIDENCE = CLAUSE.replace('"report"', '["report", "restated"]')
AGAINST: list[tuple[str, str, list[str]]] = [
    ('clauses = ["XY-01"], modality = "ban"', CLAUSE.replace('"must"', '["may", "must"]'), [
        "modality 'ban' is not the clause's: may, must",
    ]),
    ('clauses = ["XY-01"], modality = "must"', CLAUSE.replace('"must"', "[]"), [
        "modality 'must' is not the clause's: a definition",
    ]),
    ('clauses = ["XY-01"], evidence = "text"', EVIDENCE, [
        "evidence 'text' is better than the register has: report, restated",
    ]),
    ('clauses = ["XY-01"], from = 2019-12-31', CLAUSE, ["from 2019-12-31 lies before XY-01 was in force (2020-01-01)"]),
    ('clauses = ["XY-01", "XY-02"]', CLAUSE, ["unknown clause 'XY-02'; did you mean 'XY-01'?"]),
    ('note = "it cites nothing"', CLAUSE, [
        'cites nothing; write clauses = ["…"]', "from is not said", "modality is not said", "evidence is not said",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "clause", "faults"), AGAINST)
def test_a_row_that_goes_against_the_register_is_told_what_that_says(
    said: str, clause: str, faults: list[str], tmp_path: Path
) -> None:
    told = refusal(written(tmp_path, f"{{ is = 3, {said} }}", clause))
    assert told.splitlines() == [f"{tmp_path / 'trial.toml'}: [trial.k.row[0]] {what}" for what in faults]


def test_a_row_ends_with_its_clause_or_sooner_and_may_be_as_well_verified(tmp_path: Path) -> None:
    rows = '{ is = 3, clauses = ["XY-01"], evidence = "report" }, '
    rows += '{ is = 4, clauses = ["XY-01"], evidence = "restated", until = 2020-06-30 }'
    found = written(tmp_path, rows, EVIDENCE + "until = 2021-01-01\n").norms[0].rows
    assert [(str(r.end), r.evidence.value) for r in found] == [("2021-01-01", "report"), ("2020-06-30", "restated")]
