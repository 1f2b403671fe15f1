"""Runs over every kind of population, held against the program and against each other."""

import csv
import threading
import time
from decimal import Decimal

import numpy as np
import pandas
import pytest

import enact
from arrow_reader import buffer_address, capsule_at, columns_of
from conftest import ON, PACKAGE, SUBJECTS, enact_command, table_of, tables_of
from enact import _enact
from enact._data import given


@pytest.fixture(scope="session")
def from_disk(rules, register):
    return rules.run(register)


@pytest.fixture(scope="session")
def by_command(register, tmp_path_factory):
    """Rows of `enact run --out`."""
    out = tmp_path_factory.mktemp("run") / "results.csv"
    enact_command("run", PACKAGE, "--population", register, "--on", ON, "--out", out)
    with open(out, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_fen(yuan):
    return int(Decimal(yuan).scaleb(2))


def test_totals_are_those_of_the_program(from_disk, by_command):
    assert sum(each.subjects for each in from_disk.totals.subjects) == SUBJECTS
    assert from_disk.totals.least_fen > 0
    for each in from_disk.totals.provisions:
        mine = [row for row in by_command if row["provision"] == each.provision and row["type"] == each.type]
        assert each.due == sum(row["status"] == "due" for row in mine)
        assert each.unknown == sum(row["status"] == "unknown" for row in mine)
        assert each.least_fen == sum(in_fen(row["least"]) for row in mine if row["least"])
        if each.unbounded == 0:
            assert each.greatest_fen == sum(in_fen(row["greatest"]) for row in mine if row["greatest"])
        for reason, count in each.reasons.items():
            assert count == sum(row["reason"] == reason for row in mine)


def test_data_frames_with_lists_beside_them(rules, register, from_disk, by_command):
    result = rules.run(tables_of(register), check=True)
    assert result.totals == from_disk.totals
    assert result.rejected == [] and result.checked == SUBJECTS and result.differences == []
    for type_name, outcomes in result.outcomes.items():
        frame = outcomes.to_pandas()
        rows = [row for row in by_command if row["type"] == type_name]
        provisions = dict.fromkeys(row["provision"] for row in rows)
        assert len(frame) == len(outcomes) == len(rows) // max(len(provisions), 1)
        for provision in provisions:
            mine = [row for row in rows if row["provision"] == provision]
            assert list(frame["subject"]) == [row["subject"] for row in mine]
            assert list(frame[f"{provision}.status"]) == [row["status"] for row in mine]
            reasons = frame[f"{provision}.reason"].astype(object).where(frame[f"{provision}.reason"].notna(), "")
            assert list(reasons) == [row["reason"] for row in mine]
            if f"{provision}.least_fen" in frame:
                assert list(frame[f"{provision}.least_fen"]) == [in_fen(row["least"]) for row in mine]
                greatest = [None if pandas.isna(x) else int(x) for x in frame[f"{provision}.greatest_fen"]]
                assert greatest == [in_fen(row["greatest"]) if row["greatest"] else None for row in mine]


def test_the_same_without_outcomes(rules, register, from_disk):
    result = rules.run(tables_of(register), keep=False, threads=1)
    assert result.totals == from_disk.totals
    assert result.outcomes == {}


TEXTS = ("统一社会信用代码", "名称", "登记地", "行业代码")


def typed(frame, amount):
    """Columns of numbers, truths and days in types of NumPy; amounts as `amount` has them."""
    made = {}
    for name in frame.columns:
        values = frame[name]
        said = values.dropna()
        if name == "#":
            made[name] = values.astype(np.int64).to_numpy()
        elif name in TEXTS or said.empty:
            made[name] = values
        elif said.isin(["true", "false"]).all():
            made[name] = values.map({"true": True, "false": False}).astype("boolean")
        elif said.str.fullmatch(r"\d{4}-\d\d-\d\d").all():
            made[name] = pandas.to_datetime(values)
        elif said.str.fullmatch(r"-?\d+(\.\d{1,2})?").all():
            made[name] = amount(values)
        elif said.nunique() < 50:
            made[name] = values.astype("category")
        else:
            made[name] = values.to_numpy()
    return made


@pytest.mark.parametrize(
    "amount",
    [
        lambda texts: texts.astype(float).to_numpy(),
        lambda texts: texts.map(lambda text: Decimal(text) if isinstance(text, str) else None),
        lambda texts: texts.astype(float).astype("Float64"),
    ],
    ids=["float64", "Decimal", "Float64"],
)
def test_arrays_of_every_type(rules, register, from_disk, amount):
    tables = {name: typed(table, amount) for name, table in tables_of(register).items()}
    result = rules.run(tables)
    assert result.rejected == []
    assert result.totals == from_disk.totals


def test_fen_and_whole_numbers(rules):
    codes = pandas.Series(["91350583MA2XY00000"])

    def of(cost):
        return rules.run({"企业": {"统一社会信用代码": codes, "研发费用": cost}}).totals

    expected = of(["9400000.50"])
    assert of(enact.fen(np.array([940000050]))) == expected
    assert of(np.array([9400000.50])) == expected
    assert of([Decimal("9400000.50")]) == expected
    assert of(np.array([9400001], dtype=np.uint32)) == of(["9400001"]) == of(np.array([9400001], dtype=np.int64))


def nested(register):
    """The lists as a column of lists of mappings."""
    tables = tables_of(register)
    made = {}
    for name in [each for each in tables if "." not in each]:
        frame = tables[name]
        for full in [each for each in tables if each.startswith(name + ".")]:
            items = tables[full]
            lists = [[] for _ in range(len(frame))]
            for number, *cells in items.itertuples(index=False):
                record = {key: cell for key, cell in zip(items.columns[1:], cells) if isinstance(cell, str)}
                lists[int(number) - 1].append(record)
            frame = frame.assign(**{full.split(".", 1)[1]: pandas.Series(lists, dtype=object)})
        made[name] = frame
    return made


def test_lists_of_mappings(rules, register, from_disk):
    assert rules.run(nested(register)).totals == from_disk.totals


def test_numbers_are_not_copied(rules):
    cost = np.arange(1, 4, dtype=np.int64)
    (name, capsule), = given({"企业": {"研发费用": cost, "规上企业": np.array([True, False, True])}}, None)
    assert name == "企业" and buffer_address(capsule, 0) == cost.ctypes.data
    (_, capsule), = given({"企业": {"研发费用": enact.fen(cost)}}, None)
    assert buffer_address(capsule, 0) == cost.ctypes.data


class Batch:
    """One batch of GDAL's stream with the capsules that its Python binding of this age does not offer."""

    def __init__(self, schema, array):
        self.schema, self.array = schema, array

    def __arrow_c_array__(self, requested_schema=None):
        return capsule_at(self.schema._getPtr(), b"arrow_schema"), capsule_at(self.array._getPtr(), b"arrow_array")


def gdal_batches(path, rows):
    from osgeo import gdal

    gdal.UseExceptions()
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR, open_options=["AUTODETECT_TYPE=YES"])
    layer = data.GetLayer(0)
    stream = layer.GetArrowStream(["INCLUDE_FID=NO", f"MAX_FEATURES_IN_BATCH={rows}"])
    while True:
        schema, array = stream.GetSchema(), stream.GetNextRecordBatch()
        if array is None:
            return
        yield Batch(schema, array)


