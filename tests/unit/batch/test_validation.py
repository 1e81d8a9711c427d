"""Many documents: in order, whatever the executor; a file that is missing stops nothing."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import santedoc
from santedoc.batch import Selection, validate_many
from santedoc.report import Outcome
from santedoc.samples import letters


@pytest.fixture(scope="module")
def letter() -> bytes:
    return santedoc.build(letters.discharge_letter())


def _through_pickle(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 -- our own


class Pickling(Executor):
    """Does the work at once, through pickle, as another process would."""

    def __init__(self) -> None:
        self.submitted = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.submitted += 1
        future: Future[Any] = Future()
        call, given = _through_pickle((fn, args))
        try:
            future.set_result(_through_pickle(call(*given)))
        except OSError as error:
            future.set_exception(error)
        return future


def test_reports_come_in_order(letter: bytes) -> None:
    sources = [("a", letter), ("b", b""), ("c", letter), ("d", b"<a/>")] * 5
    alone = list(validate_many(sources))
    assert [report.file for report in alone] == ["a", "b", "c", "d"] * 5
    assert [r.outcome for r in alone[:2]] == [Outcome.PASSED, Outcome.FAILED]
    with ThreadPoolExecutor(3) as threads:
        assert list(validate_many(sources, executor=threads, ahead=2)) == alone
    assert list(validate_many(sources, executor=Pickling())) == alone


def test_a_file_that_cannot_be_opened_stops_nothing(letter: bytes, tmp_path: Path) -> None:
    good = tmp_path / "good.xml"
    good.write_bytes(letter)
    missing = tmp_path / "missing.xml"
    unopened: list[str] = []

    def on_unopened(name: str, error: OSError) -> None:
        unopened.append(f"{name} {type(error).__name__}")

    for executor in (None, Pickling()):
        unopened.clear()
        reports = validate_many(
            [missing, good, str(tmp_path)],
            executor=executor,
            on_unopened=on_unopened,
        )
        assert [report.file for report in reports] == [str(good)]
        assert unopened == [f"{missing} FileNotFoundError", f"{tmp_path} IsADirectoryError"]
        with pytest.raises(FileNotFoundError):
            list(validate_many([missing, good], executor=executor))


def test_sources_are_read_as_the_work_advances() -> None:
    taken = []

    def endless() -> Iterator[tuple[str, bytes]]:
        while True:
            taken.append(1)
            yield "a", b""

    executor = Pickling()
    reports = validate_many(endless(), executor=executor, ahead=4)
    assert next(reports).file == "a"
    assert len(taken) == executor.submitted == 4


def test_a_selection_holds_for_all() -> None:
    reports = list(validate_many([("a", b"<a/>")], selection=Selection(ignore=("XML",))))
    assert reports[0].issues == ()
