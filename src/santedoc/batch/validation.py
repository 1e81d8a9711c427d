"""Many documents, one report each, in the order in which they were given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path

from santedoc.batch.selection import Selection
from santedoc.report import Report
from santedoc.validation import validate
from santedoc.xmlkit import DEFAULT_LIMITS, Limits

Source = str | Path | tuple[str, bytes]
"""A path, or a name and the bytes that it stands for."""

_AHEAD = 64
_EVERYTHING = Selection()


def validate_many(
    sources: Iterable[Source],
    *,
    executor: Executor | None = None,
    selection: Selection = _EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    on_unopened: Callable[[str, OSError], None] | None = None,
    packages: Sequence[str | Path] = (),
    ahead: int = _AHEAD,
) -> Iterator[Report]:
    """Check many documents and yield their reports, in order, as soon as they are known.

    Args:
        sources: paths, or pairs of a name and bytes; read as the work advances, so that they may
            be more than fit in memory.
        executor: where the work is done; here and now by default. Everything that is sent to it
            can be pickled, so processes will do.
        selection: which rules are reported.
        limits: how much is read of a document before it is refused.
        on_unopened: called with the name and the error for a file that cannot be opened, which
            then has no report. Without it, the error is raised.
        packages: paths of the FHIR packages that FHIR documents are held against.
        ahead: how many documents an executor is given in advance.

    Raises:
        OSError: a file cannot be opened, and ``on_unopened`` was not given.

    Examples:
        >>> reports = validate_many([("a.xml", b"<a/>"), ("b.xml", b"")])
        >>> [(report.file, report.outcome.value) for report in reports]
        [('a.xml', 'failed'), ('b.xml', 'failed')]
    """
    work = partial(_report, selection=selection, limits=limits, packages=tuple(packages))
    for name, result in _in_order(sources, executor, work, ahead):
        try:
            report = result()
        except OSError as error:
            if on_unopened is None:
                raise
            on_unopened(name, error)
        else:
            yield report


def _in_order(
    sources: Iterable[Source],
    executor: Executor | None,
    work: Callable[[Source], Report],
    ahead: int,
) -> Iterator[tuple[str, Callable[[], Report]]]:
    if executor is None:
        for source in sources:
            yield _name(source), partial(work, source)
        return
    waiting: deque[tuple[str, Future[Report]]] = deque()
    try:
        for source in sources:
            waiting.append((_name(source), executor.submit(work, source)))
            if len(waiting) >= ahead:
                name, future = waiting.popleft()
                yield name, future.result
        while waiting:
            name, future = waiting.popleft()
            yield name, future.result
    finally:
        # Whoever stops asking must not wait for what is still to come.
        for _, future in waiting:
            future.cancel()


def _name(source: Source) -> str:
    return source[0] if isinstance(source, tuple) else str(source)


def _report(
    source: Source, *, selection: Selection, limits: Limits, packages: tuple[str | Path, ...]
) -> Report:
    if isinstance(source, tuple):
        name, data = source
        return selection.of(validate(data, name=name, limits=limits, packages=packages))
    return selection.of(validate(source, limits=limits, packages=packages))
