"""Hypothesis strategies for facts: nasty boundary values mixed with random ones. Nothing else imports hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ..core.fact import Fact
from ..core.rule import Rule
from .pools import Pool


@st.composite
def facts(draw: st.DrawFn, rule: Rule[Any]) -> Fact:
    """Records of the rule's fact type, around everything its rows know; any field may be unknown."""
    pool = Pool(rule)
    day = draw(st.sampled_from(pool.days))
    made = {n: draw(st.none() | st.sampled_from(list(pool.values(n, day)))) for n in sorted(rule.inputs)}
    made[rule.law_day] = draw(st.just(day) | st.none())
    fact: Fact = rule.fact(place=draw(st.sampled_from(pool.places)), **made)
    return fact
