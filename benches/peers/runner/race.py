"""Lets rivals run in turns, on one core, one at a time, each within a budget."""

import json
import os
import select
import statistics
import subprocess
import time
from dataclasses import dataclass, field

# Beyond these a rival is out, for this size.
BUILD_SECONDS = 120
SCAN_SECONDS = 120
MEMORY_MB = 8000
# So much must be left on the machine.
SPARE_MB = 1000

# A first look at a rival's speed, in bytes of text.
PROBE_BYTES = 250_000
# The whole words of rivals in Python are counted in Python: on no more than so many bytes.
COUNTED_BYTES = 4_000_000


class Out(Exception):
    """Why a rival runs no further."""


@dataclass
class Result:
    """What came of one rival and one list of names."""

    build_s: float | None = None
    memory_mb: float | None = None
    version: str = ""
    texts: int = 0
    bytes: int = 0
    seconds: list = field(default_factory=list)
    mb_per_s: float | None = None
    counted_texts: int = 0
    found: int | None = None
    found_anywhere: int | None = None
    reference: int | None = None
    out: str = ""


class Runner:
    """A rival's process. It answers each line with a line."""

    def __init__(self, command, core, log):
        self.process = subprocess.Popen(
            ["taskset", "-c", str(core), *map(str, command)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        self.pending = b""

    def ask(self, line, limit):
        try:
            self.process.stdin.write(f"{line}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Out("it ended early") from None
        return self.answer(limit)

    def answer(self, limit):
        begun = time.monotonic()
        while b"\n" not in self.pending:
            ready, _, _ = select.select([self.process.stdout], [], [], 0.5)
            if ready:
                part = os.read(self.process.stdout.fileno(), 1 << 16)
                if not part:
                    raise Out(f"it ended early, with status {self.process.wait()}")
                self.pending += part
            if self.status("VmRSS") > MEMORY_MB:
                raise Out(f"more than {MEMORY_MB // 1000} GB of memory")
            if available_mb() < SPARE_MB:
                raise Out("the machine has no memory left")
            if time.monotonic() - begun > limit:
                raise Out(f"more than {limit} s")
        line, _, self.pending = self.pending.partition(b"\n")
        return json.loads(line)

    def status(self, key):
        """A line of its status, in MB."""
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii") as lines:
                return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(key)), 0)
        except OSError:
            return 0

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def available_mb():
    with open("/proc/meminfo", encoding="ascii") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("MemAvailable"))


def race(rivals, folder, label, truth, *, core, rounds, target_s, log, say):
    """Builds all `rivals` for a list of names, then lets them scan in turns; a result for each."""
    results = {rival.name: Result() for rival in rivals}
    runners, repeats = {}, {}

    def attempt(rival, what):
        """Does `what` with a rival that is still in."""
        try:
            what(rival, results[rival.name])
        except Out as reason:
            results[rival.name].out = str(reason)
            say(f"  {rival.name}: out: {reason}")
            if rival.name in runners:
                runners.pop(rival.name).end()

    def build(rival, result):
        runners[rival.name] = runner = Runner([*rival.command, folder, label], core, log)
        # Reading the texts and starting up are no building.
        answer = runner.answer(BUILD_SECONDS + 30)
        result.build_s, result.version = answer["build_s"], answer.get("version", "")
        if result.build_s > BUILD_SECONDS:
            raise Out(f"more than {BUILD_SECONDS} s to build")

    def warm_up(rival, result):
        """Chooses how much text fits the budget, and scans it once."""
        runner = runners[rival.name]
        result.texts = least = truth.texts_of(PROBE_BYTES)
        # What compiles itself at work is much quicker the third time.
        for _ in range(3):
            seconds = runner.ask(result.texts, SCAN_SECONDS)["seconds"]
            speed = truth.bytes_of(result.texts) / max(seconds, 1e-4)
            result.texts = max(least, truth.texts_of(speed * target_s))
        result.bytes = truth.bytes_of(result.texts)
        seconds = runner.ask(result.texts, SCAN_SECONDS)["seconds"]
        repeats[rival.name] = max(1, min(10, round(target_s / 5 / max(seconds, 1e-4))))

    def scan(rival, result):
        seconds = 0
        for _ in range(repeats[rival.name]):
            answer = runners[rival.name].ask(result.texts, SCAN_SECONDS)
            seconds += answer["seconds"]
            if result.found not in (None, answer["found"]):
                raise Out("it found something else in another round")
            result.found = answer["found"]
        result.seconds.append(seconds / repeats[rival.name])

    def finish(rival, result):
        result.counted_texts = result.texts
        result.memory_mb = runners[rival.name].status("VmHWM")
        result.mb_per_s = result.bytes / statistics.median(result.seconds) / 1e6
        if rival.counts_apart:
            result.found_anywhere = result.found
            if result.found != truth.sum("anywhere", result.texts):
                raise Out("it does not find what daachorse finds")
            result.counted_texts = min(result.texts, truth.texts_of(COUNTED_BYTES))
            result.found = runners[rival.name].ask(f"words {result.counted_texts}", SCAN_SECONDS)["found"]
        result.reference = truth.sum(rival.held_to, result.counted_texts)

    def still_in():
        return [rival for rival in rivals if rival.name in runners]

    try:
        for rival in rivals:
            attempt(rival, build)
            say(f"  {rival.name}: built in {results[rival.name].build_s or 0:.2f} s")
        for rival in still_in():
            attempt(rival, warm_up)
        for number in range(rounds):
            turn = still_in()
            first = number % max(len(turn), 1)
            for rival in turn[first:] + turn[:first]:
                attempt(rival, scan)
        for rival in still_in():
            attempt(rival, finish)
    finally:
        for runner in runners.values():
            runner.end()
    return results
