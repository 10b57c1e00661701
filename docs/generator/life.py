"""The page of the life of an institution and its pictures, made from its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shuangjian.enforcement.rectification.acts import Act, Order, Span, acts, raw

from .diagram import Arrow, arrows_svg, between_svg
from .text import table

HEAD = """\
# The life of an institution

What a training institution may be before the law, what it may be told, and the acts that lawfully move it, made from
`src/shuangjian/enforcement/rectification/life.toml`. An act is lawful where a clause tells of it; what no clause tells
is not here. {py:func}`shuangjian.enforcement.rectification.life.apply` carries an act out, or says everything that is
missing. The papers of ENF-03 to ENF-06 are those of single places; the orders behind them are the nation's (PEN-01,
P-gen).

"""
ORDERS = """\
## Orders

Several may be in force at a time, beside any standing that can be given them. An institution is corrected (已整改) once
`verification` has ended what it had to correct. No clause tells of a class stop being lifted: it stays until a
conversion drops the part that is stopped, or until the end.

Left of each stand the acts that bring it, right of it those that end it.

![Orders and the acts that bring and end them, as the table below](life-of-an-institution-orders.svg)

"""
HEARINGS = """\
## What a hearing is about

A hearing (听证) goes with one intended decision (PEN-12). Revocation and closure need theirs; large fines and career
bans move no institution. A hearing is spent by the decision itself, and by the acts named beside it below: no number of
days is told after which it is over.

"""
DIAGRAM = """\
## Which act leads where

A line leaves its box, bends into the line of an act and ends as an arrow at the box that act leads to. Lines that bend
into each other are joined, lines that only cross are not. The name of an act stands right of its line, near the box it
leads to. A box with a thick edge is an end.

![Standings and the acts between them, as the columns from and to of the acts below](life-of-an-institution.svg)

"""
ACTS = """\
## Acts

*needs*: orders of which one must be in force; *not under*: those that must not. *time*: after the act before it; a late
act is still an act. *since*: since when the source tells of it.

"""


def life_page() -> str:
    """Standings, orders, who acts and every act."""
    return "".join([
        HEAD,
        "## Standings\n\n" + _titles(raw()["standing"]),
        DIAGRAM,
        ORDERS + _titles(raw()["order"], {o.value: f"{_ids(_brings(o))}; {_ids(_ends(o))}" for o in Order}),
        "## Who acts\n\n" + _titles(raw()["issuer"]),
        HEARINGS + _titles(raw()["decision"]),
        ACTS + _acts(),
    ])  # fmt: skip


def _titles(rows: Mapping[str, Any], more: Mapping[str, str] | None = None) -> str:
    head = ["id", "中文", "English", *(["by, until"] if more else []), "clauses"]
    return table(
        head,
        (
            [f"`{id_}`", row.get("zh", ""), row["en"], *([more[id_]] if more else []), ", ".join(row["clauses"])]
            for id_, row in rows.items()
        ),
    )


def standings_picture() -> str:
    """Every standing and the acts that lead from one to another."""
    moving = [Arrow(a.id, tuple(s.value for s in a.moves), a.to.value) for a in acts().values() if a.to]
    return arrows_svg("The standings of an institution, and the acts that move it", _chinese("standing"), moving)


def orders_picture() -> str:
    """Every order, the acts that bring it and those that end it."""
    brings, ends = ({o.value: of(o) for o in Order} for of in (_brings, _ends))
    return between_svg("The orders an institution may be under", _chinese("order"), brings, ends)


def _chinese(part: str) -> Mapping[str, str]:
    return {id_: row.get("zh", "") for id_, row in raw()[part].items()}


def _brings(order: Order) -> list[str]:
    return [a.id for a in acts().values() if order in a.imposes]


def _ends(order: Order) -> list[str]:
    return [a.id for a in acts().values() if order in a.lifts]


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id_}`" for id_ in ids)


def _acts() -> str:
    head = [
        "act", "中文", "English", "from", "to", "needs", "not under", "by whom", "names", "time", "since", "clauses",
        "evidence",
    ]  # fmt: skip
    return table(head, (_cells(act) for act in acts().values()))


def _cells(act: Act) -> list[str]:
    return [
        f"`{act.id}`", act.title.get("zh", ""), act.title["en"], _values(act.moves), act.to.value if act.to else "",
        _values(act.needs), _values(act.unless), _values(act.issuers), ", ".join(sorted(act.asks)), _time(act),
        str(act.since), ", ".join(act.clauses), act.evidence.value,
    ]  # fmt: skip


def _values(members: Iterable[Any]) -> str:
    listed = [m.value for m in members]
    return ", ".join(sorted(listed) if isinstance(members, frozenset) else listed)


def _time(act: Act) -> str:
    told = [f"after `{act.after}`{' about it' * ('about' in acts()[act.after].asks)}"] if act.after else []
    if act.waits:
        told.append(
            f"{'when' if act.waits.over else 'at the earliest'} {_span(act.waits)}{' are over' * act.waits.over}"
        )
    if act.limit:
        told.append(f"within {_span(act.limit)}")
    if act.by:
        told.append(f"by {act.by}")
    if act.spent_by:
        told.append(f"spent by {_ids(id_ for id_ in acts() if id_ in act.spent_by)}")
    return ", ".join(told)


def _span(span: Span) -> str:
    return f"{span.count} {span.unit.value.replace('_', ' ')}s"
