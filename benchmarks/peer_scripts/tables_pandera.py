import pandera.polars as pa
import polars as pl
from tables_common import KEPT, run

check = pa.Check(lambda data: data.lazyframe.select(KEPT), name="written-minutes")
schema = pa.DataFrameSchema({n: pa.Column(nullable=True) for n in ("grade", "date", "school", "minutes")}, checks=check)


def judge(table: pl.DataFrame) -> list[int]:
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return table["record"].gather(errors.failure_cases["index"]).to_list()
    return []


run(judge)
