"""Random double selection (双随机、一公开): who is inspected and by whom, drawn from lists and a seed that are public.

Whoever has both draws the same. Lists and shares are made public by their digest before anybody can know the seed;
numbers come of a keyed hash, and one that would favour some of those drawn from is passed over (ENF-07).
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Final

import attrs

from ..core.faults import ManyFaults
from ..core.typed import field_misfits, typed
from .credit import Credit, plan_shares
from .digest import LONGEST_TEXT, digest, is_text

ALGORITHM: Final = "shuangjian-draw/1"
"""Name and version of how is drawn; another way of drawing gets another version."""
INSPECTORS: Final = 2
"""How many go together."""
_ROOM: Final = 2**64


class DrawError(ManyFaults):
    """What is to be drawn from, or a published draw, is wrong.

    Attributes:
        faults: All that is wrong, one sentence each: where, what, and what to do.

    """


@attrs.frozen
class Target:
    """An institution that may be inspected (抽查对象).

    Attributes:
        id: Which, an opaque id.
        credit: Its credit grade (信用等级).

    """

    id: str
    credit: Credit


@attrs.frozen
class Inspector:
    """Who may inspect (执法检查人员).

    Attributes:
        id: Who, an opaque id.
        conflicts: Ids of the institutions this one may not inspect (回避), of those drawn from.

    """

    id: str
    conflicts: frozenset[str] = frozenset()


@attrs.frozen
class Lists:
    """What is drawn from. Its digest is made public before the seed is known.

    Attributes:
        targets: The institutions (抽查对象名录库), in any order.
        inspectors: The inspectors (执法检查人员名录库), in any order.
        shares: Which part of each credit grade is drawn, from 0 to 1; rounded up to whole institutions.

    Raises:
        DrawError: with everything that is wrong.

    """

    targets: tuple[Target, ...]
    inspectors: tuple[Inspector, ...]
    shares: Mapping[Credit, Fraction] = attrs.field(factory=plan_shares)

    def __attrs_post_init__(self) -> None:
        if faults := field_misfits(self) or list(_faults(self)):
            raise DrawError(faults)

    @property
    def digest(self) -> str:
        """SHA-256 of the lists and shares, in any order the same."""
        told = {
            "targets": sorted([t.id, t.credit.value] for t in self.targets),
            "inspectors": sorted([i.id, sorted(i.conflicts)] for i in self.inspectors),
            "shares": {c.value: str(share) for c, share in self.shares.items()},
        }
        return digest(ALGORITHM, told)


@attrs.frozen
class Visit:
    """One inspection that was drawn.

    Attributes:
        target: The institution's id.
        inspectors: The ids of those who go together, in the order they were drawn.

    """

    target: str
    inspectors: tuple[str, ...]


@attrs.frozen
class Draw:
    """A draw as it is published.

    Attributes:
        algorithm: Name and version of how was drawn.
        lists: What was drawn from.
        digest: The digest of the lists, as it was made public before.
        seed: The seed, exactly as it was made public.
        visits: What was drawn, by the institution's id.

    """

    algorithm: str
    lists: Lists
    digest: str
    seed: str
    visits: tuple[Visit, ...]


@typed(DrawError)
def draw(lists: Lists, seed: str) -> Draw:
    """Draw institutions by their credit grade, and for each those who inspect it.

    Args:
        lists: What is drawn from.
        seed: A text nobody could know or choose when the lists were closed, such as the numbers of a lottery.

    Raises:
        DrawError: if the seed is none, or too few may inspect an institution that was drawn.

    """
    if not is_text(seed):
        raise DrawError([f"seed: {seed[:20]!a} is none; give 1 to {LONGEST_TEXT} visible characters"])
    said = lists.digest
    key = f"{ALGORITHM}\n{said}\n{seed}".encode()
    drawn = [t for credit in Credit for t in _targets(lists, credit, key)]
    return Draw(ALGORITHM, lists, said, seed, _visits(lists, sorted(drawn), key))


@typed(DrawError)
def differences(published: Draw) -> tuple[str, ...]:
    """Draw again and say where what was published differs; nothing where it does not.

    Raises:
        DrawError: if it was drawn in another way than this one, or could not be drawn at all.

    """
    if published.algorithm != ALGORITHM:
        raise DrawError([f"algorithm: {published.algorithm!r} is not {ALGORITHM!r}, the one known here"])
    again = draw(published.lists, published.seed)
    found = [] if published.digest == again.digest else [f"digest: published {published.digest!r}, is {again.digest!r}"]
    theirs, ours = ({v.target: v.inspectors for v in d.visits} for d in (published, again))
    for target in sorted(theirs.keys() | ours.keys()):
        told, drawn = theirs.get(target), ours.get(target)
        if told != drawn:
            found.append(f"visits: {target!r}: published {_told(told)}, drawn again {_told(drawn)}")
    if not found and published.visits != again.visits:
        found.append("visits: an institution stands twice, or they are not ordered by id")
    return tuple(found)


def _told(inspectors: Sequence[str] | None) -> str:
    return "not at all" if inspectors is None else " and ".join(map(repr, inspectors))


def _targets(lists: Lists, credit: Credit, key: bytes) -> list[str]:
    """The institutions of one grade that are drawn: the first of a shuffle of them, in the order of code points."""
    ids = sorted(t.id for t in lists.targets if t.credit is credit)
    wanted, numbers = ceil(lists.shares[credit] * len(ids)), _Numbers(key, f"targets {credit.value}")
    for at in range(wanted):
        other = at + numbers.below(len(ids) - at)
        ids[at], ids[other] = ids[other], ids[at]
    return ids[:wanted]


def _visits(lists: Lists, drawn: Sequence[str], key: bytes) -> tuple[Visit, ...]:
    """Each institution with those who inspect it: every pair that may has the same chance."""
    everyone = sorted(i.id for i in lists.inspectors)
    barred: dict[str, set[str]] = {}
    for inspector in lists.inspectors:
        for target in inspector.conflicts:
            barred.setdefault(target, set()).add(inspector.id)
    visits, faults = list[Visit](), list[str]()
    for target in drawn:
        may = [i for i in everyone if i not in barred[target]] if target in barred else everyone
        if len(may) < INSPECTORS:
            faults.append(f"inspectors: {len(may)} may inspect {target!r}, {INSPECTORS} are needed; name more")
            continue
        visits.append(Visit(target, _several(may, _Numbers(key, f"inspectors {target}"))))
    if faults:
        raise DrawError(faults)
    return tuple(visits)


def _several(may: Sequence[str], numbers: _Numbers) -> tuple[str, ...]:
    """As many as go together, none twice."""
    chosen: list[int] = []
    while len(chosen) < INSPECTORS:
        at = numbers.below(len(may))
        if at not in chosen:
            chosen.append(at)
    return tuple(may[at] for at in chosen)


class _Numbers:
    """Numbers that hang on a key, a name and a count alone."""

    def __init__(self, key: bytes, name: str) -> None:
        self._key, self._name, self._count = key, name.encode(), 0

    def below(self, limit: int) -> int:
        """The next number from 0 on and below the limit, each with the same chance."""
        while True:
            said = hmac.digest(self._key, b"%b\n%d" % (self._name, self._count), "sha256")
            self._count += 1
            number = int.from_bytes(said[:8], "big")
            if number < _ROOM - _ROOM % limit:  # the rest would favour the lowest
                return number % limit


def _faults(lists: Lists) -> Iterator[str]:
    """All that is wrong with lists."""
    named: Mapping[str, Sequence[Target | Inspector]] = {"targets": lists.targets, "inspectors": lists.inspectors}
    for name, held in named.items():
        for at, one in enumerate(held):
            if not is_text(one.id):
                yield f"{name}[{at}].id: {one.id[:20]!a} is no id; write 1 to {LONGEST_TEXT} visible characters"
        for id_, times in Counter(one.id for one in held).items():
            if times > 1:
                yield f"{name}: {id_[:LONGEST_TEXT]!a} stands {times} times; name each once"
    known = {t.id for t in lists.targets}
    for at, inspector in enumerate(lists.inspectors):
        for id_ in sorted(inspector.conflicts - known):
            yield f"inspectors[{at}].conflicts: {id_[:LONGEST_TEXT]!a} is no target; name one of them, or leave it out"
    for credit in Credit:
        share = lists.shares.get(credit)
        if share is None or not 0 <= share <= 1:
            yield f"shares.{credit.value}: {share!r} is no share; write a Fraction from 0 to 1 for each grade"
