#!/usr/bin/env python3
"""The methods as a library: installed into a folder, then used by programs of others, in C and in C++,
linked either way. Arguments: the build's folder, its prefix, its folder of libraries, the program."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import methods
from methods import FOLDER, check

BUILD, PREFIX, LIBDIR = sys.argv[1:4]
DEST = FOLDER / "installed"
TREE = pathlib.Path(str(DEST) + PREFIX)
HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = r"1 ponds\n2 hedges\nexplained\nrefused: .{10,}\n"
# What the mathematics may lean on: the system, Unicode, hashes, and solvers of linear programs.
NEEDED = re.compile(r"lib(c|m|gcc_s|utf8proc|sodium|glpk|gmp|amd|colamd|suitesparseconfig|z|ltdl|Cbc|Clp|CoinUtils|highs|lapacke?|"
                    r"openblas|blas|gfortran|quadmath|stemmer)\.so[.\w]*")


def run(*words, **options):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}"
    return done.stdout


def pkg_config(*words):
    folder = TREE / LIBDIR / "pkgconfig"
    return run("pkg-config", *words, "cordee-methods", env={
        **os.environ, "PKG_CONFIG_PATH": str(folder), "PKG_CONFIG_SYSROOT_DIR": str(DEST)}).split()


def exported(library, *options):
    symbols = [line.split() for line in run("nm", "--defined-only", *options, library).splitlines()]
    return {words[-1] for words in symbols if len(words) == 3}


def public_names():
    lines = (pathlib.Path(BUILD) / "library/cordee-methods.names").read_text(encoding="utf-8").splitlines()
    return {line.split()[1] for line in lines}


@check("everything is put in its place")
def _():
    run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", DEST)
    commands = re.findall(r"^\\fB([a-z]+)\b", run(sys.argv[4], "help", "--man"), re.M)
    wanted = ["bin/cordee", "include/cordee-methods.h", "share/man/man3/cordee-methods.3", f"{LIBDIR}/libcordee-methods.a",
              f"{LIBDIR}/libcordee-methods.so", f"{LIBDIR}/pkgconfig/cordee-methods.pc"]
    wanted += [f"share/man/{lang}man1/cordee{name}.1" for lang in ("", "fr/") for name in ["", *("-" + c for c in commands)]]
    missing = [path for path in wanted if not (TREE / path).exists()]
    assert len(commands) > 5 and not missing, (commands, missing)


@check("the shared library gives its public names alone, and has a soname")
def _():
    library = TREE / LIBDIR / "libcordee-methods.so"
    assert exported(library, "-D") == public_names(), exported(library, "-D") ^ public_names()
    assert all(name.startswith("cordee_") for name in public_names()) and len(public_names()) > 40
    assert "SONAME" in run("readelf", "-d", library) and "[libcordee-methods.so.0]" in run("readelf", "-d", library)


@check("so does the static one: it can clash with no name of its user's")
def _():
    assert exported(TREE / LIBDIR / "libcordee-methods.a", "-g") == public_names()


@check("it needs nothing but what mathematics needs")
def _():
    needed = re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", TREE / LIBDIR / "libcordee-methods.so"))
    assert needed and all(NEEDED.fullmatch(name) for name in needed), needed


def use(compiler, flags, static):
    program = FOLDER / "user"
    if static:  # of what pkg-config says to link, the library itself by its archive
        links = [str(TREE / LIBDIR / "libcordee-methods.a") if flag == "-lcordee-methods" else flag
                 for flag in pkg_config("--libs", "--static")]
    else:
        links = pkg_config("--libs")
    run(*compiler, "-Wall", "-Wextra", "-Wno-unused-function", "-Werror", *flags, HERE / "library_user.c", "-x", "none", "-o", program,
        *pkg_config("--cflags"), *links)
    library_path = {} if static else {"LD_LIBRARY_PATH": str(TREE / LIBDIR)}
    out = run(program, env={**os.environ, **library_path})
    assert re.fullmatch(EXPECTED, out), out


def add(compiler, flags, name):
    @check(f"a program in {name} uses it, shared and static")
    def _():
        if not shutil.which(compiler[0]):
            return f"no {compiler[0]}"
        for static in (False, True):
            use(compiler, flags, static)
        return None


add(["gcc"], ["-std=c11"], "C (gcc)")
add(["clang"], ["-std=c17"], "C (clang)")
add(["g++"], ["-x", "c++", "-std=c++17"], "C++ (g++)")
add(["clang++"], ["-x", "c++", "-std=c++17"], "C++ (clang++)")


@check("the manual page is lawful")
def _():
    if not shutil.which("groff"):
        return "no groff"
    page = TREE / "share/man/man3/cordee-methods.3"
    done = subprocess.run(["groff", "-ww", "-Kutf8", "-man", "-Tutf8", "-z", page], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return None


methods.main()
