import numpy as np
import polars as pl
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from tables_common import run

CLASS = Entity("klass", "klasses", "one class on one day", "")
SCHOOL = GroupEntity(
    "school", "schools", "school", "", roles=[{"key": "member", "plural": "members", "label": "member"}]
)


class grade(Variable):  # noqa: N801  # variables are named by their class
    value_type = int
    entity = CLASS
    definition_period = DateUnit.DAY
    label = "grade"


class minutes(Variable):  # noqa: N801
    value_type = int
    entity = CLASS
    definition_period = DateUnit.DAY
    label = "written homework [min]"


class taught(Variable):  # noqa: N801
    value_type = bool
    entity = CLASS
    definition_period = DateUnit.DAY
    label = "a school day"


class violated(Variable):  # noqa: N801
    value_type = bool
    entity = CLASS
    definition_period = DateUnit.DAY
    label = "over the cap"

    def formula(klass, period, parameters):  # noqa: ANN001, ANN201, N805  # what it wants
        year, caps = klass("grade", period), parameters(period).homework
        cap = np.where(year < 7, caps.primary, caps.junior)
        return klass("taught", period) & (year >= 3) & (year <= 9) & (klass("minutes", period) > cap)


system = TaxBenefitSystem([CLASS, SCHOOL])
system.add_variables(grade, minutes, taught, violated)
CAPS = {
    name: {"values": {"1949-10-01": {"value": 10**6}, "2021-04-08": {"value": cap}}}
    for name, cap in (("primary", 60), ("junior", 90))
}
system.parameters = ParameterNode("", data={"homework": CAPS})


def judge(table: pl.DataFrame) -> list[int]:
    found: list[int] = []
    for (day,), rows in table.drop_nulls("date").group_by("date"):
        simulation = SimulationBuilder().build_default_simulation(system, count=len(rows))
        for name, column in (("grade", "grade"), ("minutes", "minutes"), ("taught", "school")):
            simulation.set_input(name, str(day), rows[column].fill_null(0 if column != "school" else False).to_numpy())
        found += rows["record"].to_numpy()[simulation.calculate("violated", str(day))].tolist()
    return found


run(judge)
