"""What is measured is what docs/en/install.md installs: optimised, without what the tests add."""
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-bench"


def build(*targets):
    if not BUILD.exists():
        subprocess.run(["meson", "setup", "--buildtype=release", "-Db_lto=true", BUILD, ROOT], check=True,
                       stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "--quiet", "-C", BUILD, *targets], check=True)
