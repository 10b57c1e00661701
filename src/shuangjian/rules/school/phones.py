"""Phones and other devices of pupils (手机管理): off campus, else kept by the school, and never in class."""

from __future__ import annotations

from ...core.rule import Outcome, rule
from ...core.words import all_of, forbid, not_, require, when
from ...model.device import DeviceManagement, PupilDevice

# ------------------------------------------------------------------------------------------- a pupil's device


@rule
def not_brought(device: PupilDevice) -> Outcome:
    """A pupil's own phone is not brought on campus, unless the school admitted it."""
    return forbid(all_of(device.is_on_campus, not_(device.is_admitted)))


@rule
def consented(device: PupilDevice) -> Outcome:
    """A phone is brought on campus only with a parent's consent."""
    return when(device.is_on_campus, require(device.has_consent))


@rule
def applied_for(device: PupilDevice) -> Outcome:
    """A phone is brought on campus only when that was applied for in writing."""
    return when(device.is_on_campus, require(device.has_application))


@rule
def kept(device: PupilDevice) -> Outcome:
    """A phone or other terminal on campus is in the school's keeping."""
    return when(device.is_on_campus, require(device.is_kept_by_school))


@rule
def not_in_class(device: PupilDevice) -> Outcome:
    """No phone, and no other device a text names, comes into class, for whatever reason."""
    return forbid(device.in_class)


@rule
def permitted_in_class(device: PupilDevice) -> Outcome:
    """A terminal comes into class only with the school's permission."""
    return when(device.in_class, require(device.is_permitted_in_class))


@rule
def in_class_for_teaching(device: PupilDevice) -> Outcome:
    """A terminal comes into class only where teaching needs it."""
    return when(device.in_class, require(device.is_for_teaching))


# ------------------------------------------------------------------------------------------- the school


@rule
def rules_written(school: DeviceManagement) -> Outcome:
    """Written rules of the school say where and how phones are kept, and who is responsible."""
    return require(all_of(school.rules_set_place, school.rules_set_manner, school.rules_set_keeper))


@rule
def storage(school: DeviceManagement) -> Outcome:
    """The school has something to keep phones in."""
    return require(school.has_storage)


@rule
def other_contact(school: DeviceManagement) -> Outcome:
    """Pupils can reach their parents without a phone of their own."""
    return require(school.has_other_contact)


@rule
def online_rules(school: DeviceManagement) -> Outcome:
    """The school has rules for going online at school."""
    return require(school.has_online_rules)
