"""Training materials (培训材料): that they are reviewed before use, what may not be in them, and who writes them."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import at_least, forbid, require, when
from ...model.material import MaterialWriter, TrainingMaterial

# ------------------------------------------------------------------------------------------- reviews


@rule
def reviewed(material: TrainingMaterial) -> Outcome:
    """Whatever an institution writes or uses was reviewed first."""
    return require(material.is_reviewed)


@rule
def inside_review(material: TrainingMaterial) -> Outcome:
    """What an institution wrote passed a review of its own first."""
    return require(material.is_reviewed_inside)


@rule
def outside_review(material: TrainingMaterial) -> Outcome:
    """What an institution wrote for subject training passed the review of the education authority too."""
    return require(material.is_reviewed_outside)


@rule
def writers_apart(material: TrainingMaterial) -> Outcome:
    """Nobody reviews what he wrote."""
    return when(material.is_reviewed, forbid(material.has_writer_as_reviewer))


@rule
def recusal(material: TrainingMaterial) -> Outcome:
    """Nobody reviews a material who has to stand aside."""
    return when(material.is_reviewed, forbid(material.has_partial_reviewer))


# ------------------------------------------------------------------------------------------- content and origin


@rule
def barred_content(material: TrainingMaterial) -> Outcome:
    """Nothing of the negative list is in what an institution wrote."""
    return forbid(material.has_barred_content)


@rule
def over_standard(material: TrainingMaterial) -> Outcome:
    """Nothing an institution wrote goes beyond the standard."""
    return forbid(material.is_over_standard)


@rule
def overseas(material: TrainingMaterial) -> Outcome:
    """No textbooks from overseas are used where a text bars them."""
    return forbid(material.is_overseas)


@rule
def self_written(material: TrainingMaterial) -> Outcome:
    """No material an institution wrote itself is used where a place bars it."""
    return forbid(material.is_self_written)


@rule
def state_approved(material: TrainingMaterial) -> Outcome:
    """Only textbooks the state approved are used where a place asks for them."""
    return require(material.is_state_approved)


# ------------------------------------------------------------------------------------------- writers


@rule
def writer_years(writer: MaterialWriter, years: Limit[int]) -> Outcome:
    """Whoever writes materials has worked long enough in education or teaching."""
    return at_least(writer.years_in_education, years)


@rule
def writer_certificate(writer: MaterialWriter) -> Outcome:
    """Whoever writes materials of subject training holds a matching teacher certificate."""
    return require(writer.has_certificate)


@rule
def writer_proof(writer: MaterialWriter) -> Outcome:
    """Whoever writes materials of non-subject training holds matching professional proof."""
    return require(writer.has_proof)