def test_another_librarys_arrow(rules, register, tmp_path):
    frame = table_of(register, "企业")
    path = tmp_path / "subjects.csv"
    frame[["统一社会信用代码", "名称", "研发费用", "营业收入"]].fillna("").to_csv(path, index=False)
    totals = enact.Totals()
    batches = 0
    for batch in gdal_batches(path, 1000):
        result = rules.run({"企业": batch})
        assert result.rejected == []
        totals = totals + result.totals
        batches += 1
    assert batches == -(-len(frame) // 1000)
    assert totals == rules.run({"企业": frame[["统一社会信用代码", "名称", "研发费用", "营业收入"]]}).totals


def test_arrow_of_outcomes_and_of_rows(rules, register, from_disk):
    frame = from_disk.outcomes["企业"].to_pandas()
    columns = columns_of(from_disk.outcomes["企业"])
    assert list(columns) == list(frame.columns)
    for name in frame.columns:
        series = frame[name].astype(object)
        assert [x or None for x in columns[name]] == [x or None for x in series.where(series.notna(), None)]
    rows = rules.rows(register)
    assert rows.totals == from_disk.totals
    cells = columns_of(rows)
    assert list(cells) == ["type", "subject", "policy", "provision", "status", "least", "greatest", "reason"]
    least = sum(in_fen(amount) for amount in cells["least"] if amount is not None)
    assert least == sum(each.least_fen for each in from_disk.totals.provisions)


def test_rows_with_faults_are_set_aside(rules):
    table = {
        "统一社会信用代码": ["91350583MA2XY00000", "91350583MA2XY00001"],
        "研发费用": np.array([100.0, -1.0]),
    }
    result = rules.run({"企业": table}, language="en")
    assert result.totals.subjects[0].subjects == 1
    (rejected,) = result.rejected
    assert rejected.place == "Arrow 企业:2"
    assert "统一社会信用代码" in rejected.en or "研发费用" in rejected.en


def faults():
    codes = ["91350583MA2XY00000"]
    yield {"企业": {"研发费": [1]}}, "did you mean `研发费用`?"
    yield {"公司": {"研发费用": [1]}}, "no subject type is named `公司`"
    yield {"企业": {"研发费用": [1, 2], "名称": ["甲"]}}, "different lengths"
    yield {"企业": {"研发费用": np.array([1], dtype=np.float32)}}, "float32 keeps too few digits"
    yield {"企业": {"研发费用": [object()]}}, "a value of type object is no fact"
    yield {"企业.认定": {}}, "no subjects of its type"
    yield {"企业": {"名称": codes}, "企业.认定": {"类别": ["其他"]}}, "the column `#`"
    yield {"企业": {"名称": codes}, "企业.认定": {"#": [2], "类别": ["其他"]}}, "no subject has the number 2"
    yield {"企业": {"名称": codes}, "企业.认定": {"#": ["一"], "类别": ["其他"]}}, "whole numbers are wanted"
    yield {"企业": {"#": [2, 1], "名称": codes * 2}}, "greater than the one before"
    yield {"企业": 5}, "not int"
    yield 5, "a population is a path or a mapping"


@pytest.mark.parametrize("population, message", faults())
def test_what_is_no_population_is_told(rules, population, message):
    with pytest.raises(enact.PopulationError) as told:
        rules.run(population)
    assert message in str(told.value)


def test_other_threads_go_on_meanwhile(rules, register):
    tables = tables_of(register)
    many = {name: pandas.concat([table] * 40) for name, table in tables.items() if "." not in name}
    population = given(many, rules._rules.wanted)
    spent = []

    def judge():
        start = time.monotonic()
        rules._rules.run(population, False, 1, False, True, "zh")
        spent.append(time.monotonic() - start)

    thread = threading.Thread(target=judge)
    thread.start()
    longest, last = 0.0, time.monotonic()
    while thread.is_alive():
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    thread.join()
    # With the lock held this thread would have stood still for all of it.
    assert longest < spent[0] / 2


def test_the_interface_in_c_is_as_its_stub_says():
    import ast
    from pathlib import Path

    stub = ast.parse((Path(enact.__file__).parent / "_enact.pyi").read_text(encoding="utf-8"))
    for node in stub.body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            continue
        thing = getattr(_enact, node.name)
        for member in getattr(node, "body", []):
            if isinstance(node, ast.ClassDef) and isinstance(member, ast.FunctionDef):
                assert hasattr(thing, member.name), f"{node.name}.{member.name}"
    told = {node.name for node in stub.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    assert told == {name for name in dir(_enact) if not name.startswith("__")}
