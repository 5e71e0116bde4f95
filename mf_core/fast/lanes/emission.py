"""How the compiler is taught vectors; beside `_jit` the only place that imports numba.

Lanes are one LLVM vector of floats. Rows are an *array* of vectors of 16 floats, lane after lane,
which LLVM dissolves into registers. Not one wide vector for each row: <48 x float>
and <112 x float> are no machine's own, and take 4 and 6 times as long. Sixteen floats are one
register of AVX-512, two of AVX2, four of NEON or SSE; LLVM cuts them to what the machine has, so
the same kernel is right everywhere.

`fmuladd` fuses where the machine can and is multiply-and-add where it cannot; `llvm.fma` would
there call a library for every lane.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.typing.templates import infer, infer_global, make_intrinsic_template
from numba.extending import register_model

CHUNK = 16  # floats in one vector of a row, if it has so many
FLOAT, I32, I64 = ir.FloatType(), ir.IntType(32), ir.IntType(64)

Emit = Callable[..., Any]  # (typing context, types…) → (signature, code generator) or None


class LanesType(types.Type):
    """Numbers side by side."""

    def __init__(self, n_lanes: int) -> None:
        self.n_lanes = n_lanes
        self.vector = ir.VectorType(FLOAT, n_lanes)
        self.n_vectors = 1
        super().__init__(name=f"Lanes({n_lanes})")


class RowsType(types.Type):
    """Rows side by side."""

    def __init__(self, n_lanes: int, width: int) -> None:
        self.n_lanes, self.width = n_lanes, width
        self.vector = ir.VectorType(FLOAT, min(CHUNK, width))
        self.n_vectors = n_lanes * width // self.vector.count
        super().__init__(name=f"Rows({n_lanes}, {width})")


def _lanes_model(manager: Any, type_: LanesType) -> Any:
    return models.PrimitiveModel(manager, type_, type_.vector)


def _rows_model(manager: Any, type_: RowsType) -> Any:
    return models.PrimitiveModel(manager, type_, ir.ArrayType(type_.vector, type_.n_vectors))


register_model(LanesType)(_lanes_model)
register_model(RowsType)(_rows_model)


def emits(meaning: Callable[..., object]) -> Callable[[Emit], Emit]:
    """Register what LLVM is told wherever a kernel calls `meaning`."""

    def register(emit: Emit) -> Emit:
        template = make_intrinsic_template(meaning, emit, meaning.__name__)
        infer(template)
        infer_global(meaning, types.Function(template))
        return emit

    return register


# --- pieces


def parts(builder: ir.IRBuilder, value: Any, type_: Any) -> list[Any]:
    """The vectors a value is made of."""
    if isinstance(type_, LanesType):
        return [value]
    return [builder.extract_value(value, n) for n in range(type_.n_vectors)]


def whole(builder: ir.IRBuilder, vectors: list[Any], type_: Any) -> Any:
    """The value made of these vectors."""
    if isinstance(type_, LanesType):
        return vectors[0]
    value = ir.Constant(ir.ArrayType(type_.vector, type_.n_vectors), ir.Undefined)
    for n, vector in enumerate(vectors):
        value = builder.insert_value(value, vector, n)
    return value


def splat(builder: ir.IRBuilder, number: Any, width: int) -> Any:
    """A vector of `width` times the same number."""
    nothing = ir.Constant(ir.VectorType(FLOAT, width), ir.Undefined)
    first = builder.insert_element(nothing, number, I32(0))
    return builder.shuffle_vector(first, nothing, mask([0] * width))


def muladd(builder: ir.IRBuilder, a: Any, b: Any, c: Any) -> Any:
    """Multiply and add, a · b + c, in one instruction where there is one."""
    name = f"llvm.fmuladd.v{a.type.count}f32"
    kind = ir.FunctionType(a.type, [a.type] * 3)
    function = cgutils.get_or_insert_function(builder.module, kind, name)
    return builder.call(function, [a, b, c])


def mask(places: list[int]) -> ir.Constant:
    """Which entries a shuffle takes."""
    return ir.Constant(ir.VectorType(I32, len(places)), places)


def constants(*given: Any) -> list[int] | None:
    """The values of arguments that are constants where the kernel is compiled."""
    if all(isinstance(each, types.IntegerLiteral) for each in given):
        return [each.literal_value for each in given]
    return None
