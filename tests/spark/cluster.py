"""A real cluster on this machine: a standalone master and two workers, each a process of its own, on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import attrs
import pyspark

HOME = Path(pyspark.__file__).parent
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
STARTED = re.compile(r"Starting Spark master at (spark://\S+)")
JOINED = re.compile(r"Registering worker ")
NAMES = ("worker-0", "worker-1")
NO_PYTHON = "/there/is/no/python/on/a/worker"
STARTS_WITHIN = STOPS_WITHIN = 60
"""Seconds."""


@attrs.frozen
class Cluster:
    """A cluster that runs.

    Attributes:
        folder: Where it keeps what it writes.
        settings: What a driver needs to be told, as the lines of a `spark-defaults.conf`.
        groups: The groups of its processes.

    """

    folder: Path
    settings: Mapping[str, str]
    groups: tuple[int, ...]

    def environment(self) -> dict[str, str]:
        """What a driver started here finds its settings by, and what it tells workers to run Python with."""
        conf = self.folder / "conf"
        conf.mkdir(exist_ok=True)
        lines = [f"{name} {value}\n" for name, value in self.settings.items()]
        (conf / "spark-defaults.conf").write_text("".join(lines), "utf-8")
        return {**_environment(), "SPARK_CONF_DIR": str(conf), "PYSPARK_PYTHON": NO_PYTHON}

    def executors(self) -> dict[str, str]:
        """The worker each executor ran on: workers keep a folder for each of theirs."""
        return {path.name: name for name in NAMES for path in self.folder.glob(f"{name}/app-*/*")}

    def tasks(self) -> dict[str, int]:
        """How many tasks each executor ended well, by the driver's own log of events."""
        done: dict[str, int] = {}
        for path in (self.folder / "events").rglob("*"):
            for line in path.read_text("utf-8").splitlines() if path.is_file() else []:
                event = json.loads(line)
                if event["Event"] == "SparkListenerTaskEnd" and not event["Task Info"]["Failed"]:
                    executor = event["Task Info"]["Executor ID"]
                    done[executor] = done.get(executor, 0) + 1
        return done


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Two workers with a core each; all of it is gone afterwards, also when something failed."""
    with ExitStack() as stack:
        (folder / "events").mkdir()
        log = folder / "master.log"
        groups = [stack.enter_context(_running(log, MASTER))]
        url = _said(log, STARTED)[0]
        for name in NAMES:
            options = ("--cores", "1", "--memory", "700m", "--work-dir", str(folder / name), url)
            groups.append(stack.enter_context(_running(folder / f"{name}.log", WORKER, *options)))
        _said(log, JOINED, len(NAMES))
        yield Cluster(folder, _settings(url, folder), tuple(groups))


def _settings(url: str, folder: Path) -> dict[str, str]:
    return {
        "spark.master": url,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "700m",
        "spark.executor.memory": "600m",
        "spark.executor.cores": "1",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",  # nothing begins before both are there
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.dir": (folder / "events").as_uri(),
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def _environment() -> dict[str, str]:
    """Ours without what belongs to another Spark, or points a driver elsewhere."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {**others, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1"}


@contextmanager
def _running(log: Path, daemon: str, *options: str) -> Iterator[int]:
    """A process of the cluster on ports that are free, the group of all it starts itself."""
    where = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
    rest = "-Dspark.master.rest.enabled=false"
    environment = {**_environment(), "SPARK_MASTER_OPTS": rest, "SPARK_DAEMON_MEMORY": "256m"}
    command = [str(HOME / "bin/spark-class"), daemon, *where, *options]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
    try:
        yield process.pid
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children: asked first, then made to."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOPS_WITHIN)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def _said(log: Path, what: re.Pattern[str], times: int = 1) -> list[str]:
    """What a log says so many times, once it does.

    Raises:
        TimeoutError: if it does not in time, with what it says instead.

    """
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if len(found := what.findall(log.read_text("utf-8", "replace"))) >= times:
            return found
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace")[-3000:])
