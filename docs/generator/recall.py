"""The page on how many labels of the published cases the rules find, and how often they are wrong."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from shuangjian.checker import Checker
from shuangjian.core.rule import Rule
from shuangjian.core.verdict import Finding, Reason, Verdict
from shuangjian.records import read
from shuangjian.rules import RULES

from .text import chapter, rule_link, table

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "examples"
INDEX = ROOT / "tests" / "examples.toml"
BY_ID = {rule.id: rule for rule in RULES}
NO_FAMILY = ""
"""Where labels are counted for which no rule is asked."""
OF_THE_SOURCE = {Reason.FACT, Reason.JUDGEMENT, Reason.CALENDAR}


class Outcome(Enum):
    """What became of a label of a case."""

    FIRED = "fired"
    MISSED = "missed"
    SILENT = "source silent"
    OPEN = "law open"
    NOT_IN_FORCE = "not in force"
    NO_CLAUSE = "no clause"


@attrs.frozen
class Labelled:
    """One label of one case, and what became of it."""

    case: str
    label: str
    rule: str | None
    outcome: Outcome
    why: str

    @property
    def family(self) -> str:
        """The family its rule belongs to."""
        return self.rule.partition(".")[0] if self.rule else NO_FAMILY


@attrs.frozen
class Fired:
    """One rule that fires on one case."""

    case: str
    rule: str
    is_labelled: bool
    why: str

    @property
    def is_false_alarm(self) -> bool:
        """Whether neither a label nor anything the case states explains it."""
        return not self.is_labelled and not self.why


Cases = Mapping[str, Mapping[str, Any]]
Found = Mapping[str, Sequence[Finding]]
"""All findings on the records of a case."""


@cache
def cases() -> Cases:
    """The cases by their ids, as the index tells them."""
    return {case["id"]: case for case in tomllib.loads(INDEX.read_text("utf-8"))["case"]}


@cache
def found() -> Found:
    """What the library says of the records of each case."""
    check = Checker(keep=set(Verdict))
    paths = {p.stem: p for p in FOLDER.iterdir() if p.stem in cases()}
    return {case: [f for one in read(paths[case]).facts for f in check(one.fact, one.source)] for case in cases()}


# ------------------------------------------------------------------------------------------- counting


def outcome(told: Mapping[str, str], findings: Sequence[Finding]) -> Outcome:
    """What became of a label: by the verdicts, and only where its rule applies to nothing by what the index tells."""
    mine = [f for f in findings if f.rule == told.get("rule")]
    verdicts = {f.verdict for f in mine}
    if Verdict.VIOLATED in verdicts:
        return Outcome.FIRED
    if Verdict.UNKNOWN in verdicts:
        reasons = {m.reason for f in mine for m in f.missing}
        return Outcome.SILENT if reasons & OF_THE_SOURCE else Outcome.OPEN
    answer = told.get("answer")
    if Verdict.SATISFIED not in verdicts and answer in {Outcome.NOT_IN_FORCE.value, Outcome.NO_CLAUSE.value}:
        return Outcome(answer)
    return Outcome.MISSED


def labels(of: Cases, said: Found) -> Iterator[Labelled]:
    """Every label of every case."""
    for case, told in of.items():
        for label, one in told.get("labels", {}).items():
            yield Labelled(case, label, one.get("rule"), outcome(one, said[case]), one.get("why", ""))


def fired(of: Cases, said: Found) -> Iterator[Fired]:
    """Every rule that fires on a case, once a case."""
    for case, told in of.items():
        asked = {one.get("rule") for one in told.get("labels", {}).values()}
        beyond = told.get("beyond", {})
        for rule in dict.fromkeys(f.rule for f in said[case] if f.verdict is Verdict.VIOLATED):
            yield Fired(case, rule, rule in asked, beyond.get(rule, ""))


def recall(outcomes: Counter[Outcome]) -> float | None:
    """The share of labels that fire, of those on which a verdict could be had; None where there is none."""
    judged = outcomes[Outcome.FIRED] + outcomes[Outcome.MISSED]
    return outcomes[Outcome.FIRED] / judged if judged else None


# ------------------------------------------------------------------------------------------- the page

PAGE = """\
# Recall

How many of the breaches that authorities found the library finds too, and how often it sees one where there is none:
counted over the published cases of [Read the examples](../how-to/read-the-examples.md) whenever this page is made.

## How it is counted

A case carries *labels*: what it was held, or is thought, to break. To each label belongs the rule of this library that
says the same. The rule is run on the records of the case, and the label is counted once:

- **fired**: the rule is violated by a record of the case;
- **missed**: the records say all that the rule asks, or the rule does not apply without a good reason, and it does not
  fire;
