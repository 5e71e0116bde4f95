"""What LLVM is told for the matrix and the right-hand side of a row's small system.

The sums stay in registers from the first rating to the last, which no loop in Python can say: a
plain one adds to a matrix in memory, two thirds of its time. No processor has registers for the
whole triangle, so the ratings are gone through several times, each time for some of its rows; the
rows of the table are near at hand from the first time on.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils

from mf_core.fast import lanes
from mf_core.fast.lanes.emission import CHUNK, FLOAT, I64, constants, emits, muladd, splat
from mf_core.fast.lanes.memory import array, at, load, prefetch

REGISTERS = 24  # of 32, for sums; the others for a row of the table and what is on its way
AHEAD = 6  # ratings between asking memory for a row and using it


def passes(width: int, chunk: int) -> list[list[tuple[int, int]]]:
    """Which vectors of the triangle are summed in each pass: (row f, chunk c), c from f's own on.

    Examples
    --------
    >>> [len(vectors) for vectors in passes(32, 16)]
    [24, 24]
    """
    made: list[list[tuple[int, int]]] = [[]]
    for f in range(width):
        row = [(f, c) for c in range(f // chunk, width // chunk)]
        if len(made[-1]) + len(row) > REGISTERS:
            made.append([])
        made[-1] += row
    return made


@emits(lanes.gram)
def _gram(
    _typing: Any, A: Any, b: Any, table: Any, index: Any, values: Any, first: Any, last: Any,
    width: Any,
) -> Any:  # fmt: skip
    if (known := constants(width)) is None:
        return None
    (size,) = known
    vector = ir.VectorType(FLOAT, min(CHUNK, size))

    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        arrays = [array(context, builder, *each) for each in zip(sig.args[:5], args, strict=False)]
        edges = [context.cast(builder, args[m], sig.args[m], types.intp) for m in (5, 6)]
        for number, vectors in enumerate(passes(size, vector.count)):
            _pass(builder, arrays, edges, size, vector, vectors, is_first=number == 0)
        return context.get_dummy_value()

    return types.void(A, b, table, index, values, first, last, width), generate


def _pass(
    builder: ir.IRBuilder, arrays: list[Any], edges: list[Any], width: int, vector: Any,
    vectors: list[tuple[int, int]], *, is_first: bool,
) -> None:  # fmt: skip
    """Go through the ratings once; the first time for the right-hand side, too."""
    matrix, side, *given = arrays
    n_chunks = width // vector.count
    sums = {key: _zero(builder, vector) for key in vectors}
    sides = [_zero(builder, vector) for _ in range(n_chunks if is_first else 0)]
    with cgutils.for_range(builder, builder.sub(edges[1], edges[0]), intp=I64) as loop:
        n = builder.add(edges[0], loop.index)
        _rating(builder, given, n, edges[1], width, sums, sides)
    for (f, c), total in sums.items():
        place = I64(f * width + c * vector.count)
        builder.store(builder.load(total), at(builder, matrix, place, vector), align=4)
    for c, total in enumerate(sides):
        place = I64(c * vector.count)
        builder.store(builder.load(total), at(builder, side, place, vector), align=4)


def _zero(builder: ir.IRBuilder, vector: Any) -> Any:
    """A sum that is 0; LLVM makes a register of it."""
    place = cgutils.alloca_once(builder, vector)
    builder.store(ir.Constant(vector, [0.0] * vector.count), place)
    return place


def _rating(
    builder: ir.IRBuilder, given: list[Any], n: Any, last: Any, width: int,
    sums: dict[tuple[int, int], Any], sides: list[Any],
) -> None:  # fmt: skip
    """Add what one rating contributes."""
    table, index, values = given
    vector = next(iter(sums.values())).type.pointee
    row = _row(builder, index, n, width)
    q = {
        c: load(builder, at(builder, table, builder.add(row, I64(c * vector.count)), vector))
        for c in range(width // vector.count)
        if sides or any(c == chunk for _, chunk in sums)
    }
    for f in sorted({f for f, _ in sums}):
        # Read again from memory, where a multiplication may take a number and spread it at once.
        number = builder.load(builder.gep(table, [builder.add(row, I64(f))]))
        spread = splat(builder, number, vector.count)
        for c in range(f // vector.count, width // vector.count):
            total = sums[f, c]
            builder.store(muladd(builder, spread, q[c], builder.load(total)), total)
    if sides:
        r = splat(builder, builder.load(builder.gep(values, [n])), vector.count)
        for c, total in enumerate(sides):
            builder.store(muladd(builder, r, q[c], builder.load(total)), total)
        later = builder.add(n, I64(AHEAD))
        soon = builder.select(builder.icmp_signed("<", later, last), later, n)
        ahead = _row(builder, index, soon, width)
        for c in range(width // vector.count):
            place = builder.add(ahead, I64(c * vector.count))
            prefetch(builder, at(builder, table, place, vector))


def _row(builder: ir.IRBuilder, index: Any, n: Any, width: int) -> Any:
    """Where the row of the n-th rating begins in its table."""
    place = builder.sext(builder.load(builder.gep(index, [n])), I64)
    return builder.mul(place, I64(width))
