"""A family of rules and where its numbers lie: the .toml beside the module, the layers and the register it names."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import attrs

from .faults import Collector, Fault, LawError, read_toml
from .layer import NOWHERE, Place, Places, load_places
from .load import Target, disagreements, load_norm, load_rows
from .norm import Norm, Row
from .register import Register, register
from .toml import Table, is_table, is_titles

if TYPE_CHECKING:
    from .rule import Rule

_SETTINGS = ("places", "sources", "title")


class Family:
    """The rules of one module.

    Attributes:
        name: Its stem, the first half of its rules' ids.
        rules: Its rules by name, in the order they were defined.

    """

    def __init__(self, name: str, path: Path | None, values: Table | None) -> None:
        """Take the numbers from a file, or from Python values of the same form."""
        self.name = name.replace("_", "-")
        self.stem = name
        self.path = path
        self.values = values
        self.rules: dict[str, Rule[Any]] = {}
        self._norms = WeakKeyDictionary[Places, Mapping[str, tuple[Norm, ...]]]()

    @property
    def file(self) -> str:
        """What a fault is said to be in."""
        return str(self.path) if self.path else "python"

    @cached_property
    def table(self) -> Table:
        """What the family says of itself and its rules."""
        if self.values is not None:
            return self.values
        if self.path is None:
            raise LawError([Fault("python", self.stem, "a rule defined outside a file needs @rule(norms={ … })")])
        return read_toml(self.path)

    @cached_property
    def places(self) -> Places:
        """The layers the family names."""
        folder = self._setting("places")
        return load_places(folder) if folder else NOWHERE

    @cached_property
    def register(self) -> Register | None:
        """The register of clauses the family names; without one any clause may be cited."""
        folder = self._setting("sources")
        return register(folder) if folder else None

    def _setting(self, key: str) -> Path | None:
        """A folder the family names, from where its own file lies."""
        said = self.table.get(key)
        if said is None:
            return None
        beside = self.path.parent if self.path else Path()
        with suppress(OSError):  # a name may be too long
            if isinstance(said, str) and (beside / said).is_dir():
                return (beside / said).resolve()
        raise LawError([Fault(self.file, key, f"{said!r} is no folder beside this file")])

    def norms(self, rule: str, places: Places) -> tuple[Norm, ...]:
        """The norms of a rule with the rows of every layer.

        Raises:
            LawError: with everything wrong in the family's file and in its layers.

        """
        if places not in self._norms:
            self._norms[places] = self._load(places)
        return self._norms[places][rule]

    def _load(self, places: Places) -> Mapping[str, tuple[Norm, ...]]:
        faults = Collector(self.file)
        faults.unknown("", [k for k in self.table if k not in _SETTINGS], self.rules, "rule")
        found = {name: self._rule(rule, places, faults) for name, rule in self.rules.items()}
        for place in places:
            local = Collector(place.file)
            self._check_layer(place, local)
            faults.faults += local.faults
        faults.done()
        return found

    def _rule(self, rule: Rule[Any], places: Places, faults: Collector) -> tuple[Norm, ...]:
        table = self.table.get(rule.name)
        if not is_table(table):
            faults.add(rule.name, "is missing; every rule has at least one row")
            return ()
        _check_title(rule.name, table, faults)
        if rule.hints:
            faults.unknown(rule.name, table, {"title", *rule.hints}, "norm")
        found: list[Norm] = []
        for target in rule.targets():
            part = table if target.type is None else table.get(target.name)
            if not is_table(part):
                faults.add(target.table, "is missing; the rule asks for it")
                continue
            norm = load_norm(target, part, self.register, faults)
            local = self._local_rows(target, places, faults)
            if norm:
                found.append(self._with_layers(norm, local, target, places, faults))
        return tuple(found)

    def _local_rows(self, target: Target, places: Places, faults: Collector) -> list[Row]:
        rows: list[Row] = []
        for place in places:
            local = Collector(place.file)
            rows += load_rows(target, _part(place, self.stem, target), place.id, self.register, local)
            faults.faults += local.faults
        return rows

    def _with_layers(self, norm: Norm, local: list[Row], target: Target, places: Places, faults: Collector) -> Norm:
        rows = [*norm.rows, *local]
        if not rows and not faults.faults:
            faults.add(
                target.table, "has no row here or at any place; every norm says from when, for whom and by which clause"
            )
        whole = attrs.evolve(norm, rows=tuple(rows))
        for a, b in disagreements(whole, places.chains()):
            faults.add(
                target.table,
                f"{a.value} ({a.place}) and {b.value} ({b.place}) hold together and must be equal; end one with until",
            )
        return whole

    def _check_layer(self, place: Place, faults: Collector) -> None:
        """Tables of a layer that no rule of this family asks for."""
        tables = place.rows.get(self.stem, {})
        faults.unknown(self.stem, tables, self.rules, "rule")
        for name, table in tables.items():
            if (rule := self.rules.get(name)) and is_table(table):
                faults.unknown(f"{self.stem}.{name}", table, set(rule.hints) or {"row"}, "norm")
                for norm in rule.hints:
                    faults.unknown(f"{self.stem}.{name}.{norm}", table.get(norm, {}), {"row"})


def _part(place: Place, family: str, target: Target) -> Table:
    table: Any = place.rows.get(family, {}).get(target.table.split(".")[0], {})
    part: Any = table if target.type is None else table.get(target.name)
    return part if is_table(part) else {}


def _check_title(name: str, table: Table, faults: Collector) -> None:
    title = table.get("title")
    if not is_titles(title) or set(title) != {"zh", "en"} or not all(title.values()):
        faults.add(name, 'needs title = { zh = "…", en = "…" }')


_FAMILIES: dict[str, Family] = {}


def family_of(module: str, values: Table | Path | None, name: str | None) -> Family:
    """The family a rule belongs to: that of its module, or one of its own where it brings its numbers along."""
    if isinstance(values, Path):
        known = f"{module}:{values}"
        return _FAMILIES.setdefault(known, Family(name or values.stem, values, None))
    if values is not None:
        return Family(name or module.rpartition(".")[2], None, values)
    if module not in _FAMILIES:
        file = getattr(sys.modules.get(module), "__file__", None)
        _FAMILIES[module] = Family(
            name or module.rpartition(".")[2], Path(file).with_suffix(".toml") if file else None, None
        )
    return _FAMILIES[module]
