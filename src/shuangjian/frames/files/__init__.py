"""Files of tables: CSV, Parquet and Excel taken in whole, every row either good or rejected with its reasons."""

from .fault import FileError
from .mapping import Names, read_map
from .taking import Intake, intake
from .write import write_findings

__all__ = ["FileError", "Intake", "Names", "intake", "read_map", "write_findings"]
