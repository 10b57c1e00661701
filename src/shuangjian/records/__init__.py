"""From files to facts, with all faults of a file at once; see ``docs/how-to/write-records.md``."""

from .batch import Batch, Item, Read, RecordFault, Rejected
from .reading import iterate, read
from .rejects import write_rejects
from .schema import schema, template
from .types import FACTS

__all__ = [
    "FACTS",
    "Batch",
    "Item",
    "Read",
    "RecordFault",
    "Rejected",
    "iterate",
    "read",
    "schema",
    "template",
    "write_rejects",
]
