"""What LLVM is told for moving lanes and rows between memory and registers."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils

from mf_core.fast import lanes
from mf_core.fast.lanes.emission import (
    I32,
    I64,
    LanesType,
    RowsType,
    constants,
    emits,
    parts,
    whole,
)


def array(context: Any, builder: ir.IRBuilder, type_: Any, value: Any) -> Any:
    """Where the numbers of an array begin."""
    return context.make_array(type_)(context, builder, value).data


def at(builder: ir.IRBuilder, data: Any, place: Any, vector: Any) -> Any:
    """A pointer to the vector that begins with the number at a place."""
    return builder.bitcast(builder.gep(data, [place]), vector.as_pointer())


def load(builder: ir.IRBuilder, pointer: Any) -> Any:
    """Load a vector.

    Aligned to a float, not to a vector: a table that begins on a cache line costs the same, and
    one that does not is right all the same.
    """
    return builder.load(pointer, align=4)


def prefetch(builder: ir.IRBuilder, pointer: Any) -> None:
    """Ask memory for the cache line a pointer points into."""
    address = ir.IntType(8).as_pointer()
    kind = ir.FunctionType(ir.VoidType(), [address, I32, I32, I32])
    ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    # 1: it will be written; 3: keep it in every cache; 1: it is data
    builder.call(ask, [builder.bitcast(pointer, address), I32(1), I32(3), I32(1)])


def _places(context: Any, builder: ir.IRBuilder, sig: Any, args: Any, n_lanes: int) -> list[Any]:
    """index[n], index[n + 1] and so on as 64-bit integers, from the second and third argument."""
    data = array(context, builder, sig.args[1], args[1])
    first = context.cast(builder, args[2], sig.args[2], types.intp)
    loaded = [builder.load(builder.gep(data, [builder.add(first, I64(w))])) for w in range(n_lanes)]
    return [builder.sext(place, I64) for place in loaded]


def _rows_at(context: Any, builder: ir.IRBuilder, sig: Any, args: Any, rows: RowsType) -> list[Any]:
    """Pointers to all vectors of the rows table[index[n]], table[index[n + 1]] and so on."""
    data = array(context, builder, sig.args[0], args[0])
    return [
        at(builder, data, builder.add(builder.mul(place, I64(rows.width)), I64(c)), rows.vector)
        for place in _places(context, builder, sig, args, rows.n_lanes)
        for c in range(0, rows.width, rows.vector.count)
    ]


@emits(lanes.load)
def _load_lanes(_typing: Any, vector: Any, n: Any, n_lanes: Any) -> Any:
    if (known := constants(n_lanes)) is None:
        return None
    result = LanesType(*known)

    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        place = context.cast(builder, args[1], sig.args[1], types.intp)
        data = array(context, builder, sig.args[0], args[0])
        return load(builder, at(builder, data, place, result.vector))

    return result(vector, n, n_lanes), generate


@emits(lanes.store)
def _store(_typing: Any, vector: Any, n: Any, value: Any) -> Any:
    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        place = context.cast(builder, args[1], sig.args[1], types.intp)
        data = array(context, builder, sig.args[0], args[0])
        builder.store(args[2], at(builder, data, place, value.vector), align=4)
        return context.get_dummy_value()

    return types.void(vector, n, value), generate


@emits(lanes.gather)
def _gather(_typing: Any, vector: Any, index: Any, n: Any, n_lanes: Any) -> Any:
    if (known := constants(n_lanes)) is None:
        return None
    result = LanesType(*known)

    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        data = array(context, builder, sig.args[0], args[0])
        value = ir.Constant(result.vector, ir.Undefined)
        for w, place in enumerate(_places(context, builder, sig, args, result.n_lanes)):
            number = builder.load(builder.gep(data, [place]))
            value = builder.insert_element(value, number, I32(w))
        return value

    return result(vector, index, n, n_lanes), generate


@emits(lanes.scatter)
def _scatter(_typing: Any, vector: Any, index: Any, n: Any, value: Any) -> Any:
    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        data = array(context, builder, sig.args[0], args[0])
        for w, place in enumerate(_places(context, builder, sig, args, value.n_lanes)):
            builder.store(builder.extract_element(args[3], I32(w)), builder.gep(data, [place]))
        return context.get_dummy_value()

    return types.void(vector, index, n, value), generate


@emits(lanes.load_rows)
def _load_rows(_typing: Any, table: Any, index: Any, n: Any, n_lanes: Any, width: Any) -> Any:
    if (known := constants(n_lanes, width)) is None:
        return None
    result = RowsType(*known)

    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        pointers = _rows_at(context, builder, sig, args, result)
        return whole(builder, [load(builder, pointer) for pointer in pointers], result)

    return result(table, index, n, n_lanes, width), generate


@emits(lanes.store_rows)
def _store_rows(_typing: Any, table: Any, index: Any, n: Any, rows: Any) -> Any:
    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        pointers = _rows_at(context, builder, sig, args, rows)
        for vector, pointer in zip(parts(builder, args[3], rows), pointers, strict=True):
            builder.store(vector, pointer, align=4)
        return context.get_dummy_value()

    return types.void(table, index, n, rows), generate


@emits(lanes.prefetch_rows)
def _prefetch_rows(_typing: Any, table: Any, index: Any, n: Any, n_lanes: Any, width: Any) -> Any:
    if (known := constants(n_lanes, width)) is None:
        return None
    rows = RowsType(*known)

    def generate(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> Any:
        for pointer in _rows_at(context, builder, sig, args, rows):
            prefetch(builder, pointer)
        return context.get_dummy_value()

    return types.void(table, index, n, n_lanes, width), generate


@emits(lanes.zeros)
def _zeros(_typing: Any, n_lanes: Any) -> Any:
    if (known := constants(n_lanes)) is None:
        return None
    result = LanesType(*known)

    def generate(*_: Any) -> Any:
        return ir.Constant(result.vector, [0.0] * result.n_lanes)

    return result(n_lanes), generate


@emits(lanes.zero_rows)
def _zero_rows(_typing: Any, n_lanes: Any, width: Any) -> Any:
    if (known := constants(n_lanes, width)) is None:
        return None
    result = RowsType(*known)

    def generate(_context: Any, builder: ir.IRBuilder, _sig: Any, _args: Any) -> Any:
        nothing = ir.Constant(result.vector, [0.0] * result.vector.count)
        return whole(builder, [nothing] * result.n_vectors, result)

    return result(n_lanes, width), generate
