"""What two waves tell when they are laid beside each other, if people answer as they did before.

Each wave's publication parts its people into *blocks*: what is left of each published group beside its published parts. A sum
over blocks of one wave minus a sum over blocks of the other leaves the people who are in only one of both. If these are fewer
than k, they have come to light: who left a team, who came, who moved.

That is a cut in a graph. Its nodes are the blocks of both waves and everybody outside (the ground), its edges the people,
each between their two blocks. The people who are left by a choice of blocks are those whose edge leads out of it. So nothing small
comes to light exactly when every cut between parts that hang together is 0 or at least k; the smallest one is found as by
M. Stoer and F. Wagner, *A simple min-cut algorithm*, J. ACM 44 (1997), after joining what no small cut can part.

It is looked at for each two waves. What three waves tell together that no two of them tell is not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

#: For everybody who was in a published group of a wave: the lowest of these groups. It names the block of each person.
Lowest = Mapping[int, str]
Block = tuple[str, str]
"""``("then", group)``, ``("now", group)``, or the ground."""
GROUND: Block = ("", "")
_Graph = dict[Block, Counter[Block]]


def betraying(then: Lowest, now: Lowest, k: int) -> Iterator[frozenset[str]]:
    """Sets of groups of now of which one has to go, or fewer than k people come to light beside then."""
    edges: Counter[tuple[Block, Block]] = Counter()
    for person in then.keys() | now.keys():
        old, new = then.get(person), now.get(person)
        edges[("then", old) if old is not None else GROUND, ("now", new) if new is not None else GROUND] += 1
    for side in _small_cuts(edges, k):
        groups = frozenset(name for when, name in side if when == "now")
        if groups:
            yield groups


def _small_cuts(edges: Mapping[tuple[Block, Block], int], k: int) -> Iterator[frozenset[Block]]:
    """Blocks that fewer than k people part from the others, though some do; never with the ground among them."""
    graph: _Graph = defaultdict(Counter)
    joined: dict[Block, frozenset[Block]] = {}
    for (one, other), people in edges.items():
        for block in (one, other):
            joined.setdefault(block, frozenset([block]))
        if one != other:
            graph[one][other] += people
            graph[other][one] += people
    _contract(graph, joined, k)
    # Most often it is one block that stands nearly apart. Only where there is none the whole has to be searched.
    lonely = [{block} for block in graph if 0 < sum(graph[block].values()) < k and GROUND not in joined[block]]
    for side in lonely or _searched(graph, k):
        inside = _together(joined, side)
        if GROUND in inside or not _now(inside):
            # The same people part the other side from this one.
            inside = _together(joined, _reached(graph, min(side)) - side)
        yield inside


def _searched(graph: _Graph, k: int) -> Iterator[set[Block]]:
    done: set[Block] = set()
    for block in list(graph):
        if block not in done:
            part = _reached(graph, block)
            done |= part
            side = _small_cut({one: graph[one] for one in part}, k)
            if side is not None:
                yield side


def _together(joined: Mapping[Block, frozenset[Block]], side: set[Block]) -> frozenset[Block]:
    return frozenset(block for one in side for block in joined[one])


def _now(side: frozenset[Block]) -> bool:
    return any(when == "now" for when, _name in side)


def _contract(graph: _Graph, joined: dict[Block, frozenset[Block]], k: int) -> None:
    """Make one of blocks with k people or more between them, until there are no such two."""
    waiting = [(one, other) for one in graph for other, people in graph[one].items() if people >= k]
    while waiting:
        one, other = waiting.pop()
        if one not in graph or other not in graph or graph[one][other] < k:
            continue
        if len(graph[one]) < len(graph[other]):
            one, other = other, one
        joined[one] |= joined.pop(other)
        for far, people in graph.pop(other).items():
            del graph[far][other]
            if far != one:
                graph[one][far] += people
                graph[far][one] += people
                if graph[one][far] >= k:
                    waiting.append((one, far))


def _reached(graph: Mapping[Block, Counter[Block]], start: Block) -> set[Block]:
    found, waiting = {start}, [start]
    while waiting:
        for far in graph[waiting.pop()]:
            if far not in found:
                found.add(far)
                waiting.append(far)
    return found


def _small_cut(part: Mapping[Block, Counter[Block]], k: int) -> set[Block] | None:
    """One side of a cut of fewer than k through blocks that hang together; none when there is none."""
    graph = {one: Counter(others) for one, others in part.items()}
    merged = {one: {one} for one in graph}
    while len(graph) > 1:
        last, before, cut = _last_of_phase(graph)
        if cut < k:
            return merged[last]
        merged[before] |= merged.pop(last)
        for far, people in graph.pop(last).items():
            del graph[far][last]
            if far != before:
                graph[before][far] += people
                graph[far][before] += people
    return None


def _last_of_phase(graph: Mapping[Block, Counter[Block]]) -> tuple[Block, Block, int]:
    """The block that is reached last when the most strongly bound one is always next, the one before it, and its cut."""
    bound: Counter[Block] = Counter()
    heap: list[tuple[int, Block]] = [(0, min(graph))]
    before = last = heap[0][1]
    taken: set[Block] = set()
    while heap:
        _strength, block = heappop(heap)
        if block in taken:
            continue
        taken.add(block)
        before, last = last, block
        for far, people in graph[block].items():
            if far not in taken:
                bound[far] += people
                heappush(heap, (-bound[far], far))
    return last, before, bound[last]
