"""Cordée, nginx and Fossil as processes: started on one core and a free port, asked, stopped.

Nothing here measures or knows what the pages hold.
"""
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

FIRST_PORT, LAST_PORT = 21000, 32000
PATIENCE = 20  # seconds for a server to answer, or to stop


class BenchError(Exception):
    """What keeps the bench from going on, in words for whoever runs it."""


def cores():
    """The core of the servers and the core of the clients."""
    ours = sorted(os.sched_getaffinity(0))
    if len(ours) < 2:
        raise BenchError("two cores are needed: one for the server, one for its clients")
    return ours[0], ours[-1]


def free_port():
    for port in range(FIRST_PORT + os.getpid() % 5000, LAST_PORT):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise BenchError("no free port")


def fetch(port, path, headers=()):
    """One GET: status, head as text, body. The connection is closed by the server."""
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close", *headers]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as s:
        s.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = b""
        while chunk := s.recv(1 << 16):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/"):
        raise BenchError(f"no answer from port {port} for {path}")
    return int(head.split(None, 2)[1]), head.decode("latin-1"), body


class Server:
    """A command that listens on a port. `started` is how long its first answer took, in seconds."""

    def __init__(self, name, folder, command, path):
        self.name, self.port = name, free_port()
        self.log = Path(folder) / f"{name}.log"
        self.command = [str(word).replace("{port}", str(self.port)) for word in command]
        self.path = path
        self.process = None
        self.started = 0.0

    def start(self):
        core = str(cores()[0])
        with self.log.open("ab") as log:
            began = time.monotonic()
            self.process = subprocess.Popen(["taskset", "-c", core, *self.command], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)
        while True:
            try:
                status = fetch(self.port, self.path)[0]
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > began + PATIENCE:
                    raise BenchError(f"{self.name} did not start: see {self.log}\n{self.log.read_text()}") from None
                time.sleep(0.0005)
        self.started = time.monotonic() - began
        if status != 200:
            raise BenchError(f"{self.name} answers {status} for {self.path}")

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def work(self):
        """Seconds of processor that it has used, with its children that have ended (Fossil's)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident megabytes: all of them (with the pages of shared libraries), and its own."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in status.splitlines() if "kB" in line}
        return kilobytes["VmRSS"] / 1024, kilobytes["RssAnon"] / 1024


NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 1024; }}
http {{
	access_log {folder}/nginx-access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
	open_file_cache max=100; open_file_cache_valid 60s;
	types {{ text/html html; }} charset utf-8;
	gzip on; gzip_min_length 1024; gzip_comp_level 5; # as small as ours
	client_body_temp_path {folder}/nginx-body; proxy_temp_path {folder}/nginx-proxy;
	fastcgi_temp_path {folder}/nginx-fastcgi; uwsgi_temp_path {folder}/nginx-uwsgi;
	scgi_temp_path {folder}/nginx-scgi;
	server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def nginx(folder, root, path):
    """As Debian sets it, with its log of requests, since Cordée keeps one too; but without its
    master, so that it is one process and reads a private folder."""
    settings = Path(folder) / "nginx.conf"
    server = Server("nginx", folder, ["/usr/sbin/nginx", "-c", settings, "-e", "stderr"], path)
    settings.write_text(NGINX.format(folder=folder, root=root, port=server.port))
    return server


def cordee(folder, program, path, command=("serve",)):
    database, files = Path(folder) / "cordee.db", Path(folder) / "files"
    return Server("cordee", folder, [program, *command, f"--database=sqlite:{database}", f"--files={files}",
                                     "--port={port}", "--threads=1"], path)


def fossil(folder, repository, path):
    return Server("fossil", folder, ["fossil", "server", "--localhost", "--nojail", "--port", "{port}", repository],
                  path)
