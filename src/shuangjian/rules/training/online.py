"""Online training (线上培训): what is kept and shown, what a site or app must and must not have, and filed apps."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import all_of, at_least, forbid, require, when
from ...model.online import EducationApp, OnlineService, ShownTrainer

# ------------------------------------------------------------------------------------------- what is kept


@rule
def content_kept(service: OnlineService, months: Limit[int]) -> Outcome:
    """Training content and training data are kept long enough."""
    return at_least(service.content_kept_months, months)


@rule
def live_video_kept(service: OnlineService, months: Limit[int]) -> Outcome:
    """Video of live lessons is kept long enough."""
    return when(service.has_live_lessons, at_least(service.live_kept_months, months))


# ------------------------------------------------------------------------------------------- what it must not have


@rule
def photo_search(service: OnlineService) -> Outcome:
    """Nothing answers a photographed question."""
    return forbid(service.has_photo_search)


@rule
def thinking_replaced(service: OnlineService) -> Outcome:
    """Nothing similar to photo search replaces a pupil's own thinking."""
    return forbid(service.replaces_thinking)


@rule
def game_links(service: OnlineService) -> Outcome:
    """There are no links to online games."""
    return forbid(service.links_to_games)


@rule
def unrelated_pushes(service: OnlineService) -> Outcome:
    """No advertisement or pushed message is unrelated to teaching."""
    return forbid(service.has_unrelated_pushes)


@rule
def international_courses(service: OnlineService) -> Outcome:
    """Pupils of compulsory education are offered no international courses."""
    return forbid(service.has_international_courses)


# ------------------------------------------------------------------------------------------- what it must have


@rule
def head(service: OnlineService) -> Outcome:
    """The head is a Chinese national and lives in China."""
    return require(all_of(service.head_is_chinese, service.head_lives_in_china))


@rule
def eye_care(service: OnlineService) -> Outcome:
    """A function for eye care is built in."""
    return require(service.has_eye_care)


@rule
def parent_control(service: OnlineService) -> Outcome:
    """A function by which parents control its use is built in."""
    return require(service.has_parent_control)


@rule
def security_measures(service: OnlineService) -> Outcome:
    """A provider has measures for the security of the network."""
    return require(service.has_security_measures)


@rule
def banned_information(service: OnlineService) -> Outcome:
    """Where banned information was found, records of it are kept and the authority is told."""
    is_handled = all_of(service.banned_is_recorded, service.banned_is_reported)
    return when(service.found_banned_information, require(is_handled))


# ------------------------------------------------------------------------------------------- trainers


@rule
def trainer_shown(trainer: ShownTrainer) -> Outcome:
    """Name, photo and certificate of each trainer are shown."""
    return require(all_of(trainer.shows_identity, trainer.shows_photo, trainer.shows_certificate))


@rule
def foreigner_history(trainer: ShownTrainer) -> Outcome:
    """Of a foreign trainer, study, work and teaching history are shown as well."""
    return when(trainer.is_foreigner, require(trainer.shows_history))


# ------------------------------------------------------------------------------------------- apps


@rule
def app_filed(app: EducationApp) -> Outcome:
    """The provider of an education app filed it."""
    return require(app.is_filed)


@rule
def app_security(app: EducationApp) -> Outcome:
    """An education app is filed as an internet service and for graded protection, both."""
    return require(all_of(app.has_content_filing, app.has_graded_protection))


@rule
def app_at_school(app: EducationApp) -> Outcome:
    """A school uses no education app that is not filed."""
    return when(app.is_used_by_school, require(app.is_filed))


@rule
def preschool_app(app: EducationApp) -> Outcome:
    """No app that trains preschoolers is on file, where a place bars it."""
    return when(app.trains_preschoolers, forbid(app.is_filed))
