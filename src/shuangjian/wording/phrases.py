"""Phrases, values and names in words, Chinese and English. The words lie in ``wording.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..core.faults import read_toml
from ..core.norm import NATION
from ..core.rule import Rule
from ..core.words import Options, Span, is_options

Lang: TypeAlias = Literal["zh", "en"]
"""A language the library speaks."""
_LONGEST = 40
"""Digits of a number that are shown."""


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Everything that can be said, by section and name, each in both languages.

    Raises:
        LawError: if the file that came with the library cannot be read.

    """
    return read_toml(Path(__file__).with_name("wording.toml"))


def say(section: str, name: str, lang: Lang, *args: object, **parts: object) -> str:
    """One phrase of ``wording.toml``, filled in."""
    phrase: str = words()[section][name][lang]
    return phrase.format(*args, **parts)


def place(name: str, lang: Lang, rule: Rule[Any] | None = None) -> str:
    """The title of a place, as far as the rule knows it."""
    if name == NATION:
        return say("places", NATION, lang)
    known = rule.places.known.get(name) if rule else None
    return known.title.get(lang, name) if known else name


# ------------------------------------------------------------------------------------------- values


def value(shown: Any, lang: Lang, unit: str = "") -> str:  # noqa: ANN401, PLR0911  # one line a type
    """A value in words, with its unit; exact, so that 200/3 stays 200/3.

    Args:
        shown: A value of a fact or of a norm. A `Clock` is told from a number by its unit, "clock".
        lang: Which language.
        unit: Its unit; one that is not known is written as it is.

    """
    if shown is None:
        return say("value", "none", lang)
    if isinstance(shown, bool):
        return say("value", "yes" if shown else "no", lang)
    if is_options(shown):
        return _options(shown, lang)
    if isinstance(shown, Span):
        ends = {"low": _number(shown.low, lang), "high": _number(shown.high, lang)}
        return _with_unit(say("value", "range", lang, **ends), unit, lang)
    if isinstance(shown, Enum):
        return term(shown, lang)
    if isinstance(shown, datetime):
        return shown.isoformat(" ", "minutes")
    if isinstance(shown, date):
        return shown.isoformat()
    if isinstance(shown, int) and unit == "clock":
        return clock(shown)
    if isinstance(shown, (int, Decimal, Fraction)):
        return _with_unit(_number(shown, lang), unit, lang)
    return str(shown)


def written(given: Any, unit: str = "") -> Any:  # noqa: ANN401, PLR0911  # one line a type
    """A value of a fact or a norm as files and tables have it: whole numbers as such, all others exactly, as text."""
    if is_options(given):
        return [m.value for m in members(given)]
    if isinstance(given, Span):
        return [exact(given.low), exact(given.high)]
    if isinstance(given, Enum):
        return given.value
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, (Decimal, Fraction)):
        return exact(given)
    if isinstance(given, int) and not isinstance(given, bool) and unit == "clock":
        return clock(given)
    return given


def clock(minutes: int) -> str:
    """A time of day: 1230 is ``20:30``, and 1470 is ``24:30``, half an hour into the next day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def term(member: Enum, lang: Lang) -> str:
    """The official term of a member of an enumeration; of a foreign one, what it is written with."""
    known = words()["terms"].get(type(member).__name__, {}).get(str(member.value))
    return str(known[lang] if known else member.value).replace("_", " ")


def _options(options: Options[Any], lang: Lang) -> str:
    comma = say("value", "comma", lang)
    named = comma.join(term(m, lang) for m in members(options)) or say("value", "none", lang)
    unsettled = comma.join(term(m, lang) for m in members(Options(options.unsettled)))
    return say("value", "open", lang, named=named, unsettled=unsettled) if unsettled else named


def members(options: Options[Any]) -> list[Enum]:
    """The members that are named, in the order of their enumeration."""
    kinds: set[type[Enum]] = {type(m) for m in options.named}
    return [m for kind in sorted(kinds, key=lambda k: k.__name__) for m in kind if m in options.named]


def _number(number: float | Decimal | Fraction, lang: Lang) -> str:
    """Without an exponent, and as a decimal where a fraction has one that ends."""
    if abs(number) >= 10**_LONGEST:
        return say("value", "large", lang)
    return exact(number)


def exact(number: float | Decimal | Fraction) -> str:
    """A number exactly: a fraction as a decimal where it has one that ends within forty digits, else as ``a/b``."""
    if isinstance(number, Fraction):
        places = next((n for n in range(_LONGEST) if 10**n % number.denominator == 0), None)
        if places is None or number.denominator == 1:
            return str(number)
        digits = f"{abs(number.numerator) * (10**places // number.denominator):0{places + 1}}"
        return f"{'-' * (number < 0)}{digits[:-places]}.{digits[-places:]}"
    return f"{number:f}" if isinstance(number, Decimal) and number.adjusted() > -_LONGEST else str(number)


def _with_unit(text: str, unit: str, lang: Lang) -> str:
    known = words()["units"].get(unit)
    if known is None:
        return f"{text} {unit}".strip()
    phrase: str = known.get("one", known[lang]) if text == "1" and lang == "en" else known[lang]
    return phrase.format(text)
