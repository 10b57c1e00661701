"""`python -m benchmarks custody [--sequences N] [--seed N] [--page FILE]`: custody accounts held to a plain model.

Sequences of events are drawn by a seed, those among them that cannot be. After each event the account must hold what a
model of whole numbers holds, refuse what it refuses, and neither lose nor invent a fen.
"""

from __future__ import annotations

import argparse
import platform
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from time import perf_counter

from shuangjian.enforcement.prepaid.custody import CustodyError, account, after
from shuangjian.enforcement.prepaid.events import Answered, Event, FeeChanged, Paid, Refunded, Taught
from shuangjian.enforcement.prepaid.state import Account

FIRST = date(2026, 1, 1)
LONGEST, MOST_LESSONS, MOST_FEN = 24, 7, 100_000
SEED = 20_260_101


class Plain:
    """The account as anybody would keep it: a list with the fee of each lesson to come, in whole fen."""

    def __init__(self, days: int | None) -> None:
        self.days, self.day = days, FIRST
        self.paid = self.released = self.refunded = self.taught = self.settled = 0
        self.open: list[int] = []
        self.waiting: dict[int, tuple[date, int]] = {}

    @property
    def held(self) -> int:
        return sum(self.open) + sum(fee for _, fee in self.waiting.values())

    def end(self, day: date) -> None:
        """Release what nobody answered by the end of a day."""
        for lesson, (taught_on, fee) in list(self.waiting.items()):
            if self.days is not None and taught_on + timedelta(self.days) <= day:
                self.released += fee
                self.settled += 1
                del self.waiting[lesson]

    def take(self, event: Event) -> bool:
        """Take an event, or say that it cannot be and stay as before."""
        before = {**vars(self), "open": [*self.open], "waiting": {**self.waiting}}
        self.end(event.day - timedelta(1))
        if event.day < self.day or not self._take(event):
            vars(self).update(before)
            return False
        self.day = event.day
        return True

    def _take(self, event: Event) -> bool:
        match event:
            case Paid():
                self.paid += fen(event.yuan)
                self.open += divided(fen(event.yuan), event.lessons)
                return True
            case Taught():
                return self._teach(event.day)
            case Answered():
                return self._answer(event.lesson, confirms=event.confirms)
            case Refunded():
                each = None if event.list_yuan is None else fen(event.list_yuan)
                return self._give_back(event.lessons, fen(event.yuan), fen(event.kept), each)
            case FeeChanged():
                return self._change(fen(event.yuan))

    def _teach(self, day: date) -> bool:
        if not self.open:
            return False
        self.taught += 1
        self.waiting[self.taught] = (day, self.open.pop(0))
        return True

    def _answer(self, lesson: int, *, confirms: bool) -> bool:
        if lesson not in self.waiting:
            return False
        _, fee = self.waiting.pop(lesson)
        if confirms:
            self.released += fee
            self.settled += 1
        else:
            self.open.insert(0, fee)
        return True

    def _may_keep(self, kept: int, each: int | None) -> bool:
        """Whether all the institution has then is no more than its lessons cost at the list price."""
        return kept == 0 or (each is not None and self.released + kept <= self.settled * each)

    def _give_back(self, lessons: int, yuan: int, kept: int, each: int | None) -> bool:
        if not self._may_keep(kept, each) or lessons > len(self.open) or sum(self.open[-lessons:]) != yuan + kept:
            return False
        del self.open[-lessons:]
        self.refunded += yuan
        self.released += kept
        return True

    def _change(self, difference: int) -> bool:
        if not self.open or difference == 0 or sum(self.open) + difference < 0:
            return False
        self.open = divided(sum(self.open) + difference, len(self.open))
        if difference > 0:
            self.paid += difference
        else:
            self.refunded -= difference
        return True


def fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def yuan(amount: int) -> Decimal:
    return Decimal(amount) / 100


