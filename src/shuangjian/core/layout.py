# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""What several asks share, in columns of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import narwhals as nw

from .columns import Columns
from .engine_words import projected, quoted
from .graph import Answer, Ask, everything

_PLAIN = {"field", "no", "known", "place"}
"""Asks that cost nothing: they get a column only where a field has to be cleaned."""


def laid_out(
    frame: Any, columns: Columns, roots: Sequence[Answer], *, kept: Sequence[Ask] = (), where: str | None = None
) -> Any:
    """The frame with a column for each ask that several others want to know, or a root and another, or that is kept.

    Args:
        frame: The frame.
        columns: What asks are in its engine; those that get a column are noted in it.
        roots: What is to be known in the end.
        kept: Asks that get a column in any case.
        where: A column of numbers: nothing is made of a row where it is 0, so that costly texts cost only where told.

    """
    forced = {a for a in kept if not columns.is_raw(a)}
    asks = everything([*roots, *forced])
    wanted: Counter[Ask] = Counter(r for r in roots if isinstance(r, Ask))
    for ask in reversed(asks):  # those asked before those they are made of
        times = wanted[ask] if ask.op in _PLAIN else 1
        for part in ask.below():
            wanted[part] += times
    own = {a for a in asks if a in forced or columns.is_cleaned(a) or (wanted[a] > 1 and a.op not in _PLAIN)}
    own |= {a for asked in asks if columns.is_in_sql(asked) for a in (asked, *asked.below())}
    own -= columns.made.keys()
    level: dict[Ask, int] = {}
    for ask in asks:
        below = max((level[p] for p in ask.below()), default=0)
        level[ask] = below + (ask in own)
    for stage in range(1, max(level.values(), default=0) + 1):
        here = {next(columns.names): a for a in asks if a in own and level[a] == stage}
        sql = {name: columns.in_sql(a) for name, a in here.items() if columns.is_in_sql(a)}
        rest = {name: columns(a) for name, a in here.items() if name not in sql}
        if where is not None:
            is_asked = f"{quoted(where, columns.engine)} > 0"
            sql = {name: f"case when {is_asked} then {said} end" for name, said in sql.items()}
            rest = {name: nw.when(nw.col(where) > 0).then(said) for name, said in rest.items()}
        frame = projected(frame.with_columns(**rest) if rest else frame, sql)
        columns.made |= {a: name for name, a in here.items()}
    return frame
