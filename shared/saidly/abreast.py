"""Things done beside each other: most of their time they wait for others."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context


def abreast[T, R](act: Callable[[T], R], things: Sequence[T], at_once: int) -> list[R]:
    """Return what ``act`` returns of each thing, in their order.

    Each thread has the caller's context, by which is counted what calls cost. An error of one rises
    once those beside it are done; what was not begun is left.
    """
    if min(at_once, len(things)) <= 1:
        return [act(thing) for thing in things]
    contexts = [copy_context() for _ in things]
    with ThreadPoolExecutor(min(at_once, len(things))) as workers:
        return list(workers.map(lambda context, thing: context.run(act, thing), contexts, things))
