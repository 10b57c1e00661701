from common import BAD, NOTICE, OK, run
from pydantic import BaseModel, ValidationError, model_validator


class Day(BaseModel):
    grade: int | None
    day: int | None
    school: bool | None
    minutes: int | None

    @model_validator(mode="after")
    def within_the_cap(self) -> "Day":
        known = None not in (self.grade, self.day, self.school, self.minutes)
        applies = known and self.school and self.day >= NOTICE and 3 <= self.grade <= 9
        if applies and self.minutes > (60 if self.grade < 7 else 90):
            raise ValueError("over the cap")
        return self


def judge(record: dict[str, object]) -> int:
    try:
        Day.model_validate(record)
    except ValidationError:
        return BAD
    return OK


run(judge)
