"""What runs come to. Amounts are whole fen, as int: exact, whatever their size."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pandas

STATUSES = ("due", "not_due", "unknown")
_NO_BOUND = np.iinfo(np.int64).max


class Rejected(NamedTuple):
    """A row that was set aside: where it stands, and why."""

    place: str
    zh: str
    en: str


@dataclass(frozen=True)
class Subjects:
    """All subjects of one type, over all provisions, stacked."""

    type: str
    subjects: int
    one_by_one: int  # of them not over columns
    paid: int  # with a certain amount above zero
    least_fen: int  # certain
    greatest_fen: int  # what it may come to, of what has a bound
    unbounded: int  # how many have none

    def __add__(self, more: "Subjects") -> "Subjects":
        return Subjects(self.type, *(getattr(self, name) + getattr(more, name) for name in _SUMS))


_SUMS = ("subjects", "one_by_one", "paid", "least_fen", "greatest_fen", "unbounded")


@dataclass(frozen=True)
class Provision:
    """One provision over all subjects of its type."""

    type: str
    policy: str
    provision: str
    title: str
    article: str
    money: bool
    due: int
    not_due: int
    unknown: int
    least_fen: int
    greatest_fen: int
    unbounded: int
    reasons: dict[str, int]  # of those not due: how many fail which requirement first

    def __add__(self, more: "Provision") -> "Provision":
        reasons = dict(self.reasons)
        for text, count in more.reasons.items():
            reasons[text] = reasons.get(text, 0) + count
        sums = ("due", "not_due", "unknown", "least_fen", "greatest_fen", "unbounded")
        return replace(self, reasons=reasons, **{name: getattr(self, name) + getattr(more, name) for name in sums})


@dataclass(frozen=True)
class Totals:
    """What a population, or parts of one added up, comes to."""

    subjects: list[Subjects] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)

    @property
    def least_fen(self) -> int:
        """Certain."""
        return sum(each.least_fen for each in self.subjects)

    @property
    def greatest_fen(self) -> int:
        """What it may come to, of what has a bound."""
        return sum(each.greatest_fen for each in self.subjects)

    @property
    def unbounded(self) -> int:
        return sum(each.unbounded for each in self.subjects)

    def provision(self, provision: str, policy: str | None = None) -> Provision:
        """By its id, of the policy if several have one of this id."""
        found = [p for p in self.provisions if p.provision == provision and policy in (None, p.policy)]
        if len(found) != 1:
            raise KeyError(f"{len(found)} provisions {provision!r}" + (f" of {policy!r}" if policy else ""))
        return found[0]

    def __add__(self, more: "Totals") -> "Totals":
        """Of two parts of one population, judged by the same rules."""
        subjects = {each.type: each for each in self.subjects}
        for each in more.subjects:
            subjects[each.type] = subjects[each.type] + each if each.type in subjects else each
        provisions = {(each.type, each.policy, each.provision): each for each in self.provisions}
        for each in more.provisions:
            key = (each.type, each.policy, each.provision)
            provisions[key] = provisions[key] + each if key in provisions else each
        return Totals(list(subjects.values()), list(provisions.values()))

    def to_pandas(self) -> "pandas.DataFrame":
        """One row for each provision."""
        import pandas

        return pandas.DataFrame([{k: v for k, v in vars(each).items() if k != "reasons"} for each in self.provisions])


class Outcomes:
    """What is said of each subject of one type: `subject` (what identifies it), its `least_fen` and `greatest_fen`
    over all provisions, and for each provision `ID.status`, `ID.reason`, `ID.least_fen`, `ID.greatest_fen` (with
    `POLICY/` before it if there are several policies). No amount `greatest_fen`: it has no bound.

    Arrow takes it without a copy: it has `__arrow_c_stream__`.
    """

    def __init__(self, made: Any) -> None:
        self._made = made

    def __len__(self) -> int:
        return len(self._made)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._made.stream()

    def to_pandas(self) -> "pandas.DataFrame":
        """Statuses and reasons are categories, amounts int64; `greatest_fen` is Int64, with gaps where there is no
        bound."""
        import pandas

        segments = self._made.segments()
        provisions = self._made.provisions
        several = len({policy for policy, _, _ in provisions}) > 1

        def joined(parts: list[Any], dtype: Any) -> Any:
            return np.concatenate(parts) if parts else np.empty(0, dtype)

        columns: dict[str, Any] = {"subject": np.array([s for part in segments for s in part[0]], dtype=object)}
        columns["least_fen"] = joined([part[1] for part in segments], np.int64)
        columns["greatest_fen"] = _bounded(joined([part[2] for part in segments], np.int64))
        for k, (policy, provision, money) in enumerate(provisions):
            name = f"{policy}/{provision}" if several else provision
            lanes = [part[3][k] for part in segments]
            columns[f"{name}.status"] = pandas.Categorical.from_codes(
                joined([lane[0] for lane in lanes], np.uint8).astype(np.int8), STATUSES
            )
            columns[f"{name}.reason"] = _reasons(joined([lane[1] for lane in lanes], np.uint8), self._made.reasons(k))
            if money:
                columns[f"{name}.least_fen"] = joined([lane[2] for lane in lanes], np.int64)
                columns[f"{name}.greatest_fen"] = _bounded(joined([lane[3] for lane in lanes], np.int64))
        return pandas.DataFrame(columns)


def _bounded(amounts: Any) -> Any:
    import pandas

    return pandas.arrays.IntegerArray(amounts, amounts == _NO_BOUND)


def _reasons(codes: Any, texts: list[str]) -> Any:
    """All that there may be are its categories, the same for every part of a population; no reason is a gap."""
    import pandas

    names = list(dict.fromkeys(text for text in texts if text))
    places = np.array([names.index(text) if text else -1 for text in texts], dtype=np.int16)
    return pandas.Categorical.from_codes(places[codes], names)


class Rows:
    """One row for each subject and provision: an Arrow stream, to be taken once."""

    def __init__(self, made: dict[str, Any], stream: Any) -> None:
        self._stream = stream
        self.totals = totals_of(made)
        self.rejected = [Rejected(*each) for each in made["rejected"]]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._stream


def totals_of(made: dict[str, Any]) -> Totals:
    return Totals([Subjects(**each) for each in made["subjects"]], [Provision(**each) for each in made["provisions"]])


class Result:
    """What a run comes to.

    totals: by subject type and provision; outcomes: by subject type, what is said of each subject (empty with
    `keep=False`); rejected: rows that were set aside; unused: subject types that no provision is for; checked, differences: with `check=True`, how
    many subjects were compared, and where columns and the evaluator that takes them one by one differ.
    """

    def __init__(self, made: dict[str, Any], outcomes: dict[str, Outcomes]) -> None:
        self.totals = totals_of(made)
        self.outcomes = outcomes
        self.rejected = [Rejected(*each) for each in made["rejected"]]
        self.unused: list[str] = made["unused"]
        self.checked: int = made["checked"]
        self.differences: list[tuple[str, str, str, str]] = made["differences"]
