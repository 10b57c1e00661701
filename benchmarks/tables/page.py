"""What was measured, for the eye: a line while it runs, a page of the documentation, a plot of growth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log10
from typing import Any

Found = dict[str, Any]
MOST_GIB, MOST_SLOPE = 6, 1.1


def line(f: Found) -> str:
    """One figure."""
    said = LINES[f["kind"]](f) if f["kind"] in LINES else ""
    name = f"{f.get('table', ''):9}{f.get('engine', ''):7}{f.get('output', ''):9}{_size(f):>6}"
    return said and f"{name}  {said}"


def _check(f: Found) -> str:
    wrong = sum(t["different"] + (not t["same_counts"]) for t in f["told"].values())
    verdicts = sum(t["verdicts"] for t in f["told"].values())
    return f"{verdicts} verdicts and their findings held to objects: {wrong} differences"


def _ratio(f: Found) -> str:
    held = "holds" if f["holds"] else "DOES NOT HOLD"
    same = "" if f["same_counts"] else "  COUNTS DIFFER"
    times = f"ours {f['ours_s']:7.2f} s  by hand {f['by_hand_s']:7.2f} s  scan {f['scan_s']:6.2f} s"
    return f"{times}  ratio {f['ratio']:.2f} (cpu {f['cpu_ratio']:.2f}) <= {f['budget']}  {held}{same}"


def _alone(f: Found) -> str:
    return f"{f['side']:8}alone {f['wall_s']:7.2f} s  peak {f['peak_mib']:6} MiB"


def _slope(f: Found) -> str:
    return f"slope {f['slope']:.2f}" if f["slope"] else ""


def _peer(f: Found) -> str:
    if not f["ran"]:
        return f"{f['name']:22} {f['note']}"
    said = f"{f['name']:22} {f['seconds']:.2f} s, {f['wrongly_violated']} wrongly called violated"
    return f"{said}, {f['passed']} of {f['unknown']} unknown passed ({f['maybe_passed']} may be violations)"


LINES = {"check": _check, "ratio": _ratio, "alone": _alone, "slope": _slope, "peer": _peer}


def _size(f: Found) -> str:
    return f"{f['rows'] // 1_000_000} M" if "rows" in f else ""


def page(found: Sequence[Found]) -> str:
    """The page; every figure in it is of this run."""
    m = next(f for f in found if f["kind"] == "machine")
    versions = ", ".join(f"{n} {v}" for n, v in m["versions"].items())
    lines = [
        "# Benchmarks on tables", "",
        "Written by `python -m benchmarks tables --page docs/reference/benchmarks-tables.md`. Each engine runs in a process",
        f"of its own: Python {m['python']}, {m['cores']} cores, {m['memory_gib']} GiB, {versions}.", "",
        "By hand means: the rules below, and nothing else, as somebody would write them who knows the engine",
        "(`benchmarks/tables/by_hand_*.py`), with the same answers, unknown included. Counts are how many rows each rule says",
        "what of; findings are the long table of what is violated or unknown, with every column, consumed where it is made.",
        "", *_rules(m["rules"]), "", "## The same answers", "",
        "Rows of the table, and rows drawn so that every branch of the law is met, judged one by one as objects and compared:",
        "every verdict, every column of every finding.", "",
        *_table(("table", "engine", "verdicts", "findings", "differences, ours", "differences, by hand"), _checks(found)),
        "", "## Against code written by hand", "",
        "Both sides in turn, the order changing; ratios are medians over the rounds, of the time on the wall and, in brackets,",
        "of the processor. The scan only reads the same columns and sums them.", "",
        *_table(("table", "rows", "engine", "output", "ours", "by hand", "scan", "ratio", "budget", "holds", "rounds"), _ratios(found)),
        "", "## Growth", "", "![Time and memory by rows](benchmarks-tables.svg)", "",
        "Each figure is of a process that did nothing else. The slope is that of the line through the logarithms of rows and",
        f"time; a hundred million rows of homework are to take at most {MOST_GIB} GiB, at a slope of at most {MOST_SLOPE}.", "",
        *_table(("table", "engine", "output", "side", "rows", "time", "peak memory", "slope"), _growth(found)),
        *_peers(found),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _rules(rules: dict[str, Sequence[str]]) -> list[str]:
    return [f"- {table}: " + ", ".join(f"`{r}`" for r in ids) for table, ids in rules.items()]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    bars = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *bars] if bars else ["Not run."]


def _checks(found: Sequence[Found]) -> Iterable[Sequence[object]]:
    for f in (f for f in found if f["kind"] == "check"):
        sides = {s: [t for n, t in f["told"].items() if n.startswith(s)] for s in ("ours", "by_hand")}
        wrong = {s: sum(t["different"] + (not t["same_counts"]) for t in told) for s, told in sides.items()}
        verdicts, findings = (sum(t[n] for t in sides["ours"]) for n in ("verdicts", "findings"))
        yield f["table"], f["engine"], verdicts, findings, wrong["ours"], wrong["by_hand"]


def _ratios(found: Sequence[Found]) -> Iterable[Sequence[object]]:
    for f in (f for f in found if f["kind"] == "ratio"):
        times = [f"{f[n]:.2f} s" for n in ("ours_s", "by_hand_s", "scan_s")]
        held = "yes" if f["holds"] and f["same_counts"] else "**no**"
        ratio = f"{f['ratio']:.2f} ({f['cpu_ratio']:.2f})"
        yield f["table"], _size(f), f["engine"], f["output"], *times, ratio, f"≤ {f['budget']}", held, f["rounds"]


def _growth(found: Sequence[Found]) -> Iterable[Sequence[object]]:
    slopes = {_what(f): f["slope"] for f in found if f["kind"] == "slope"}
    for f in (f for f in found if f["kind"] == "alone"):
        grown = slopes.get(_what(f)) if f["side"] == "ours" else None
        side = f["side"].replace("_", " ")
        told = f"{f['wall_s']:.2f} s", f"{f['peak_mib']} MiB", "" if grown is None else f"{grown:.2f}"
        yield f["table"], f["engine"], f["output"], side, _size(f), *told


def _peers(found: Sequence[Found]) -> list[str]:
    peers = [f for f in found if f["kind"] == "peer"]
    if not peers:
        return []
    rows = (
        (f["name"], f"{f['seconds']:.2f} s", f"{f['violated']} ({f['wrongly_violated']})",
         f"{f['passed']} ({f['maybe_passed']})", f["note"]) if f["ran"] else (f["name"], "", "", "", f["note"])
        for f in peers
    )  # fmt: skip
    head = ("what", "time", "called violated (wrongly)", "unknown passed (may be violations)", "note")
    truth = f"{peers[0]['truly_violated']} rows are violations, {peers[0]['unknown']} unknown"
    return [
        "", "## Others", "",
        f"`homework.written-minutes` under the nation's law on {_size(peers[0])} rows in memory, each in an environment of its",
        f"own. {truth}: something the rule hangs on is null, and of {peers[0]['maybe']} of them no other fact rules a",
        "violation out. Who knows only pass and fail has to call each of them one or the other.", "",
        *_table(head, rows),
    ]  # fmt: skip


def _what(f: Found) -> tuple[str, str, str]:
    return f["table"], f["engine"], f["output"]


# ------------------------------------------------------------------------------------------- the plot

WIDE, HIGH, EDGE = 460, 340, 56
COLOURS = {"polars": "#0075ff", "duckdb": "#e0a800", "spark": "#e25a1c"}


def plot(found: Sequence[Found]) -> str:
    """Time and memory of ours by rows of homework, both on logarithmic scales, as SVG."""
    alone = [f for f in found if f["kind"] == "alone" and f["side"] == "ours" and f["table"] == "homework"]
    panels = [("wall_s", "time [s]", (-2, 3)), ("peak_mib", "peak memory [MiB]", (1, 4))]
    drawn = [part for at, panel in enumerate(panels) for part in _panel(alone, *panel, left=at * WIDE)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDE} {HIGH}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{2 * WIDE}" height="{HIGH}" fill="white"/>', *drawn, "</svg>", ""])


def _panel(alone: Sequence[Found], name: str, title: str, span: tuple[int, int], *, left: int) -> list[str]:
    def x(rows: float) -> float:
        return left + EDGE + (log10(rows) - 6) / 2 * (WIDE - EDGE - 110)

    def y(value: float) -> float:
        return HIGH - EDGE - (log10(value) - span[0]) / (span[1] - span[0]) * (HIGH - 2 * EDGE)

    parts = [f'<text x="{left + EDGE}" y="24" font-weight="bold">homework: {title}</text>']
    for power in range(span[0], span[1] + 1):
        at, shown = y(10.0**power), f"{10.0**power:g}"
        parts += [
            f'<line x1="{x(1e6)}" x2="{x(1e8)}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>',
            f'<text x="{left + EDGE - 8}" y="{at + 4:.1f}" text-anchor="end">{shown}</text>',
        ]
    parts += [f'<text x="{x(n * 1e6)}" y="{HIGH - EDGE + 20}" text-anchor="middle">{n} M</text>' for n in (1, 10, 100)]
    lines = dict.fromkeys((f["engine"], f["output"]) for f in alone)
    for at, (engine, output) in enumerate(lines):
        points = [(f["rows"], f[name]) for f in alone if (f["engine"], f["output"]) == (engine, output)]
        dash = ' stroke-dasharray="5 3"' if output == "counts" else ""
        path = " ".join(f"{x(rows):.1f},{y(value):.1f}" for rows, value in points)
        parts += [
            f'<polyline points="{path}" fill="none" stroke="{COLOURS[engine]}" stroke-width="2"{dash}/>',
            *(f'<circle cx="{x(r):.1f}" cy="{y(v):.1f}" r="3" fill="{COLOURS[engine]}"/>' for r, v in points),
            f'<text x="{x(1e8) + 8:.1f}" y="{EDGE + 16 * at}" fill="{COLOURS[engine]}">{engine} {output}</text>',
        ]
    return parts
