"""Nodes of a real OpenSearch cluster on this machine, out of Maven Central's jars, to test with.

    python -m tools.cluster.nodes FOLDER [--nodes 3] [--first-port 29200]

starts them, prints their addresses and stops them on Ctrl+C. It needs Java 17 and Maven; with
OPERATIVE_TEST_OPENSEARCH=3 the nodes are of OpenSearch 3, for which JAVA_HOME has to be that of a
Java 21 or later. Every node is a process of its own, so that killing one is what it is in
production. They have no security plugin: nothing is encrypted, and everybody is let in.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

HERE = Path(__file__).parent
VERSIONS = {"2": ("2.19.6", "2.25.4"), "3": ("3.9.0", "2.25.5")}
"""By major version, the versions of OpenSearch and of the log4j that goes with it."""
_JVM = (
    "-Xms384m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
    "-Djava.awt.headless=true", "-Dlog4j2.disable.jmx=true",
)  # fmt: skip
"""Options for a start that takes little time and memory; production takes those of OpenSearch."""
_PATIENCE = 240.0  # seconds for all nodes to come up, on a machine with much else to do


def missing() -> str | None:
    """Returns what this machine lacks to run nodes; None where it has all of it."""
    lacking = [name for name in ("java", "javac", "mvn") if _command(name) is None]
    return f"a cluster for tests needs {', '.join(lacking)} (JDK 17, Maven)" if lacking else None


class Cluster:
    """Nodes that run until `stop`, or as long as the context lasts.

    folder: for the data of the nodes. program: for the program, which is made if it is not there.
    first_port: of the first node's HTTP; those of the others follow, 0 for any that are free.
    owner: the process with which the nodes end in any case, by default this one.

    Raises CalledProcessError where Maven or Java fail, TimeoutError where the nodes do not come up.
    """

    def __init__(
        self,
        folder: Path,
        program: Path,
        *,
        nodes: int = 3,
        first_port: int = 0,
        owner: int = 0,
    ) -> None:
        self._folder = folder
        self._program = program
        self._owner = owner or os.getpid()
        self._ports = [first_port + n for n in range(nodes)] if first_port else _free(nodes)
        self._transport = _free(nodes)
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        build(program)

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the running nodes' processes."""
        return tuple(one.pid for one in self._processes.values())

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all nodes, running or not."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._ports)

    def start(self, *numbers: int) -> None:
        """Starts nodes, by default all, and waits until the cluster has recovered its state."""
        for number in numbers or range(len(self._ports)):
            self._processes[number] = self._run(number)
        self.wait(len(self._processes))

    def kill(self, number: int) -> None:
        """Kills a node, which gets no chance to finish anything."""
        process = self._processes.pop(number)
        process.kill()
        process.wait()

    def pause(self, number: int) -> None:
        """Stops a node from doing anything, as an overloaded machine would, until `resume`."""
        self._processes[number].send_signal(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Lets a paused node go on."""
        self._processes[number].send_signal(signal.SIGCONT)

    def restore(self) -> None:
        """Lets paused nodes go on and starts those that do not run; waits for all copies."""
        for process in self._processes.values():
            process.send_signal(signal.SIGCONT)
        missing = set(range(len(self._ports))) - set(self._processes)
        if missing:
            self.start(*sorted(missing))
        self.wait(len(self._ports), status=("green",))

    def stop(self) -> None:
        """Stops all nodes."""
        for process in self._processes.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def wait(self, nodes: int, status: Sequence[str] = ("yellow", "green")) -> None:
        """Waits until so many nodes are together and the cluster has one of some states."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            for number in self._processes:
                with suppress(OSError, ValueError):
                    address = f"{self.addresses[number]}/_cluster/health"
                    with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own node
                        health = json.load(answer)
                    # Nodes are counted before the state on disk is recovered, which is red.
                    if health["number_of_nodes"] == nodes and health["status"] in status:
                        return
            time.sleep(0.2)
        raise TimeoutError(f"the nodes did not come up; see {self._folder}/n*/node.log")

    def cpu(self) -> float:
        """Returns the seconds of processor time that the running nodes have taken (Linux)."""
        tick = os.sysconf("SC_CLK_TCK")
        spent = (Path(f"/proc/{one.pid}/stat").read_text() for one in self._processes.values())
        return sum(sum(map(int, text.rpartition(")")[2].split()[11:13])) for text in spent) / tick

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self, number: int) -> subprocess.Popen[bytes]:
        home = self._folder / f"n{number}"
        (home / "config").mkdir(parents=True, exist_ok=True)
        names = [f"n{n}" for n in range(len(self._ports))]
        settings = {
            "owner": self._owner,
            "path.home": home,
            "path.data": home / "data",
            "path.logs": home / "logs",
            "cluster.name": "operative",
            "node.name": names[number],
            "network.host": "127.0.0.1",
            "http.port": self._ports[number],
            "transport.port": self._transport[number],
            "transport.type": "netty4",
            "http.type": "netty4",
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transport),
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            # A test's disk may be nearly full, which would stop everything; never do so elsewhere.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "action.auto_create_index": "false",
            # What docs/cluster.md asks for: patterns become many alternatives.
            "indices.query.bool.max_clause_count": "65536",
            "node.processors": "2",
        }
        classes = f"{self._program / 'classes'}:{self._program / 'lib'}/*"
        command = [
            str(_command("java")), *_JVM, "-cp", classes, "SearchNode",
            *(f"{name}={value}" for name, value in settings.items()),
        ]  # fmt: skip
        with (home / "node.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                command, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip


def build(folder: Path) -> None:
    """Fetches the jars into a folder, unless they are there, and compiles the program."""
    if (folder / "classes").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "pom.xml", folder)
    (folder / "new").mkdir(exist_ok=True)
    opensearch, log4j = VERSIONS[os.environ.get("OPERATIVE_TEST_OPENSEARCH", "2")]
    fetch = ["mvn", "-B", "-q", "dependency:copy-dependencies", "-DoutputDirectory=lib",
             "-DincludeScope=runtime", f"-Dopensearch={opensearch}",
             f"-Dlog4j={log4j}"]  # fmt: skip
    compiling = [str(_command("javac")), "-cp", f"{folder / 'lib'}/*", "-d", folder / "new",
                 HERE / "SearchNode.java"]  # fmt: skip
    subprocess.run(fetch, cwd=folder, check=True, capture_output=True)  # noqa: S603
    subprocess.run(compiling, check=True, capture_output=True)  # noqa: S603
    (folder / "new").rename(folder / "classes")


def _command(name: str) -> str | None:
    """Returns the path of a program, of JAVA_HOME if that has it; None if there is none."""
    home = os.environ.get("JAVA_HOME")
    return (home and shutil.which(name, path=f"{home}/bin")) or shutil.which(name)


def _free(number: int) -> list[int]:
    """Returns ports that nothing listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--first-port", type=int, default=29200)
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    cluster = Cluster(folder, folder, nodes=asked.nodes, first_port=asked.first_port)
    with cluster:
        print(*cluster.addresses, flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    _main()
