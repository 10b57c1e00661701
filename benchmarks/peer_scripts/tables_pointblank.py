import pointblank as pb
import polars as pl
from tables_common import KEPT, run


def judge(table: pl.DataFrame) -> list[int]:
    said = pb.Validate(table).col_vals_expr(expr=KEPT).interrogate(get_first_n=len(table), extract_limit=len(table))
    return said.get_data_extracts(i=1, frame=True)["record"].to_list()


run(judge)
