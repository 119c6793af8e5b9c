"""Together: metrics of several processes, as prometheus-client adds them up, from files of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Name in the environment by which prometheus-client is told the folder of the files."""
_NOT_ADDED = {"process_start_time_seconds": min, "process_max_fds": min}


@contextmanager
def counted_together() -> Iterator[None]:
    """Lets processes that are started within count in files that all of them read."""
    with TemporaryDirectory(prefix="operative-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[VARIABLE] = folder
        try:
            yield
        finally:
            del os.environ[VARIABLE]


def counted_by_all() -> CollectorRegistry | None:
    """Returns what all processes have counted, and used; None where this one is alone."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return None
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Processes(Path(folder)))
    return registry


class _Processes(Collector):
    """Memory, time and files of all processes together, under the usual names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterator[Metric]:
        """Yields the metrics; none where the system does not tell."""
        found = dict[str, list[Metric]]()
        for number in self._numbers():
            for metric in ProcessCollector(pid=lambda: number, registry=None).collect():  # noqa: B023
                found.setdefault(metric.name, []).append(metric)
        for name, metrics in found.items():
            add = _NOT_ADDED.get(name, sum)
            first = metrics[0]
            (sample,) = first.samples
            first.samples = [sample._replace(value=add(one.samples[0].value for one in metrics))]
            yield first

    def _numbers(self) -> set[int]:
        names = (file.stem.rpartition("_")[2] for file in self._folder.glob("*.db"))
        return {int(name) for name in names if name.isdecimal()} | {os.getppid()}
