import dataframely as dy
import polars as pl
from tables_common import KEPT, run


class Day(dy.Schema):
    record = dy.Int64()
    grade = dy.Int32(nullable=True)
    date = dy.Date(nullable=True)
    school = dy.Bool(nullable=True)
    minutes = dy.Int32(nullable=True)

    @dy.rule()
    def written_minutes(cls) -> pl.Expr:  # noqa: N805  # what it wants
        return KEPT


def judge(table: pl.DataFrame) -> list[int]:
    _, left_out = Day.filter(table)
    return left_out.invalid()["record"].to_list()


run(judge)
