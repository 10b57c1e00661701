# narwhals expressions carry no element types, so strict inference has nothing to work on here
# pyright: basic
"""Reader: recorded rules -> narwhals, for whole tables; the same verdict as the function itself, row by row.

`lower` says what a row has to be asked. Where the engine has lookups, what follows is worked out here for each of the
few states a row can be in, and looked up (`features`, `tabled`); elsewhere the engine is asked row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import narwhals as nw

from .asker import Asker
from .columns import MARK, Columns
from .engine_words import LONGEST
from .features import Features
from .forks import ends
from .graph import Answer, Graph, everything, fields_of
from .layout import laid_out
from .lower import Judgement, judgement
from .norm import NATION
from .rule import Rule
from .tabled import Tabled, is_tabled
from .turns import Window
from .verdict import Verdict

_RECKONING = {"plus", "minus", "times"}
_OWN = {v.value: v.value for v in Verdict}
"""Each verdict's number is its own."""


@attrs.frozen(eq=False)
class Judged:
    """A table with what rules say of each row.

    Attributes:
        frame: The table with columns of ours.
        asker: Who asks it.
        columns: The asks that have columns.
        judgements: What was asked of each rule.
        before: The columns it came with.
        window: What completes its rows first.

    """

    frame: Any
    asker: Asker
    columns: Columns
    judgements: tuple[Judgement, ...]
    before: tuple[str, ...]
    window: Window | None = None

    def with_verdicts(self) -> Any:
        """The table with a column a rule, named by `column`; to be asked for once."""
        said = {column(j.rule): j.verdict for j in self.judgements}
        features = self.features(said.values())
        if features is None:
            frame = self.frame if self.window is None else self.window.completed(self.frame, {})
            frame = laid_out(frame, self.columns, list(said.values()))
            return frame.with_columns(**{name: self.columns(x) for name, x in said.items()})
        trees = {name: features.tree(x) for name, x in said.items()}
        return self.tabled(features).with_numbers(trees, dict.fromkeys(said, _OWN))

    def with_codes(self) -> tuple[Any, Mapping[str, Mapping[str, Sequence[int]]]]:
        """The table with columns of numbers, each for all that some rules say together; to be asked for once.

        Returns:
            The table, and for each column the verdict of each rule by the number, the rule named by `column`. Where
            the engine has no lookups, the rules have columns of their own, and no numbers stand for them.

        """
        asked = {column(j.rule): j.verdict for j in self.judgements}
        features = self.features(asked.values())
        if features is None:
            return self.with_verdicts(), {}
        trees = features.forks.bundled([features.tree(x) for x in asked.values()], LONGEST[self.frame.implementation])
        there = {f"{MARK}code{n}": ends(tree) for n, tree in enumerate(trees)}
        numbers = {name: {end: n for n, end in enumerate(each)} for name, each in there.items()}
        frame = self.tabled(features).with_numbers(dict(zip(there, trees, strict=True)), numbers)
        rules = iter(asked)
        told = {name: {next(rules): part for part in zip(*each, strict=True)} for name, each in there.items()}
        return frame, told

    def tabled(self, features: Features) -> Tabled:
        """The table, its rows numbered by what they show; to be asked for once."""
        return Tabled(self.frame, self.columns, features, self.window)

    def features(self, asks: Iterable[Answer]) -> Features | None:
        """What these asks hang on; None where the engine cannot look it up, or there is too much of it."""
        asks = list(asks)
        late = () if self.window is None else self.window.adds.keys()
        features = Features(self.asker.types, self.columns.metadata, asks, late)
        return features if is_tabled(self.frame) and features.is_small(asks) else None


def verdicts(  # noqa: PLR0913  # every option of a check, each by its name
    table: Any,
    rules: Sequence[Rule[Any]],
    *,
    profiles: frozenset[str] = frozenset(),
    unverified: bool = False,
    unknown: Iterable[str] = (),
    place: str | None = None,
) -> Any:
    """The table with one more column a rule, named by its id in underscores.

    Args:
        table: A frame of an engine narwhals knows, with the fields of the facts as columns: enumerations as their
            text, times of day as minutes, money as decimals. A column ``place`` holds ids of places; where it is null
            the nation's law alone is read, and a place nobody knows gives UNKNOWN. A value that cannot be is unknown.
        rules: Rules of one fact type.
        profiles: Names of stricter readings to switch on.
        unverified: Whether recalled rows are enforced.
        unknown: Fields nobody knows: there is no column for them.
        place: Id of the place of every row, where there is no column for it.

    Returns:
        A lazy or eager frame of the same engine; verdicts as integers, those of `Verdict`.

    Raises:
        TypeError: if it is a frame of pandas, whose conditions lose what is not known.
        ValueError: if columns are missing, each named.

    """
    if not rules:
        return table
    judged = judge(nw.from_native(table), rules, profiles=profiles, unverified=unverified, unknown=unknown, place=place)
    return judged.with_verdicts().select(*judged.before, *map(column, rules)).to_native()


def judge(  # noqa: PLR0913  # every option of a check, each by its name
    frame: Any,
    rules: Sequence[Rule[Any]],
    *,
    profiles: frozenset[str] = frozenset(),
    unverified: bool = False,
    unknown: Iterable[str] = (),
    place: str | None = None,
    window: Window | None = None,
) -> Judged:
    """The same on a frame of narwhals, with all that was asked; a window completes its rows first."""
    schema = {**frame.collect_schema(), **({} if window is None else window.adds)}
    before = tuple(schema)
    _refuse(frame.implementation, rules, {*schema, *unknown})
    missing = frozenset(unknown).union(n for n, type_ in schema.items() if type_ == nw.Unknown)
    if place is None and ("place" not in before or "place" in missing):
        place = NATION
    asker = Asker(Graph(), rules[0].form.types, missing, place)
    judgements = tuple(judgement(r, asker, profiles=profiles, unverified=unverified) for r in rules)
    columns = Columns(frame.implementation, asker.types, rules[0].form.fields, schema)
    roots = [j.verdict for j in judgements]
    columns.reckoned |= {f for a in everything(roots) if a.op in _RECKONING for f in fields_of(a)}
    return Judged(frame, asker, columns, judgements, before, window)


def column(rule: Rule[Any]) -> str:
    """The name of a rule's column: dots and hyphens trouble some engines."""
    return rule.id.replace(".", "_").replace("-", "_")


def _refuse(engine: Any, rules: Iterable[Rule[Any]], there: set[str]) -> None:
    """Whatever cannot be judged as it stands."""
    if engine is nw.Implementation.PANDAS:
        msg = "pandas takes unknown for false; hand over pyarrow.Table.from_pandas(table, preserve_index=False)"
        raise TypeError(msg)
    if missing := sorted({n for r in rules for n in r.inputs} - there):
        msg = f"the table has no column {', '.join(missing)}; what nobody knows is a column of nulls"
        raise ValueError(msg)