- **source silent**: the rule is unknown, because the case does not state what it asks or nobody judged it;
- **law open**: the rule is unknown, because the text leaves it to a place, or its day was not seen;
- **not in force**: the clause came later than the deed;
- **no clause**: the register holds no clause that says it.

*Recall* is fired out of fired and missed: the labels on which the case and the law allow a verdict. A *false alarm* is
a rule that fires on a practice that breaks nothing, or that no label and nothing the case states explains. A rule that
fires on several records of a case is counted once.

These cases were at hand while the rules were written. The numbers say that nothing known is missed; they are no
forecast. Cases not seen yet will differ: they will speak of things no field holds, and state more or less than these.

"""


def recall_page() -> str:
    """The counts, family by family, and every label that does not fire with its reason."""
    all_labels, all_fired = list(labels(cases(), found())), list(fired(cases(), found()))
    practices = [f for c, told in found().items() if c.startswith("p-") for f in told]
    kept = sum(f.verdict is Verdict.SATISFIED for f in practices)
    records = sum(len(case["records"]) for case in cases().values())
    head = PAGE + "## Family by family\n\n"
    head += (
        f"{len(cases())} cases, {records} records, {len(all_labels)} labels. On the {len(practice_ids())} practices "
        f"{kept} verdicts say that a rule is kept.\n\n{plainly(all_labels)}\n\n"
    )
    missed = [each for each in all_labels if each.outcome is Outcome.MISSED]
    alarms = [each for each in all_fired if each.is_false_alarm]
    return (
        head
        + counts_text(all_labels, all_fired)
        + "## Missed\n\n"
        + (labels_text(missed) if missed else "No label is missed.\n\n")
        + "## False alarms\n\n"
        + (fired_text(alarms) if alarms else "There is none.\n\n")
        + "## What fires without a label, and why that is none\n\n"
        + fired_text([each for each in all_fired if not each.is_labelled and each.why])
        + "## Labels without a verdict\n\n"
        + labels_text([x for x in all_labels if x.outcome not in {Outcome.FIRED, Outcome.MISSED}])
    )


def plainly(all_labels: Sequence[Labelled]) -> str:
    """The share of all labels that fire, whatever the others lack."""
    fire = sum(x.outcome is Outcome.FIRED for x in all_labels)
    share = f"Of all {len(all_labels)} labels {fire} fire, which is {fire / len(all_labels):.0%}"
    return f"{share}; recall leaves out those on which the case or the law allows no verdict."


def practice_ids() -> list[str]:
    """The cases of practices, which are held to break nothing."""
    return [case for case in cases() if case.startswith("p-")]


def counts_text(all_labels: Sequence[Labelled], all_fired: Sequence[Fired]) -> str:
    """The table of counts, a line a family."""
    at = {rule.family.stem.replace("_", "-"): rule for rule in reversed(RULES)}
    families = [f for f in reversed(at) if any(x.family == f for x in all_labels)]
    families += [f for f in reversed(at) if f not in families and any(x.rule.startswith(f"{f}.") for x in all_fired)]
    lines = []
    for family in [*families, NO_FAMILY, None]:
        mine = [x for x in all_labels if family in {x.family, None}]
        alarms = [x for x in all_fired if x.is_false_alarm and (family is None or x.rule.startswith(f"{family}."))]
        if not mine and family == NO_FAMILY:
            continue
        counted = Counter(x.outcome for x in mine)
        share = recall(counted)
        name = {NO_FAMILY: "*no rule asked*", None: "**all**"}.get(family) or family_link(at[str(family)])
        told = "" if share is None else f"{share:.0%}"
        alarmed = "" if family == NO_FAMILY else str(len(alarms))
        lines.append([name, str(len(mine)), *(str(counted[o] or "") for o in Outcome), told, alarmed])
    head = ["family", "labels", *(o.value for o in Outcome), "recall", "false alarms"]
    return raw_table(head, lines)


def family_link(rule: Rule[Any]) -> str:
    """A link to the page of a rule's family."""
    return f"[{rule.id.partition('.')[0]}](../rules/{chapter(rule)}/{rule.family.stem}.md)"


def labels_text(some: Sequence[Labelled]) -> str:
    """Labels with their cases, rules and reasons."""
    return table(
        ["case", "label", "rule", "", "why"],
        [[f"`{x.case}`", f"`{x.label}`", linked(x.rule), x.outcome.value, x.why] for x in some],
    )


def fired_text(some: Sequence[Fired]) -> str:
    """Rules that fire, with their cases and reasons."""
    return table(["case", "rule", "why"], [[f"`{x.case}`", linked(x.rule), x.why] for x in some])


def linked(rule: str | None) -> str:
    """A link to a rule."""
    return rule_link(BY_ID[rule], "../rules/") if rule else ""


def raw_table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose cells may be emphasised."""
    rows = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows) + "\n"
