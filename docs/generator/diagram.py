"""Pictures of boxes and of the acts that lead to and from them, as SVG, laid out from what is to be shown.

They stand on a white ground of their own, so that they can be read on a dark page and on a light one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import accumulate
from textwrap import wrap

import attrs

EDGE, GAP, HIGH, BEND, LETTER, HAN, LINE = 12, 26, 44, 8, 7.3, 12, 16
"""Around a picture; between boxes; of a box; of a bend; of a letter, fixed or Chinese; from line to line [px]."""
IN, OUT = 12, 32
"""Below the top of a box: where lines end, where they begin [px]."""
STEM, LETTERS = 36, 36
"""Of an arrow beside a box [px]; letters in a line there."""
FIXED = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
CHINESE = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
HEAD = (
    "<!-- Made by docs/generate.py; do not edit. -->\n"
    '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img" '
    'aria-labelledby="title desc" font-size="12" fill="#222">\n'
    '<title id="title">{title}</title>\n<desc id="desc">{told}</desc>\n'
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0,0 L8,4 L0,8 Z"/></marker></defs>\n'
    '<rect width="{wide}" height="{high}" fill="white"/>'
)


@attrs.frozen
class Arrow:
    """An act that leads from some boxes to another.

    Attributes:
        name: Its id.
        sources: The boxes it leads from.
        target: The box it leads to.

    """

    name: str
    sources: tuple[str, ...]
    target: str


@attrs.frozen
class _Lane:
    """From where to where an arrow runs up or down, and where its name stands."""

    arrow: Arrow
    label: int
    first: int
    last: int


# ------------------------------------------------------------------------------------------- boxes in one column


def arrows_svg(title: str, boxes: Mapping[str, str], arrows: Iterable[Arrow]) -> str:
    """Boxes (id and Chinese name) and the arrows right of them; one that none leads from has a thick edge."""
    arrows, wide = tuple(arrows), _width(boxes)
    tops = {box: EDGE + at * (HIGH + GAP) for at, box in enumerate(boxes)}
    begins = {source for arrow in arrows for source in arrow.sources}
    columns = _columns(_lane(arrow, tops) for arrow in arrows)
    widths = (round(LETTER * max(len(lane.arrow.name) for lane in column)) + 2 * BEND for column in columns)
    xs = list(accumulate(widths, initial=EDGE + wide + 2 * EDGE))
    drawn = [_box(EDGE, top, wide, (box, boxes[box]), is_end=box not in begins) for box, top in tops.items()]
    for x, column in zip(xs, columns, strict=False):
        drawn += [_line(_way(EDGE + wide, x, tops, lane.arrow, s)) for lane in column for s in lane.arrow.sources]
        drawn += [_text(x + BEND, lane.label, lane.arrow.name) for lane in column]
    told = [f"{a.name}: from {', '.join(a.sources)} to {a.target}." for a in arrows]
    return _svg(title, told, (xs[-1] + EDGE, max(tops.values()) + HIGH + EDGE), drawn)


def _lane(arrow: Arrow, tops: Mapping[str, int]) -> _Lane:
    """The name stands next to the target, towards the sources; above it, where they lie on both sides."""
    top, begins = tops[arrow.target], [tops[source] + OUT for source in arrow.sources]
    label = top - GAP // 2 if min(begins) < top else top + HIGH + GAP // 2
    ends = (top + IN, label, *begins)
    return _Lane(arrow, label, min(ends), max(ends))


def _columns(lanes: Iterable[_Lane]) -> Sequence[Sequence[_Lane]]:
    """The shorter a lane, the nearer to the boxes; lanes that do not meet share a column."""
    columns: list[list[_Lane]] = []
    for lane in sorted(lanes, key=lambda lane: lane.last - lane.first):
        free = (c for c in columns if all(lane.last < other.first or other.last < lane.first for other in c))
        if (column := next(free, None)) is None:
            columns.append([lane])
        else:
            column.append(lane)
    return columns


def _way(left: int, x: int, tops: Mapping[str, int], arrow: Arrow, source: str) -> str:
    """From a source into the lane at ``x``, along it and out of it to the target."""
    begin, end = tops[source] + OUT, tops[arrow.target] + IN
    bend = BEND if begin < end else -BEND
    out = f"M{left},{begin} H{x - BEND} Q{x},{begin} {x},{begin + bend}"
    return f"{out} V{end - bend} Q{x},{end} {x - BEND},{end} H{left}"


# ------------------------------------------------------------------------------------------- boxes between acts


def between_svg(
    title: str, boxes: Mapping[str, str], before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> str:
    """Boxes (id and Chinese name), left of each the acts that lead to it, right of it those that lead from it."""
    to, from_ = ({box: wrap(", ".join(acts[box]), LETTERS) for box in boxes} for acts in (before, after))
    step = max(HIGH, *(LINE * len(lines) for lines in (*to.values(), *from_.values()))) + EDGE
    left, wide, right = _widest(to), _width(boxes), _widest(from_)
    x = EDGE + left + STEM
    drawn: list[str] = []
    for at, box in enumerate(boxes):
        y = (EDGE + step) // 2 + at * step
        drawn += [_box(x, y - HIGH // 2, wide, (box, boxes[box]), is_end=not from_[box])]
        drawn += _beside(x - STEM, x, y, to[box]) + _beside(x + wide, x + wide + STEM, y, from_[box], is_after=True)
    told = [f"{box}: from {', '.join(before[box])}; until {', '.join(after[box])}." for box in boxes]
    return _svg(title, told, (x + wide + STEM + right + EDGE, EDGE + step * len(boxes)), drawn)


def _beside(begin: int, end: int, y: int, lines: Sequence[str], *, is_after: bool = False) -> list[str]:
    """Acts and, between them and the box, an arrow; nothing without an act."""
    x, anchor = (end + BEND, "start") if is_after else (begin - BEND, "end")
    first = y - LINE * (len(lines) - 1) // 2
    told = [_text(x, first + LINE * at, text, anchor) for at, text in enumerate(lines)]
    return [_line(f"M{begin},{y} H{end}"), *told] if lines else []


def _widest(lines: Mapping[str, Sequence[str]]) -> int:
    return BEND + round(LETTER * max(len(line) for some in lines.values() for line in ["", *some]))


# ------------------------------------------------------------------------------------------- pieces


def _width(boxes: Mapping[str, str]) -> int:
    return 2 * EDGE + round(max(max(LETTER * len(box), HAN * len(name)) for box, name in boxes.items()))


def _box(x: int, y: int, wide: int, names: tuple[str, str], *, is_end: bool) -> str:
    """A box with its id and, where it has one, its Chinese name."""
    lines = [(name, font) for name, font in zip(names, (FIXED, CHINESE), strict=True) if name]
    first = y + HIGH // 2 - LINE * (len(lines) - 1) // 2
    told = [_text(x + wide // 2, first + LINE * at, text, "middle", font) for at, (text, font) in enumerate(lines)]
    edge = f'rx="6" fill="#eef4fb" stroke="#345" stroke-width="{3 if is_end else 1}"'
    return "\n".join([f'<rect x="{x}" y="{y}" width="{wide}" height="{HIGH}" {edge}/>', *told])


def _line(way: str) -> str:
    return f'<path d="{way}" fill="none" stroke="#555" stroke-width="1.3" marker-end="url(#tip)"/>'


def _text(x: int, y: int, text: str, anchor: str = "start", font: str = FIXED) -> str:
    """Text whose middle is at ``y``."""
    return f'<text x="{x}" y="{y + 4}" text-anchor="{anchor}" font-family="{font}">{escape(text)}</text>'


def _svg(title: str, told: Sequence[str], size: tuple[int, int], drawn: Iterable[str]) -> str:
    head = HEAD.format(wide=size[0], high=size[1], title=escape(title), told=escape(" ".join(told)))
    return "\n".join([head, *drawn, "</svg>", ""])