def divided(total: int, lessons: int) -> list[int]:
    """Whole fen for each lesson; the last gets what is over."""
    return [total // lessons] * (lessons - 1) + [total // lessons + total % lessons]


def drawn(rng: Random, plain: Plain) -> Event:
    """An event that may follow; some cannot be."""
    day = plain.day + timedelta(rng.choice((0, 0, 1, 1, 2, 5, 16)) - (rng.random() < 0.03))
    kind = rng.choice("ppta" + "pttttttttrf" * bool(plain.open) + "aaaaaa" * bool(plain.waiting))
    if kind == "p":
        return Paid(day, yuan(rng.randrange(MOST_FEN)), rng.randint(1, MOST_LESSONS))
    if kind == "t":
        return Taught(day)
    if kind == "a":
        lesson = rng.choice(list(plain.waiting)) if plain.waiting and rng.random() < 0.9 else plain.taught + 1
        return Answered(day, lesson, rng.random() < 0.8)
    slip = rng.random() < 0.1
    if kind == "f":
        return FeeChanged(day, yuan(rng.randint(-sum(plain.open), MOST_FEN) - slip * MOST_FEN))
    lessons = rng.randint(1, len(plain.open))
    fee = sum(plain.open[-lessons:])
    each = rng.randrange(MOST_FEN)
    most = max(each * plain.settled - plain.released, 0)
    kept = rng.choice((0, 0, min(fee, most), rng.randint(0, fee)))
    told = None if rng.random() < 0.1 else yuan(each)
    return Refunded(day, yuan(fee - kept + slip), lessons + (rng.random() < 0.05), yuan(kept), told)


def sequence(rng: Random) -> Iterator[tuple[str, bool]]:
    """Play one sequence on both, and tell each event with whether it could be."""
    days = rng.choice((None, 3, 15))
    plain, now, taken = Plain(days), Account(FIRST), list[Event]()
    for _ in range(rng.randint(1, LONGEST)):
        event = drawn(rng, plain)
        could_be = plain.take(event)
        try:
            now, was_taken = after(now, event, days), True
            taken.append(event)
        except CustodyError:
            was_taken = False
        agree(plain, now, event)
        if was_taken != could_be:
            raise AssertionError(event, now)
        yield type(event).__name__, could_be
    last = plain.day + timedelta(rng.randint(0, 20))
    plain.end(last)
    agree(plain, account(taken, last, days), "the end")


def agree(plain: Plain, now: Account, at: object) -> None:
    """Hold an account to the model, and to itself."""
    ours = [fen(sum_) for sum_ in (now.paid, now.released, now.refunded, now.held)]
    if ours != [plain.paid, plain.released, plain.refunded, plain.held] or now.lessons_left != len(plain.open):
        raise AssertionError(at, now, vars(plain))
    if now.settled != plain.settled or min(ours) < 0 or now.held != now.fees or ours[0] != sum(ours[1:]):
        raise AssertionError(at, now)


def run(sequences: int, seed: int = SEED) -> Counter[tuple[str, bool]]:
    """Play sequences; how many events of each kind there were that could be, and that could not.

    Raises:
        AssertionError: where account and model differ.

    """
    rng, found = Random(seed), Counter[tuple[str, bool]]()
    for _ in range(sequences):
        found.update(sequence(rng))
    return found


def main(arguments: list[str]) -> None:
    """Run, print, and write the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks custody", description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args(arguments)
    start = perf_counter()
    found = run(asked.sequences, asked.seed)
    text = page(asked.sequences, asked.seed, found, perf_counter() - start)
    print(text)
    if asked.page:
        asked.page.write_text(text, "utf-8")


def page(sequences: int, seed: int, found: Counter[tuple[str, bool]], seconds: float) -> str:
    """What was found, as a page of the documentation."""
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    lines = [
        "# Custody accounts held to a plain model",
        "",
        f"Written by `python -m benchmarks custody --sequences {sequences} --page docs/reference/custody-run.md`",
        f"(seed {seed}; {seconds:.0f} s on {where}).",
        "",
        f"{sequences:,} random sequences of events were played on `shuangjian.enforcement.prepaid.custody` and on a",
        "model that keeps whole fen in a list, `benchmarks/custody.py`. After each event both held the same, refused",
        "the same, and what was paid in was what was released, paid back and held, none of them below zero:",
        "0 differences.",
        "",
        "| event | taken | refused |",
        "|---|---|---|",
    ]
    for kind in (*sorted({kind for kind, _ in found}), "all"):
        taken, refused = (
            sum(n for (one, could), n in found.items() if kind in (one, "all") and could is asked)
            for asked in (True, False)
        )
        lines.append(f"| {kind} | {taken:,} | {refused:,} |")
    return "\n".join(lines) + "\n"
