"""Packages, what is wrong with them, other processes, changes."""

import json
import pickle

import pytest

import enact
from conftest import ON, PACKAGE, enact_command, tables_of


def test_a_package_says_what_it_is():
    package = enact.load(PACKAGE)
    assert package.id == "nanan-2025-2"
    assert package in enact.Rules(package, on=ON).packages
    assert "1a/amount" in [lever["id"] for lever in enact.levers(package)]


def test_images_and_other_processes(rules, register, tmp_path):
    image = tmp_path / "package.enact"
    image.write_bytes(rules.packages[0].image)
    assert enact.load(image) == rules.packages[0]
    again = pickle.loads(pickle.dumps(rules))
    assert again is pickle.loads(pickle.dumps(rules))  # compiled once
    assert again.run(register, keep=False).totals == rules.run(register, keep=False).totals


def test_errors_have_the_text_of_the_diagnostics(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.md").write_text("---\nid: broken\n", encoding="utf-8")
    with pytest.raises(enact.PackageError) as told:
        enact.load(tmp_path / "broken")
    assert "broken/policy.md" in str(told.value)
    assert told.value.diagnostics[0]["code"] in str(told.value)
    with pytest.raises(ValueError, match="no policy.md in"):
        enact.load(tmp_path)
    with pytest.raises(ValueError, match="not a date of the calendar"):
        enact.Rules(PACKAGE, on="2026-02-30")


def test_changes_are_those_of_the_program(register):
    simulation = enact.Simulation(PACKAGE, tables_of(register), on=ON)
    assert simulation.rejected == [] and "1a/amount" in [lever["id"] for lever in simulation.levers]
    made = simulation.compare({"1a/amount": "12万元"}, by="规上企业", budget_fen=100_000_000)
    told = enact_command(
        "simulate", PACKAGE, "--population", register, "--on", ON, "--set", "1a/amount=12万元",
        "--by", "规上企业", "--budget", "100万元", "--json",
    )  # fmt: skip
    assert made == json.loads(told)
    assert made["effects"]["winners"] > 0
    assert simulation.compare()["effects"]["winners"] == 0


def test_settings_that_do_not_fit_are_told(register):
    simulation = enact.Simulation(PACKAGE, register, on=ON)
    with pytest.raises(enact.PackageError, match="1a/amount"):
        simulation.compare({"1a/amoun": "12万元"})
    with pytest.raises(ValueError, match="no such fact"):
        simulation.compare(by="没有")
