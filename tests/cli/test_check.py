"""``shuangjian check``: what each option does, and the four exit statuses."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cli.helpers import FEW, day, lines, run, told

SNAPSHOTS = Path(__file__).parent / "snapshots"
FIXTURE = (
    day(id="kept"),
    day(id="over", written_minutes=75, is_posted=False),
    day(id="open", written_minutes=None, day_kind=None, place=None),
    {"type": "HomeworkWeek", "id": "week", "grade": 4, "system": "六三", "date": "2026-03-09", "no_homework_days": 0},
    {
        "type": "HomeworkAssignment", "id": "=1+1", "grade": 7, "system": "五四", "date": "2026-03-10",
        "channel": "phone", "place": "shanghai",
    },
    day(id="haishu", place="haishu", grade=8, date="2026-11-23", written_minutes=100),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder one is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ------------------------------------------------------------------------------------------- snapshots


@pytest.mark.parametrize(("form", "lang"), [("text", "zh"), ("text", "en"), ("json", "zh"), ("csv", "en")])
def test_the_report_is_as_it_was(folder: Path, form: str, lang: str) -> None:
    """To renew: delete the snapshot and run once."""
    lines(Path("a.jsonl"), *FIXTURE)
    found = run("check", "a.jsonl", "--select", FEW, "--format", form, "--lang", lang)
    assert found.exit_code == 1
    assert found.stderr == ""
    text = found.stdout
    if form == "json":
        report = json.loads(text)
        report["receipt"] |= {"norms": len(report["receipt"]["norms"]), "version": "…", "date": "…"}
        text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    kept = SNAPSHOTS / f"check.{lang}.{form}.txt"
    if not kept.exists():
        kept.write_text(text, "utf-8")
        pytest.fail(f"{kept} was missing and is written; look at it")
    assert text == kept.read_text("utf-8")


# ------------------------------------------------------------------------------------------- exit status


@pytest.mark.parametrize(
    ("record", "options", "status"),
    [
        (day(), (), 0),
        (day(written_minutes=61), (), 1),
        (day(written_minutes=None), (), 0),
        (day(written_minutes=None), ("--fail-on", "unknown"), 1),
        (day(written_minutes=61), ("--fail-on", "never"), 0),
        (day(written_minutes=61), ("--fail-on", "unknown"), 1),
        (day(written_minutes=61), ("--ignore", "homework.written-minutes"), 0),
    ],
)
def test_the_status_says_what_was_found(folder: Path, record: object, options: tuple[str, ...], status: int) -> None:
    lines(Path("a.jsonl"), record)
    assert run("check", "a.jsonl", "--select", FEW, *options).exit_code == status


def test_what_is_only_encouraged_does_not_fail(folder: Path) -> None:
    lines(Path("a.jsonl"), FIXTURE[3])
    found = run("check", "a.jsonl", "--select", "homework.no-homework-day")
    assert found.exit_code == 0
    assert "info" in found.stdout
    assert "violated 1 · unknown 0 · satisfied 0 · not applicable 0" in found.stdout


def test_the_unknown_stand_before_the_satisfied(folder: Path) -> None:
    lines(Path("a.jsonl"), *FIXTURE)
    for lang, unknown, satisfied in (("en", "unknown", "satisfied"), ("zh", "无法判断", "符合")):
        (line,) = [x for x in run("check", "a.jsonl", "--lang", lang).stdout.splitlines() if " · " in x]
        assert line.index(unknown) < line.index(f"· {satisfied}")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Missing argument"),
        (("nowhere.json",), "no such file or folder"),
        (("a.jsonl", "--place", "bejing"), "did you mean 'beijing'"),
        (("a.jsonl", "--select", "homework.writen-minutes"), "did you mean 'homework.written-minutes'"),
        (("a.jsonl", "--ignore", "homewrk"), "did you mean 'homework'"),
        (("a.jsonl", "--select", "homework", "--ignore", "homework"), "no rule to check"),
        (("a.jsonl", "--profile", "absolute-cap"), "did you mean 'absolute-caps'"),
        (("a.jsonl", "--record", "HomeworkDy"), "did you mean 'HomeworkDay'"),
        (("a.jsonl", "--calendar", "nowhere.toml"), "nowhere.toml"),
        (("a.jsonl", "--waivers", "nowhere.toml"), "no such file"),
        (("a.jsonl", "--format", "xml"), "'xml'"),
        (("a.jsonl", "--fail-on", "sometimes"), "'sometimes'"),
        (("a.jsonl", "--output", "a.jsonl"), "used twice"),
        (("a.jsonl", "--output", "x", "--rejects", "x"), "used twice"),
        (("a.jsonl", "--output", "no/such/folder"), "no file can be written"),
        (("a.jsonl", "--nonsense"), "No such option"),
        (("empty",), "holds no"),
        (("broken.json",), "broken.json:1"),
        (("bad.jsonl",), "records[1].grade"),
        (("bad.jsonl", "broken.json", "--rejects", "r.jsonl"), "broken.json"),
        (("place.jsonl",), "place.jsonl:1: records[0].place: 'bejing' is no known place; did you mean 'beijing'?"),
        (("calendar.jsonl",), "records[0].calendar: 'x' is no known calendar"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(folder: Path, args: tuple[str, ...], said: str) -> None:
    lines(Path("a.jsonl"), day())
    lines(Path("bad.jsonl"), day(), day(grade="many"))
    lines(Path("place.jsonl"), day(place="bejing"))
    lines(Path("calendar.jsonl"), day(calendar="x", day_kind=None))
    Path("broken.json").write_text("[{", "utf-8")
    Path("empty").mkdir()
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    given = args if "--output" in args else (*args, "--output", "out.txt")
    found = run("check", *given)
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    lines(Path("a.jsonl"), day(grade="many", written_minutes=-1), day(grde=4))
    lines(Path("b.jsonl"), {"type": "HomeworkDy"})
    stderr = run("check", ".").stderr
    for said in ("a.jsonl:1: records[0].grade", "records[0].written_minutes", "a.jsonl:2", "'grade'", "b.jsonl:1"):
        assert said in stderr
    assert "--rejects FILE" in stderr


def test_bad_records_can_be_set_aside(folder: Path) -> None:
    lines(Path("a.jsonl"), day(id="good", written_minutes=61), day(id="bad", grade="many"))
    found = run("check", "a.jsonl", "--rejects", "r.jsonl", "--output", "out.txt")
    assert found.exit_code == 3
    (rejected,) = [json.loads(x) for x in Path("r.jsonl").read_text("utf-8").splitlines()]
    assert rejected["line"] == 2
    assert "grade" in str(rejected["reasons"])
    assert "1 records rejected, see r.jsonl" in Path("out.txt").read_text("utf-8")
    assert told("a.jsonl", "--rejects", "r.jsonl")["summary"]["rejected"] == 1


def test_good_records_end_as_ever_where_rejects_are_allowed(folder: Path) -> None:
    lines(Path("a.jsonl"), day())
    Path("r.jsonl").write_text("of last time\n", "utf-8")
    assert run("check", "a.jsonl", "--select", FEW, "--rejects", "r.jsonl").exit_code == 0
    assert Path("r.jsonl").read_text("utf-8") == ""


# ------------------------------------------------------------------------------------------- options


def test_output_goes_to_a_file_whole(folder: Path) -> None:
    lines(Path("a.jsonl"), *FIXTURE)
    expected = run("check", "a.jsonl", "--format", "json").stdout
    found = run("check", "a.jsonl", "--format", "json", "--output", "out.json")
    assert (found.stdout, found.exit_code) == ("", 1)
    assert Path("out.json").read_text("utf-8") == expected
    assert sorted(p.name for p in folder.iterdir()) == ["a.jsonl", "out.json"]


def test_folders_are_searched_and_calendars_left_out(folder: Path) -> None:
    Path("in/deep").mkdir(parents=True)
    lines(Path("in/deep/b.jsonl"), day(day_kind=None, calendar=None, written_minutes=61))
    Path("in/a.json").write_text(json.dumps([day()]), "utf-8")
    Path("in/readme.md").write_text("no records", "utf-8")
    Path("in/year.toml").write_text(
        'id = "year"\ntitle = "A year"\n[[term]]\nname = "spring"\nfirst = 2026-03-01\nlast = 2026-06-30\n', "utf-8"
    )
    report = told("in", "in/a.json", "--calendar", "in/year.toml", "--select", FEW)
    assert report["summary"]["records"] == 2
    assert report["receipt"]["calendars"] == ["year"]
    assert [f["verdict"] for f in report["findings"]] == ["violated"]


def test_two_calendars_are_no_default(folder: Path) -> None:
    for name in ("x", "y"):
        Path(f"{name}.toml").write_text(
            f'id = "{name}"\ntitle = "A"\n[[term]]\nname = "s"\nfirst = 2026-03-01\nlast = 2026-06-30\n', "utf-8"
        )
    lines(Path("a.jsonl"), day(id="1", day_kind=None), day(id="2", day_kind=None, calendar="y"))
    report = told("a.jsonl", "--select", "homework.posted", "--calendar", "x.toml", "--calendar", "y.toml", "--all")
    assert [f["verdict"] for f in report["findings"]] == ["unknown", "satisfied"]
    assert run("check", "a.jsonl", "--calendar", "x.toml", "--calendar", "x.toml").exit_code == 2


def test_the_place_fills_only_what_is_absent(folder: Path) -> None:
    own, none = day(id="own", written_minutes=61), day(id="none", written_minutes=61, place=None, date="2026-11-23")
    lines(Path("a.jsonl"), own, none)
    found = told("a.jsonl", "--place", "anshan", "--select", "homework.written-minutes")["findings"]
    assert [(f["record"], f["limit"], f["places"]) for f in found] == [("own", 60, ["cn"]), ("none", 45, ["anshan"])]


def test_all_lists_every_finding(folder: Path) -> None:
    lines(Path("a.jsonl"), *FIXTURE)
    report = told("a.jsonl", "--all")
    counts = report["summary"]["by_verdict"]
    assert len(report["findings"]) == sum(counts.values())
    assert list(counts) == ["violated", "unknown", "satisfied", "not_applicable"]
    by_rule = report["summary"]["by_rule"].values()
    assert {v: sum(c[v] for c in by_rule) for v in counts} == counts
    shown = {f["verdict"] for f in told("a.jsonl")["findings"]}
    assert shown == {"violated", "unknown"}


def test_the_receipt_says_on_which_day_it_was_made(folder: Path) -> None:
    lines(Path("a.jsonl"), *FIXTURE)
    before = datetime.now().astimezone().date()
    made = date.fromisoformat(told("a.jsonl")["receipt"]["date"])
    assert before <= made <= datetime.now().astimezone().date()


def test_a_finding_has_the_keys_others_build_on(folder: Path) -> None:
    lines(Path("a.jsonl"), *FIXTURE)
    report = told("a.jsonl", "--all")
    assert set(report) == {"receipt", "summary", "findings"}
    for found in report["findings"]:
        assert list(found) == [
            "rule", "verdict", "modality", "severity", "record", "places", "observed", "limit", "unit", "clauses",
            "missing", "provisional", "source", "message",
        ]  # fmt: skip
        assert set(found["message"]) == {"zh", "en"}
        assert set(found["source"]) == {"file", "line"}


def test_a_profile_and_unverified_rows_are_switched_on(folder: Path) -> None:
    lines(Path("a.jsonl"), day(longest_written_home_minutes=61))
    assert run("check", "a.jsonl", "--select", "homework.longest-home").exit_code == 0
    args = ("a.jsonl", "--select", "homework.longest-home", "--profile", "absolute-caps", "--include-unverified")
    assert run("check", *args).exit_code == 1
    assert told(*args)["receipt"]["profiles"] == ["absolute-caps"]
    assert told(*args)["receipt"]["unverified"] is True


def test_a_record_type_for_files_that_name_none(folder: Path) -> None:
    Path("a.csv").write_text("id,grade,system,date,day_kind,is_posted\n1,4,六三,2026-03-10,school_day,false\n", "utf-8")
    args = ("check", "a.csv", "--record", "HomeworkDay", "--select", "homework.posted")
    assert run(*args).exit_code == 1
    assert run("check", "a.csv").exit_code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo("pipe.jsonl")
    for args in (["pipe.jsonl"], ["a.jsonl", "--waivers", "pipe.jsonl"]):
        lines(Path("a.jsonl"), day())
        done = run("check", *args)
        assert (done.exit_code, "is no regular file" in done.stderr) == (2, True)
