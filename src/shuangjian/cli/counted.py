"""A report on tables for people: the first findings, then notes, then what each rule says how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ..core.verdict import WORST_FIRST, Report, Verdict
from ..wording import Lang, say
from .output import Page
from .report import Told
from .text import write_notes, write_records, write_totals

_PER_MILLE = 1000


def write_counted(page: Page, told: Sequence[Told], report: Report, lang: Lang, omitted: int) -> None:
    """The whole report."""
    write_records(page, told, lang)
    if omitted:
        page.line(say("label", "more", lang, omitted))
        page.line()
    write_notes(page, report, lang)
    if report.counts:
        _table(page, report, lang)
        page.line()
    write_totals(page, report, lang)


def _table(page: Page, report: Report, lang: Lang) -> None:
    """A line a rule; what is not known stands before what is kept."""
    head = [say("label", n, lang) for n in ("rule", *(v.name.lower() for v in WORST_FIRST), "share")]
    rows = [
        [rule, *(str(counted[v]) for v in WORST_FIRST), _share(counted, lang)]
        for rule, counted in report.counts.items()
    ]
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    for number, row in enumerate([head, *rows]):
        first, *others = (_padded(c, w, is_left=i == 0) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        page.line((first, "bold" if number else "dim"), *((f"  {c}", "" if number else "dim") for c in others))


def _padded(cell: str, width: int, *, is_left: bool) -> str:
    pad = " " * (width - cell_len(cell))
    return cell + pad if is_left else pad + cell


def _share(counted: Mapping[Verdict, int], lang: Lang) -> str:
    """The share of rows that keep the rule: what is surely so, rounded down, to what may be so, rounded up."""
    kept, judged = counted[Verdict.SATISFIED], _judged(counted)
    if not judged:
        return say("value", "nothing", lang)
    low = kept * _PER_MILLE // judged
    high = -(-(kept + counted[Verdict.UNKNOWN]) * _PER_MILLE // judged)
    if low == high or not counted[Verdict.UNKNOWN]:
        return _percent(low)
    return say("value", "range", lang, low=_percent(low), high=_percent(high))


def _percent(per_mille: int) -> str:
    whole, rest = divmod(per_mille, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"


def _judged(counted: Mapping[Verdict, int]) -> int:
    return sum(counted[v] for v in (Verdict.SATISFIED, Verdict.UNKNOWN, Verdict.VIOLATED))


def columns(report: Report) -> dict[str, tuple[str, list[object]]]:
    """The counts as columns: type and values of each; the share as in `shuangjian.frames.summarise`."""
    counts = list(report.counts.values())
    some = [(c, _judged(c)) for c in counts]
    least: list[object] = [c[Verdict.SATISFIED] / n if n else None for c, n in some]
    most: list[object] = [(c[Verdict.SATISFIED] + c[Verdict.UNKNOWN]) / n if n else None for c, n in some]
    return {
        "rule": ("VARCHAR", list(report.counts)),
        **{v.name.lower(): ("BIGINT", [c[v] for c in counts]) for v in WORST_FIRST},
        "least": ("DOUBLE", least),
        "most": ("DOUBLE", most),
    }
