"""Days as exact as their source, and what is refused as none."""

from __future__ import annotations

from datetime import date

import pytest

from shuangjian.core.dates import Days, days

READ = {
    "2022-03-03": (date(2022, 3, 3), date(2022, 3, 3)),
    "2022-02": (date(2022, 2, 1), date(2022, 2, 28)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2022": (date(2022, 1, 1), date(2022, 12, 31)),
    "2022/2023-02": (date(2022, 1, 1), date(2023, 2, 28)),
    "1900-01-01": (date(1900, 1, 1), date(1900, 1, 1)),
    "2199-12": (date(2199, 12, 1), date(2199, 12, 31)),
}


@pytest.mark.parametrize("text", READ)
def test_a_date_is_every_day_its_source_may_mean(text: str) -> None:
    assert days(text) == Days(*READ[text])


def test_a_date_of_toml_is_that_day() -> None:
    assert days(date(2022, 3, 3)) == Days(date(2022, 3, 3), date(2022, 3, 3))


SHOWN = {
    "2022-03-03": "2022-03-03",
    "2022-03-03/2022-03-03": "2022-03-03",
    "2022-02": "2022-02-01/2022-02-28",
    "2022/2023-02": "2022-01-01/2023-02-28",
}


@pytest.mark.parametrize("text", SHOWN)
def test_a_date_is_shown_as_exactly_as_it_is_known(text: str) -> None:
    assert str(days(text)) == SHOWN[text]
    assert str(Days(date.min, days(text).last)) == f"../{days(text).last}"


HOW = 'is not a date; write 2021-07-24, "2021-07", "2021" or "2024-02/2024-03"'
REFUSED: dict[object, str] = {
    20220303: f"20220303 {HOW}",
    "2022-3-03": f"'2022-3-03' {HOW}",
    "2022-03-03-03": f"'2022-03-03-03' {HOW}",
    "\uff12\uff10\uff12\uff12": f"'\uff12\uff10\uff12\uff12' {HOW}",  # full-width digits
    "abcd": f"'abcd' {HOW}",
    "2022/": f"'' {HOW}",
    "2022-13": "'2022-13': month must be in 1..12",
    "2022-03/2022-02": "2022-03/2022-02: the interval runs backwards",
    "1899-12-31": "1899-12-31 lies outside the years 1900 to 2199",
    date(2200, 1, 1): "2200-01-01 lies outside the years 1900 to 2199",
    "2199/2200": "2199/2200 lies outside the years 1900 to 2199",
}


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_date_is_refused_with_what_to_write(raw: object) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        days(raw)
    assert str(refused.value).startswith(REFUSED[raw])
