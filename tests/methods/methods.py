"""What the end-to-end tests of the methods share: the command line as anyone types it.

    import methods
    from methods import check, cordee, shared

    @check("the larger election gives the published winners")
    def _():
        folder = shared("budget") or ...        # the data beside the source tree; see `needs`
        assert cordee("budget", folder / "x.pb").json()["winners"] == [...]

    methods.main()                              # argv: the program; prints TAP

A check may return why it was skipped. `cordee(...)` passes --json unless report=True, never raises on a
refusal, and takes the standard input as stdin=; `refused` asserts the one way that input is refused, `picture` that an SVG is lawful and told in words."""
import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/http"))
sys.dont_write_bytecode = True

from web import check, run  # noqa: E402, F401  (the same TAP as the tests over HTTP)

SHARED = ROOT.parent / "shared"
TIMEOUT = 120
PROGRAM = []
# What a sanitizer or a broken invariant says of a program that must never crash.
CRASHES = re.compile(r"Sanitizer|runtime error:|check failed|\bpanic\b", re.I)


def shared(name):
    """A folder of real data beside the source tree, or None when it is not there."""
    path = SHARED / "data" / name
    return path if path.exists() else None


def needs(name):
    """For checks that need a folder of real data, given as their argument; skipped without it."""
    def wrap(function):
        @functools.wraps(function)
        def checked():
            folder = shared(name)
            return function(folder) if folder else f"no {name} data beside the sources"
        return checked
    return wrap


class Done:
    """How a command ended."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    def json(self):
        assert self.code in (0, 1), f"{' '.join(self.words)}: exit {self.code}\n{self.err}"
        return json.loads(self.out)

    def __repr__(self):
        return f"{' '.join(self.words)}: exit {self.code}\n{self.out}\n{self.err}"


def cordee(command, *arguments, report=False, stdin="", lang="en"):
    words = [command, *map(str, arguments), f"--lang={lang}"] + ([] if report else ["--json"])
    given = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run([*PROGRAM, *words], input=given, capture_output=True, timeout=TIMEOUT, check=False)
    out, err = done.stdout.decode(), done.stderr.decode(errors="replace")
    assert done.returncode in (0, 1, 2) and not CRASHES.search(err), f"{' '.join(words)}: exit {done.returncode}\n{err}"
    return Done(words, done.returncode, out, err)


def refused(done, place="", words=""):
    """Bad input: exit 2, nothing on standard output, one line that begins with the place
    (FILE:LINE:COLUMN, or the end of it) and holds the words."""
    assert done.code == 2 and not done.out, done
    assert done.err.count("\n") == 1 and done.err.endswith("\n"), done
    before = done.err.split(": ", 1)[0]
    assert before.endswith(str(place)) and words in done.err, f"expected {place}: … {words}\n{done}"


def picture(source):
    """An SVG (bytes, or its path) that stands alone and is told in words; its root element, namespaces removed."""
    source = source if isinstance(source, bytes) else pathlib.Path(source).read_bytes()
    root = xml.etree.ElementTree.fromstring(source)
    for element in root.iter():
        element.tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert element.tag not in ("script", "image", "foreignObject") and not any("href" in key for key in element.attrib), element
    assert root.tag == "svg" and root.findtext("title") and root.findtext("desc"), source[:300]
    assert not re.search(rb"NaN|inf\b|http", source.replace(b"http://www.w3.org/2000/svg", b"")), source[:300]
    return root


def written(text, name="input"):
    """A file with this text (or bytes), in a folder that the tests share."""
    path = FOLDER / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


with_cleanup = tempfile.TemporaryDirectory(prefix="cordee-methods-")
FOLDER = pathlib.Path(with_cleanup.name)


def main():
    PROGRAM[:] = [os.path.abspath(sys.argv[1])]
    code = run()
    with_cleanup.cleanup()
    sys.exit(code)
