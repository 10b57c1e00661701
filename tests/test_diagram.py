"""The pictures of the life of an institution show what its table has, and nothing in them covers anything else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest
from generator import pages
from generator.diagram import Arrow, arrows_svg, between_svg
from hypothesis import given, strategies as st

from tests.pages import ROOT

LIFE = tomllib.loads((ROOT / "src/shuangjian/enforcement/rectification/life.toml").read_text("utf-8"))
STANDINGS, ORDERS = (pages()[f"reference/life-of-an-institution{part}.svg"] for part in ("", "-orders"))
SVG = "{http://www.w3.org/2000/svg}"
WIDEST = 900
WORD = st.text("abcdefghij_", min_size=1, max_size=18)
NAMES = st.text("无证备案营利性<&", max_size=8)


@attrs.frozen
class Area:
    """Where something lies: its corners and, where it has one, its text."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other: Area) -> bool:
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Area) -> bool:
        across = self.left <= other.left <= other.right <= self.right
        return across and self.top <= other.top <= other.bottom <= self.bottom


@attrs.frozen
class Seen:
    """What a picture shows."""

    whole: Area
    ground: Area
    boxes: tuple[Area, ...]
    texts: tuple[Area, ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]

    def of(self, box: str) -> Area:
        (found,) = (b for b in self.boxes if any(t.text == box and b.holds(t) for t in self.texts))
        return found

    def ways(self) -> set[tuple[Area | None, Area | None]]:
        """From which box to which the lines lead; None where one begins or ends at no box."""
        return {(self.at(way[0]), self.at(way[-1])) for way in self.lines}

    def at(self, point: tuple[int, int]) -> Area | None:
        x, y = point
        return next((b for b in self.boxes if x in (b.left, b.right) and b.top < y < b.bottom), None)


def seen(svg: str) -> Seen:
    root = ET.fromstring(svg)  # noqa: S314 - what was written a moment ago
    _, _, wide, high = map(int, root.attrib["viewBox"].split())
    ground, *boxes = (_area(r) for r in root.findall(f"{SVG}rect"))
    lines = [tuple(_corners(p.attrib["d"])) for p in root.findall(f"{SVG}path")]
    texts = tuple(_text(t) for t in root.findall(f"{SVG}text"))
    return Seen(Area(0, 0, wide, high), ground, tuple(boxes), texts, tuple(lines))


def _area(rect: ET.Element) -> Area:
    x, y, wide, high = (int(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + wide, y + high)


def _text(found: ET.Element) -> Area:
    """A letter of 12 px is 7.3 px wide, a Chinese one 12; its foot stands at y."""
    text, x, y = found.text or "", int(found.attrib["x"]), int(found.attrib["y"])
    wide = sum(7.3 if letter.isascii() else 12 for letter in text)
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[found.attrib["text-anchor"]]
    return Area(left, y - 10, left + wide, y + 3, text)


def _corners(way: str) -> Iterable[tuple[int, int]]:
    """The points of a line, its bends as corners."""
    x = y = 0
    for letter, rest in re.findall(r"([MHVQ])([\d, ]+)", way):
        numbers = [int(n) for n in re.findall(r"\d+", rest)]
        if letter in "HV":
            x, y = (numbers[0], y) if letter == "H" else (x, numbers[0])
        else:
            x, y = numbers[:2]
        yield x, y
        x, y = numbers[2:] if letter == "Q" else (x, y)


def parts(way: Iterable[tuple[int, int]]) -> Iterable[Area]:
    for (x, y), (to_x, to_y) in pairwise(way):
        yield Area(min(x, to_x) - 0.5, min(y, to_y) - 0.5, max(x, to_x) + 0.5, max(y, to_y) + 0.5)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, str], list[Arrow]]:
    boxes = draw(st.dictionaries(WORD, NAMES, min_size=2, max_size=8))
    arrows = []
    for name in draw(st.lists(WORD.map(str.upper), unique=True, min_size=1, max_size=8)):
        target = draw(st.sampled_from(list(boxes)))
        others = [b for b in boxes if b != target]
        sources = draw(st.lists(st.sampled_from(others), min_size=1, unique=True))
        arrows.append(Arrow(name, tuple(sources), target))
    return boxes, arrows


