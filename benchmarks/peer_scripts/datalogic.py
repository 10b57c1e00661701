import datalogic_py
from common import NOTICE, run


def var(name: str) -> dict[str, str]:
    return {"var": name}


def known_and(name: str, *tests: object) -> dict[str, object]:
    return {"and": [{"!==": [var(name), None]}, {"or": list(tests)}]}


OUTSIDE = {
    "or": [
        known_and("school", {"!": [var("school")]}),
        known_and("day", {"<": [var("day"), NOTICE]}),
        known_and("grade", {"<": [var("grade"), 3]}, {">": [var("grade"), 9]}),
    ]
}
UNKNOWN = {"or": [{"===": [var(n), None]} for n in ("grade", "day", "school", "minutes")]}
OVER = {">": [var("minutes"), {"if": [{"<": [var("grade"), 7]}, 60, 90]}]}

run(datalogic_py.Engine().compile({"if": [OUTSIDE, 0, UNKNOWN, 3, OVER, 2, 1]}).evaluate)
