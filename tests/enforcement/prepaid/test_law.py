"""Rows of law are read where they stand, for a place, and only those that speak."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shuangjian.core.faults import LawError
from shuangjian.core.verdict import Evidence
from shuangjian.enforcement.prepaid.claims import AtFault
from shuangjian.enforcement.prepaid.law import _rule_rows, own_rows, rule_rows  # pyright: ignore[reportPrivateUsage]  # to be read anew
from shuangjian.model.payment import Refund
from shuangjian.rules import RULES


def table(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(f'[cycle]\nunit = "months"\nrow = [{rows}]\n', "utf-8")
    return path


def test_what_the_row_does_not_say_its_clause_says(tmp_path: Path) -> None:
    path = table(tmp_path, '{ is = 3, clauses = ["PRE-12"] }, { from = 2022-01-01, is = 4, clauses = ["PRE-12"] }')
    first, second = own_rows(path, "cycle", int)
    assert (first.value, first.clauses, first.evidence) == (3, ("PRE-12",), Evidence.REPORT)
    assert [r.start.first for r in (first, second)] == [date(2021, 10, 29), date(2022, 1, 1)]


def test_a_row_may_hang_on_facts(tmp_path: Path) -> None:
    path = table(tmp_path, '{ is = 3, at_fault = "consumer", clauses = ["CTR-07"] }')
    (row,) = own_rows(path, "cycle", int, at_fault=AtFault)
    assert row.where == {"at_fault": {AtFault.CONSUMER}}


def test_recalled_and_open_rows_do_not_speak(tmp_path: Path) -> None:
    rows = '{ is = 3, clauses = ["PRE-12"], evidence = "recalled" }, { open = true, clauses = ["PRE-12"] }'
    assert own_rows(table(tmp_path, rows), "cycle", int) == ()


def test_every_fault_of_a_table_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, '{ is = "3", clauses = ["PRE-12"] }, { is = 3, clauses = ["PRE-99"] }')
    with pytest.raises(LawError) as caught:
        own_rows(path, "cycle", int)
    assert [(f.file, f.table) for f in caught.value.faults][:2] == [(str(path), f"cycle.row[{n}]") for n in (0, 1)]


@pytest.mark.parametrize("place", [None, "beijing", "hunan", "panyu"])
@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("withdrawal.days", int),
        ("agreed_refund", None),
        ("full_refund_before_start", None),
        ("proportional_refund", None),
    ],
)
def test_rows_of_a_rule_are_those_the_rule_reads(name: str, type_: type | None, place: str | None) -> None:
    _rule_rows.cache_clear()  # read anew
    (rule,) = (r for r in RULES if r.id == f"contracts.{name.partition('.')[0].replace('_', '-')}")
    (norm,) = rule.norms
    theirs = norm.under(rule.law(place)).rows
    ours = rule_rows("contracts", name, Refund, type_, place)

    def told(rows: tuple[object, ...]) -> list[tuple[object, ...]]:
        keys = ("place", "start", "end", "where", "value", "modality", "clauses", "evidence", "depth")
        return [tuple(getattr(row, key) for key in keys) for row in rows]

    assert told(ours) == told(theirs)


def test_a_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(LawError, match="is no known place"):
        rule_rows("contracts", "withdrawal.days", Refund, int, "atlantis")