def nothing_covers_anything(picture: Seen) -> None:
    assert picture.ground == picture.whole
    assert all(picture.whole.holds(a) for a in (*picture.boxes, *picture.texts))
    assert not [pair for pair in combinations(picture.texts, 2) if pair[0].meets(pair[1])]
    assert not [pair for pair in combinations(picture.boxes, 2) if pair[0].meets(pair[1])]
    assert all(box.holds(text) or not box.meets(text) for box in picture.boxes for text in picture.texts)
    for line in (part for way in picture.lines for part in parts(way)):
        assert picture.whole.holds(line)
        assert not [text for text in picture.texts if text.meets(line)]


# ------------------------------------------------------------------------------------------- arrows between boxes


@given(tables())
def test_every_arrow_leads_from_its_boxes_to_its_box(table: tuple[dict[str, str], list[Arrow]]) -> None:
    boxes, arrows = table
    picture = seen(arrows_svg("t", boxes, arrows))
    assert len(picture.boxes) == len(boxes)
    assert picture.ways() == {(picture.of(s), picture.of(a.target)) for a in arrows for s in a.sources}
    shown = sorted(t.text for t in picture.texts)
    assert shown == sorted([*boxes, *(name for name in boxes.values() if name), *(a.name for a in arrows)])


@given(tables())
def test_no_name_is_covered_by_anything(table: tuple[dict[str, str], list[Arrow]]) -> None:
    nothing_covers_anything(seen(arrows_svg("t", *table)))


@given(tables())
def test_lines_meet_only_on_the_way_from_or_to_the_same_box(table: tuple[dict[str, str], list[Arrow]]) -> None:
    picture = seen(arrows_svg("t", *table))
    assert not {way[0] for way in picture.lines} & {way[-1] for way in picture.lines}
    for one, other in combinations(picture.lines, 2):
        up_and_down = [[p for p in parts(way) if p.right - p.left == 1] for way in (one, other)]
        if any(a.meets(b) and a.left == b.left for a in up_and_down[0] for b in up_and_down[1]):
            assert one[-1] == other[-1]


def test_two_boxes_and_an_arrow_down_and_one_up_by_hand() -> None:
    drawn = arrows_svg("t", {"a": "甲", "b": ""}, [Arrow("down", ("a",), "b"), Arrow("up", ("b",), "a")])
    down, up = "M48,44 H64 Q72,44 72,52 V86 Q72,94 64,94 H48", "M48,114 H109 Q117,114 117,106 V32 Q117,24 109,24 H48"
    assert re.findall(r' d="(M\d+,\d+ .*?)"', drawn)[-2:] == [down, up]
    assert '<desc id="desc">down: from a to b. up: from b to a.</desc>' in drawn


def test_a_box_that_no_arrow_leads_from_has_a_thick_edge() -> None:
    drawn = arrows_svg("t", {"a": "", "b": "", "c": ""}, [Arrow("to", ("a",), "b"), Arrow("on", ("c",), "b")])
    assert re.findall(r'rx="6".*stroke-width="(\d)"', drawn) == ["1", "3", "1"]


def test_arrows_one_after_the_other_stand_below_each_other_others_further_out_the_longer_they_are() -> None:
    arrows = [Arrow("far", ("a",), "c"), Arrow("one", ("a",), "b"), Arrow("two", ("b",), "c"), Arrow("up", ("c",), "b")]
    left = {t.text: t.left for t in seen(arrows_svg("t", dict.fromkeys("abc", ""), arrows)).texts}
    assert left["one"] == left["two"] < left["up"] < left["far"]


def test_arrows_that_meet_at_a_box_from_above_and_below_stand_apart() -> None:
    for two in (
        [Arrow("to b", ("a",), "b"), Arrow("up to b", ("c",), "b")],
        [Arrow("from b", ("b",), "c"), Arrow("up from b", ("b",), "a")],
    ):
        one, other = seen(arrows_svg("t", dict.fromkeys("abc", ""), two)).lines
        assert one[2][0] != other[2][0]


