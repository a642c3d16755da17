#!/usr/bin/env python3
"""The command line end to end: help, languages, exit codes, manual pages."""
import os
import re
import shutil
import subprocess

import methods
from methods import PROGRAM, check


def type_in(*words, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, env={**clean, **environment}, check=False)


def commands():
    """Those that the help lists."""
    sections = re.findall(r"^(?:Methods|The site|Also)\n((?:  .*\n)+)", type_in("help", "--lang=en").stdout, re.M)
    return re.findall(r"^  ([a-z]+)\b", "".join(sections), re.M)


@check("the language is --lang's, else the environment's in POSIX's order, else French")
def _():
    for words, environment, expected in [
            ([], {}, "Utilisation"), ([], {"LANG": "en_GB.UTF-8"}, "Usage"), ([], {"LANG": "C"}, "Utilisation"),
            ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "Utilisation"),
            ([], {"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US"}, "Usage"),
            (["--lang=fr"], {"LANG": "en_GB"}, "Utilisation"), (["--lang", "en"], {}, "Usage")]:
        done = type_in("help", *words, **environment)
        assert done.returncode == 0 and f"\n{expected}\n" in done.stdout, (words, environment, done)


@check("every command explains itself in both languages, in at most 80 columns")
def _():
    names = commands()
    assert {"serve", "help", "version"} <= set(names), names
    for name in names:
        for lang, section in (("fr", "Description"), ("en", "Exit status")):
            done = type_in("help", name, f"--lang={lang}")
            assert done.returncode == 0 and f"\n{section}\n" in done.stdout, done
            wide = [line for line in done.stdout.splitlines() if len(line) > 80 and "  " in line.strip()]
            assert not wide, (name, wide)
        assert type_in("help", name, "--lang=fr").stdout != type_in("help", name, "--lang=en").stdout


@check("without a command, or with --help, the help; --version is version")
def _():
    whole = type_in("help").stdout
    assert whole and whole == type_in().stdout == type_in("--help").stdout == type_in("-h").stdout
    for words in (["serve", "--help"], ["serve", "-h", "--port=x"], ["--help", "serve"]):
        assert type_in(*words).stdout == type_in("help", "serve").stdout, words
    assert type_in("serve", "--lang=en", "--help").stdout == type_in("help", "serve", "--lang=en").stdout
    assert type_in("--version").stdout == type_in("version").stdout


@check("the pages of the manual name every method")
def _():
    sections = re.findall(r"^Methods\n((?:  .*\n)+)", type_in("help", "--lang=en").stdout, re.M)
    for page in ("docs/en/command-line.md", "docs/fr/ligne-de-commande.md"):
        words = (methods.ROOT / page).read_text(encoding="utf-8")
        assert all(f"`cordee {name}`" in words for name in re.findall(r"^  ([a-z]+)\b", "".join(sections), re.M)), page


@check("what is wrong ends with 2, on standard error alone")
def _():
    for words in (["serv"], ["help", "nothing"], ["help", "--lang=de"], ["version", "x"], ["serve", "--prot=1"]):
        done = type_in(*words)
        assert done.returncode == 2 and not done.stdout and done.stderr.count("\n") == 1, (words, done)
    assert "« cordee serve »" in type_in("serv").stderr.replace("\u00a0", " ")


@check("a full disk is no success")
def _():
    if not os.path.exists("/dev/full"):
        return "no /dev/full"
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([*PROGRAM, "help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2 and done.stderr, done


@check("manual pages are lawful for groff and mandoc")
def _():
    checkers = [words for words in (["groff", "-ww", "-Kutf8", "-man", "-Tutf8", "-z"], ["mandoc", "-Tlint", "-Wwarning"])
                if shutil.which(words[0])]
    for name in [None, *commands()]:
        for lang in ("fr", "en"):
            page = type_in("help", "--man", f"--lang={lang}", *([name] if name else [])).stdout
            assert page.startswith(".TH cordee"), page
            for words in checkers:
                done = subprocess.run(words, input=page, capture_output=True, text=True, check=False)
                said = [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line]  # as meant
                assert not said, (words, name, lang, said)
    return None if checkers else "neither groff nor mandoc"


methods.main()
