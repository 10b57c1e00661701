"""Advertising (广告): no training of pupils where they live and look, nothing at school, and what none may say."""

from __future__ import annotations

from ...core.rule import Outcome, rule
from ...core.words import equals, forbid, require
from ...model.advertisement import Advertised, Advertisement


@rule
def not_in_public(ad: Advertisement) -> Outcome:
    """Training of pupils or kindergarten children is not advertised in media, online, in public or in housing areas."""
    return forbid(equals(ad.advertised, Advertised.PUPIL_TRAINING))


@rule
def not_at_school(ad: Advertisement) -> Outcome:
    """Nothing commercial is advertised in a school or kindergarten, or on what pupils use there."""
    return forbid(ad.is_commercial)


@rule
def filed(ad: Advertisement) -> Outcome:
    """An institution files its prospectus and its advertisements with the body that approved it."""
    return require(ad.is_filed)


@rule
def no_promise(ad: Advertisement) -> Outcome:
    """No advertisement for training promises admission, passing an exam or an effect."""
    return forbid(ad.promises_result)


@rule
def no_examiners(ad: Advertisement) -> Outcome:
    """No advertisement for training hints that those who hold or set exams take part."""
    return forbid(ad.hints_at_examiners)


@rule
def no_recommendation(ad: Advertisement) -> Outcome:
    """No advertisement for training lets bodies of learning, experts or those who benefited recommend it."""
    return forbid(ad.is_recommended)


@rule
def not_false(ad: Advertisement) -> Outcome:
    """A training institution publishes nothing false about its training."""
    return forbid(ad.is_false)
