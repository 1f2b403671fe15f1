"""What the tests have in common: the packages of the repository, a made-up register on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("ENACT_BUILD", ROOT / "build"))
sys.path.insert(0, str(BUILD / "python"))

PACKAGE = str(ROOT / "policies" / "nanan-2025-2")
ON = "2026-12-31"
SUBJECTS = 3000


def enact_command(*arguments, code=0):
    """The program, which tests hold the module against."""
    ran = subprocess.run([BUILD / "bin" / "enact", *map(str, arguments)], capture_output=True, text=True)
    assert ran.returncode == code, ran.stderr
    return ran.stdout


@pytest.fixture(scope="session")
def register(tmp_path_factory):
    """A folder of CSV files."""
    folder = tmp_path_factory.mktemp("register") / "made"
    enact_command("synth", PACKAGE, "--seed", 7, "--subjects", SUBJECTS, "--out", folder)
    return folder


@pytest.fixture(scope="session")
def rules():
    import enact

    return enact.Rules(PACKAGE, on=ON)


def table_of(folder, name):
    """A file of the register as texts, as whoever reads CSV by pandas has it."""
    import pandas

    return pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""])


def tables_of(folder):
    return {path.stem: table_of(folder, path.stem) for path in sorted(folder.glob("*.csv"))}
