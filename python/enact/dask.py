"""Rules over a population in parts, on a Dask cluster (docs/python.md).

    with Client("tcp://scheduler:8786"):
        result = enact.dask.run(rules, dask_frame, type="企业")

Workers get the packages as images and compile them once a process. A part whose worker is lost is judged again by
another: judging changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Iterable

import dask

from . import Rejected, Rules, Totals, _rules_of

if TYPE_CHECKING:
    import dask.dataframe


@dataclass(frozen=True)
class Result:
    """Totals over all parts, as of one process over the whole; rows set aside, with the number of their part, from
    0."""

    totals: Totals = field(default_factory=Totals)
    rejected: list[Rejected] = field(default_factory=list)


def judge(rules: Rules, population: Any, options: dict[str, Any]) -> tuple[Totals, list[Rejected]]:
    """One part, on a worker."""
    result = rules.run(population, keep=False, **options)
    return result.totals, result.rejected


def _outcomes(rules: Rules, population: Any, type: str, options: dict[str, Any]) -> Any:
    return rules.run(population, **options).outcomes[type].to_pandas()


def _parts(partitions: Any, type: str | None) -> list[Any]:
    if hasattr(partitions, "to_delayed"):  # a Dask DataFrame
        if type is None:
            raise TypeError("type: of which subject type are the rows of the Dask DataFrame?")
        return [dask.delayed(_population)(type, part) for part in partitions.to_delayed()]
    return list(partitions)


def _population(type: str, frame: Any) -> dict[str, Any]:
    return {type: frame}


def _delayed_rules(rules: Rules) -> Any:
    return dask.delayed(_rules_of)(tuple(package.image for package in rules.packages), rules.on)


def run(
    rules: Rules,
    partitions: "dask.dataframe.DataFrame | Iterable[Any]",
    *,
    type: str | None = None,
    threads: int = 1,
    unsaid_absent: bool = False,
    language: str = "zh",
) -> Result:
    """Judges every part and adds up what they come to.

    partitions: a Dask DataFrame whose rows are subjects of `type`, or several populations as Rules.run takes them,
    also as dask.delayed; a path is one that workers can read. Parts must not share subjects. threads: for each part;
    a worker's own threads judge several parts at a time.
    Runs on the current `dask.distributed.Client`, or wherever Dask is told to.
    """
    options = {"threads": threads, "unsaid_absent": unsaid_absent, "language": language}
    loaded = _delayed_rules(rules)
    made = dask.compute(*(dask.delayed(judge)(loaded, part, options) for part in _parts(partitions, type)))
    totals, rejected = Totals(), []
    for number, (part, set_aside) in enumerate(made):
        totals = totals + part
        rejected += [each._replace(place=f"{number}: {each.place}") for each in set_aside]
    return Result(totals, rejected)


def outcomes(
    rules: Rules,
    partitions: "dask.dataframe.DataFrame | Iterable[Any]",
    *,
    type: str,
    threads: int = 1,
    unsaid_absent: bool = False,
    language: str = "zh",
) -> "dask.dataframe.DataFrame":
    """What is said of each subject of `type`, as a Dask DataFrame with the columns of Outcomes.to_pandas; computed
    when it is asked for."""
    import dask.dataframe

    options = {"threads": threads, "unsaid_absent": unsaid_absent, "language": language}
    loaded = _delayed_rules(rules)
    parts = [dask.delayed(_outcomes)(loaded, part, type, options) for part in _parts(partitions, type)]
    return dask.dataframe.from_delayed(parts, meta=_outcomes(rules, [], type, options))
