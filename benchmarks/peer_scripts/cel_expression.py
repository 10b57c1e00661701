import cel
from common import RULE, run

run(cel.compile(RULE).execute)
