import jsonschema_rs
from common import BAD, NOTICE, OK, run

SCHEMA = {
    "allOf": [
        {
            "if": {
                "properties": {
                    "grade": {"type": "integer", "minimum": low, "maximum": high},
                    "day": {"type": "integer", "minimum": NOTICE},
                    "school": {"const": True},
                },
                "required": ["grade", "day", "school"],
            },
            "then": {"properties": {"minutes": {"maximum": most}}},
        }
        for low, high, most in ((3, 6, 60), (7, 9, 90))
    ]
}
is_valid = jsonschema_rs.validator_for(SCHEMA).is_valid
run(lambda record: OK if is_valid(record) else BAD)
