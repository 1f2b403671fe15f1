"""A register in parts over a cluster of processes, one of which is killed in the middle."""

import os
import signal
import threading
import time

import pandas
import pytest

import enact
import enact.dask
from conftest import ON, PACKAGE, enact_command, table_of, tables_of

PARTS = 10


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """One for each part, with subjects of their own."""
    made = []
    for seed in range(PARTS):
        made.append(str(tmp_path_factory.mktemp("part") / str(seed)))
        enact_command("synth", PACKAGE, "--seed", seed, "--subjects", 60_000, "--out", made[-1])
    return made


@pytest.fixture(scope="module")
def client():
    from dask.distributed import Client, LocalCluster

    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster) as made:
            yield made


def pids(client):
    return {worker: info["pid"] for worker, info in client.run(lambda: {"pid": os.getpid()}).items()}


def test_a_killed_worker_changes_nothing(rules, registers, client):
    alone = enact.Totals()
    for path in registers:
        alone = alone + rules.run(path, keep=False).totals
    before = pids(client)
    made = []
    running = threading.Thread(target=lambda: made.append(enact.dask.run(rules, registers)))
    running.start()
    # A worker that is at a part, while others are still to be done.
    victim = None
    while victim is None:
        assert running.is_alive(), "the run had ended before a worker could be killed"
        for worker, tasks in client.processing().items():
            if any("judge" in str(task) for task in tasks):
                victim = worker
        time.sleep(0.01)
    os.kill(before[victim], signal.SIGKILL)
    assert running.is_alive()
    running.join()
    assert made[0].totals == alone
    assert before[victim] not in pids(client).values()
    with pytest.raises(ProcessLookupError):
        for _ in range(200):
            os.kill(before[victim], 0)
            time.sleep(0.05)


def test_a_dask_data_frame(rules, register, client):
    import dask.dataframe

    frame = table_of(register, "企业")
    parts = dask.dataframe.from_pandas(frame, npartitions=4)
    whole = rules.run({"企业": frame})
    assert enact.dask.run(rules, parts, type="企业").totals == whole.totals
    outcomes = enact.dask.outcomes(rules, parts, type="企业").compute().reset_index(drop=True)
    pandas.testing.assert_frame_equal(outcomes, whole.outcomes["企业"].to_pandas())


def test_rows_set_aside_say_of_which_part(rules):
    good = {"企业": {"研发费用": [1]}}
    bad = {"企业": {"研发费用": [-1]}}
    (rejected,) = enact.dask.run(rules, [good, bad]).rejected
    assert rejected.place == "1: Arrow 企业:1"
    assert enact.dask.run(rules, [tables_of_one()]).totals.subjects[0].subjects == 1


def tables_of_one():
    return {"企业": pandas.DataFrame({"名称": ["甲"]})}
