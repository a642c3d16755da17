"""Loads: wrk on a core of its own, one turn each, several turns; and what a first view weighs.

A turn is short and the servers alternate, so that what else the machine does weighs on all. What
a server would answer with its core to itself is told by the processor time it used.
"""
import re
import statistics
import subprocess
from dataclasses import dataclass, field

from servers import BenchError, cores, fetch

CLIENTS = 32
SECONDS = 1


@dataclass
class Figures:
    """What the turns gave: requests a second, the 99th percentile in milliseconds, and in all the
    requests answered and the seconds of processor that the server used for them."""
    rates: list = field(default_factory=list)
    p99s: list = field(default_factory=list)
    requests: int = 0
    work: float = 0.0

    @property
    def rate(self):
        return statistics.median(self.rates)

    @property
    def p99(self):
        return statistics.median(self.p99s)

    @property
    def core_rate(self):
        """Requests a second of the core's own time."""
        return self.requests / self.work


def milliseconds(number, unit):
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def one_turn(server, path, coding, figures):
    command = ["taskset", "-c", str(cores()[1]), "wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency"]
    if coding:
        command += ["-H", f"Accept-Encoding: {coding}"]
    work = server.work()
    done = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True,
                          check=True)
    figures.work += server.work() - work
    requests = re.search(r"(\d+) requests in", done.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", done.stdout)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout or not (rate and p99 and requests):
        raise BenchError(f"{path}: not every request was answered\n{done.stdout}")
    figures.requests += int(requests.group(1))
    figures.rates.append(float(rate.group(1)))
    figures.p99s.append(milliseconds(*p99.groups()))


def compare(targets, turns, coding=""):
    """targets: name → (server, path). name → Figures, after turns in which each has its own."""
    figures = {name: Figures() for name in targets}
    for _ in range(turns):
        for name, (server, path) in targets.items():
            one_turn(server, path, coding, figures[name])
    return figures


def first_view(port, path):
    """What a browser that comes for the first time receives, heads included: bytes without fonts,
    bytes of fonts, addresses elsewhere that it would ask."""
    accept = ["Accept-Encoding: gzip, br"]
    _, head, body = fetch(port, path, accept)
    total, fonts, elsewhere = len(head) + len(body), 0, []
    html = fetch(port, path)[2].decode()
    parts = re.findall(r'<(?:script|img)[^>]* src="([^"]+)"', html)
    parts += re.findall(r'<link[^>]* rel="(?:stylesheet|icon|preload)"[^>]* href="([^"]+)"', html)
    seen = set()
    while parts:
        part = parts.pop()
        if part in seen or part.startswith("data:"):
            continue
        seen.add(part)
        if not part.startswith("/") or part.startswith("//"):
            elsewhere.append(part)
            continue
        _, head, body = fetch(port, part, accept)
        if re.search(r"\.(woff2?|ttf|otf)$", part):
            fonts += len(head) + len(body)
        else:
            total += len(head) + len(body)
        if part.endswith(".css"):
            parts += re.findall(r'url\("?([^")]+)"?\)', fetch(port, part)[2].decode())
    return total, fonts, elsewhere
