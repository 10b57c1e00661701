import zen
from common import RULE, run

run(zen.compile_expression(RULE.replace("&&", "and").replace("||", "or").replace("!school", "not school")).evaluate)
