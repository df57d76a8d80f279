"""Work shared out among processes, results in the order of the work.

In: a function over lists and any number of items. Out: its results, one list a batch. Never here: what the work is.
Processes, not threads: the parser holds the interpreter.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from index.errors import StoreError

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[list[T]], R], items: Iterable[T], processes: int, batch: int, alone: int) -> Iterator[R]:
    """`work` over batches of the items; up to `alone` items, or with one process, it is done right here.

    Raises StoreError where a process was killed, most likely for want of memory.
    """
    several = iter(items)
    first = list(islice(several, alone + 1))
    everything = chain(first, several)
    batches = iter(lambda: list(islice(everything, batch)), [])
    if processes < 2 or len(first) <= alone:
        yield from map(work, batches)
        return
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_the_caller)
    try:
        yield from _in_order(pool, work, batches, 3 * processes)
    except BrokenProcessPool as error:
        raise StoreError("A reading process was killed, probably for want of memory; run the same again.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end_with_the_caller() -> None:
    """Where the caller is killed, its processes would wait for work for ever, each with its parsers in memory."""
    caller = parent_process()

    def watch() -> None:
        if caller is not None:
            caller.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[list[T]], R], batches: Iterator[list[T]], ahead: int
) -> Iterator[R]:
    waiting: deque[Future[R]] = deque(pool.submit(work, some) for some in islice(batches, ahead))
    while waiting:
        done = waiting.popleft().result()
        if some := next(batches, None):
            waiting.append(pool.submit(work, some))
        yield done