@pytest.mark.parametrize(("sources", "target", "between"), [("abc", "d", "cd"), ("d", "a", "ab"), ("acd", "b", "ab")])
def test_the_name_stands_beside_the_box_that_is_led_to(sources: str, target: str, between: str) -> None:
    picture = seen(arrows_svg("t", dict.fromkeys("abcd", ""), [Arrow("to", tuple(sources), target)]))
    (name,) = (t for t in picture.texts if t.text == "to")
    above, below = map(picture.of, between)
    assert name.bottom - 7 == (above.bottom + below.top) / 2


# ------------------------------------------------------------------------------------------- boxes between acts


@given(tables(), st.data())
def test_acts_stand_on_their_side_of_their_box(table: tuple[dict[str, str], list[Arrow]], data: st.DataObject) -> None:
    boxes, acts = table[0], st.lists(WORD.map(str.upper), unique=True)
    before, after = ({box: data.draw(acts) for box in boxes} for _ in "12")
    picture = seen(between_svg("t", boxes, before, after))
    nothing_covers_anything(picture)
    assert picture.whole.right <= WIDEST
    free = picture.boxes[1].top - picture.boxes[0].bottom
    for name in boxes:
        box = picture.of(name)
        row = [t for t in picture.texts if box.top - free / 2 < (t.top + t.bottom) / 2 < box.bottom + free / 2]
        told = [" ".join(t.text for t in side) for side in (_left_of(box, row), _right_of(box, row))]
        assert told == [", ".join(before[name]), ", ".join(after[name])]
        middle = (box.top + box.bottom) / 2
        there = [way for way in picture.lines if way[0][1] == middle]
        assert [way[-1][0] for way in there if way[-1][0] <= box.left] == [box.left] * bool(before[name])
        assert [way[0][0] for way in there if way[0][0] >= box.right] == [box.right] * bool(after[name])


def _left_of(box: Area, texts: Iterable[Area]) -> Iterable[Area]:
    return (t for t in texts if t.right < box.left)


def _right_of(box: Area, texts: Iterable[Area]) -> Iterable[Area]:
    return (t for t in texts if t.left > box.right)


def test_a_box_that_no_act_leads_from_has_a_thick_edge_and_no_arrow() -> None:
    drawn = between_svg("t", {"a": "", "b": ""}, {"a": ["in"], "b": ["in"]}, {"a": ["out"], "b": []})
    assert re.findall(r'rx="6".*stroke-width="(\d)"', drawn) == ["1", "3"]


# ------------------------------------------------------------------------------------------- the life of an institution


def test_every_standing_and_every_act_that_moves_is_in_the_picture() -> None:
    picture = seen(STANDINGS)
    moving = {id_: row for id_, row in LIFE["act"].items() if "to" in row}
    names = [n for id_, row in LIFE["standing"].items() for n in (id_, row["zh"])]
    assert sorted(t.text for t in picture.texts) == sorted([*names, *moving])
    ways = {(picture.of(from_), picture.of(row["to"])) for row in moving.values() for from_ in row["from"]}
    assert picture.ways() == ways


def test_every_order_stands_between_the_acts_that_bring_and_end_it() -> None:
    told = re.search(r"<desc.*>(.*)</desc>", ORDERS)
    assert told
    for order, row in LIFE["order"].items():
        brings, ends = ([i for i, act in LIFE["act"].items() if order in act.get(k, ())] for k in ("imposes", "lifts"))
        assert f"{order}: from {', '.join(brings)}; until {', '.join(ends)}." in told[1]
        assert row.get("zh", "") in ORDERS


@pytest.mark.parametrize("svg", [STANDINGS, ORDERS], ids=["standings", "orders"])
def test_the_pictures_are_clear_and_narrow_enough(svg: str) -> None:
    picture = seen(svg)
    nothing_covers_anything(picture)
    assert picture.whole.right <= WIDEST
    assert '" fill="white"/>' in svg


def test_what_is_shown_cannot_end_what_it_stands_in() -> None:
    svg = arrows_svg("<t> & ", {"<a>": "", "&b": '"'}, [Arrow("</text>", ("<a>",), "&b")])
    root = ET.fromstring(svg)  # noqa: S314 - what was written a moment ago
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["<t> & ", "</text>: from <a> to &b."]
    assert {t.text for t in root.findall(f"{SVG}text")} == {"<a>", "&b", '"', "</text>"}
