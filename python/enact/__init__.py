"""Policy packages over whole populations: who is due what, why not, and what it costs.

    import enact

    rules = enact.Rules("policies/nanan-2025-2", on="2026-12-31")
    result = rules.run({"企业": frame})          # a pandas.DataFrame, NumPy arrays, Arrow, a path
    result.totals.least_fen                       # exact, in fen
    result.outcomes["企业"].to_pandas()

docs/python.md tells it all.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
from typing import Any, Iterable, Mapping, Sequence

from . import _enact
from ._data import fen, given
from ._enact import Package, PackageError, PopulationError
from ._results import Outcomes, Provision, Rejected, Result, Rows, Subjects, Totals

__all__ = [
    "Outcomes",
    "Package",
    "PackageError",
    "PopulationError",
    "Provision",
    "Rejected",
    "Result",
    "Rows",
    "Rules",
    "Simulation",
    "Subjects",
    "Totals",
    "fen",
    "load",
]


def load(path: str | os.PathLike[str]) -> Package:
    """A policy package from its folder, or from an image file as `enact publish` writes it.

    Raises PackageError, whose text is that of `enact check`, if it has errors.
    """
    return _enact.load(os.fspath(path))


def levers(package: Package) -> list[dict[str, Any]]:
    """What of a package can be set otherwise (docs/simulation.md), in the document's order."""
    return json.loads(package.levers_json())


def _packages(given_packages: Any) -> list[Package]:
    one = isinstance(given_packages, (str, os.PathLike, Package))
    return [
        each if isinstance(each, Package) else load(each) for each in ([given_packages] if one else given_packages)
    ]


def _day(day: str | datetime.date) -> str:
    return day if isinstance(day, str) else day.isoformat()[:10]


def _threads(threads: int | None) -> int:
    return threads or len(os.sched_getaffinity(0))


class Rules:
    """Packages in force together, on a day of asking.

    packages: a folder, an image file, a Package, or several of them. Immutable; may be used by several threads at
    a time, which run side by side, and pickled: another process then loads the packages from their images, once.
    """

    def __init__(
        self,
        packages: str | os.PathLike[str] | Package | Iterable[str | os.PathLike[str] | Package],
        on: str | datetime.date,
    ) -> None:
        self._rules = _enact.Rules(_packages(packages), _day(on))

    @property
    def packages(self) -> list[Package]:
        return self._rules.packages

    @property
    def on(self) -> str:
        """The day of asking: what happens later does not exist."""
        return self._rules.on

    def plan(self, language: str = "zh") -> str:
        """How each provision is run, and why not over columns."""
        return self._rules.plan(language)

    def run(
        self,
        population: Any,
        *,
        keep: bool = True,
        threads: int | None = None,
        unsaid_absent: bool = False,
        check: bool = False,
        language: str = "zh",
    ) -> Result:
        """Judges every subject of a population.

        population: `{"企业": table, "企业.认定": table}`, or a path as `enact run --population` takes it. A table is
        a pandas.DataFrame, a mapping of names to arrays, or an object with `__arrow_c_stream__` or
        `__arrow_c_array__`.
        keep: also what is said of each subject; else only totals.
        threads: default, as many as this process may use. Python's lock is not held meanwhile.
        unsaid_absent: what a table leaves out is known to be absent, not unknown.
        check: every subject also through the evaluator that takes them one by one, and compared.
        language: of reasons and titles, "zh" or "en".

        Rows with an error are set aside in `Result.rejected`. Raises PopulationError where a table as a whole does
        not fit the vocabulary.
        """
        made, outcomes = self._rules.run(
            given(population, self._rules.wanted), keep, _threads(threads), unsaid_absent, check, language
        )
        return Result(made, {name: Outcomes(each) for name, each in outcomes.items()})

    def rows(
        self,
        population: Any,
        *,
        threads: int | None = None,
        unsaid_absent: bool = False,
        language: str = "zh",
    ) -> Rows:
        """The same as one row for each subject and provision, with the columns of `enact run --out`: the layout is
        one whatever the subject types, as Spark and databases want it. An Arrow stream; amounts are decimals in
        yuan."""
        return Rows(*self._rules.rows(given(population, self._rules.wanted), _threads(threads), unsaid_absent, language))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rules_of, (tuple(package.image for package in self.packages), self.on)


@functools.lru_cache(maxsize=16)
def _rules_of(images: tuple[bytes, ...], on: str) -> Rules:
    return Rules([_enact.from_image(image) for image in images], on)


class Simulation:
    """A population held in memory, to be asked again and again what a change of the rules comes to.

    The first of the packages is the one that is changed; the others stay as they are.
    """

    def __init__(
        self,
        packages: str | os.PathLike[str] | Package | Iterable[str | os.PathLike[str] | Package],
        population: Any,
        *,
        on: str | datetime.date,
        threads: int | None = None,
        unsaid_absent: bool = False,
    ) -> None:
        self._packages = _packages(packages)
        self._simulation = _enact.Simulation(
            self._packages, given(population, None), _day(on), _threads(threads), unsaid_absent
        )

    @property
    def levers(self) -> list[dict[str, Any]]:
        """What can be set."""
        return levers(self._packages[0])

    @property
    def facts(self) -> Sequence[str]:
        """By which winners and losers can be grouped and a budget put in order."""
        return self._simulation.facts

    @property
    def subjects(self) -> int:
        return self._simulation.subjects

    @property
    def rejected(self) -> list[Rejected]:
        return [Rejected(*each) for each in self._simulation.rejected]

    def compare(
        self,
        set: Mapping[str, Any] | None = None,  # noqa: A002 - as the command's --set
        *,
        changed: str | os.PathLike[str] | Package | None = None,
        by: str = "",
        budget_fen: int | None = None,
        queue_by: str = "",
        rank_by: str = "",
    ) -> dict[str, Any]:
        """What the changed rules come to beside the base: as `enact simulate --json` (docs/schema/simulation.json),
        amounts in fen.

        set: figures, days and parameters set otherwise, `{"1a/amount": "12万元"}`; changed: another version of the
        first package. Raises PackageError where a setting does not fit.
        """
        changed_package = None if changed is None else _packages(changed)[0]
        settings = {name: str(value) for name, value in (set or {}).items()}
        return json.loads(
            self._simulation.compare_json(settings, changed_package, by, budget_fen, queue_by, rank_by)
        )
