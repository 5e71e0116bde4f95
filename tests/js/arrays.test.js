// Arrays as Python packs them, records compared and merged.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Known, complete, merged, opened, same } from "../../pages/_kit/stage/js/arrays.js";

const packed = (array, dtype, shape) => ({
  dtype,
  bdata: Buffer.from(array.buffer).toString("base64"),
  ...(shape && { shape }),
});
const nothing = () => new Known();

test("packed numbers are opened wherever they stand, in every kind that is sent", () => {
  const trace = { x: packed(Float32Array.of(0.5, -2), "f4"), n: packed(Int32Array.of(7), "i4") };
  const { data } = opened({ data: [trace], title: "J", none: null }, nothing());
  assert.deepEqual([...data[0].x], [0.5, -2]);
  assert.deepEqual([...data[0].n], [7]);
  assert.deepEqual([...opened(packed(Float64Array.of(0.1), "f8"), nothing())], [0.1]);
});

test("a recording in 16 bits is opened by equal parts or by equal factors, gaps included", () => {
  // The codes 0, 32767, 65534 and 65535 change by 0, 32767, 32767, 1; twice that, low byte first.
  const bdata = Buffer.from([0, 0xfe, 0xfe, 2, 0, 0xff, 0xff, 0]).toString("base64");
  const open = (dtype, ends) => [...opened({ dtype, bdata, ends, steps: 4 }, nothing())];
  assert.deepEqual(open("q2", [-1, 3]), [-1, 1, 3, NaN]);
  const [low, middle, high, gap] = open("l2", [1e-4, 1e4]);
  assert.deepEqual([low, high, gap], [1e-4, 1e4, NaN]);
  assert.ok(Math.abs(middle - 1) < 1e-9);
});

test("a recording of several numbers is opened from how their bits change, up or down", () => {
  // Two numbers in two steps, as bits: 1 and then 0; 256 and then 259. Zigzag: 2, 1, 512, 6.
  const bytes = [2, 1, 0, 6, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const bdata = Buffer.from(bytes).toString("base64");
  const rows = opened({ dtype: "i4", bdata, shape: "2, 2", steps: 2 }, nothing());
  assert.deepEqual(rows.map((row) => [...row]), [[1, 256], [0, 259]]);
});

test("what is not packed stays as it is", () => {
  const value = { a: [1, "two", null], b: { c: true } };
  assert.deepEqual(opened(value, nothing()), value);
});

test("a shape cuts the numbers into rows, to any depth", () => {
  const rows = opened(packed(Int32Array.of(1, 2, 3, 4, 5, 6), "i4", "2, 3"), nothing());
  assert.deepEqual(rows.map((row) => [...row]), [[1, 2, 3], [4, 5, 6]]);
  const boxes = opened(packed(Int32Array.of(1, 2, 3, 4), "i4", "2, 2, 1"), nothing());
  assert.deepEqual(boxes.map((box) => box.map((row) => [...row])), [[[1], [2]], [[3], [4]]]);
});

test("a part of one name is one and the same value, also in the next scene", () => {
  const known = nothing();
  const one = { "#": "aa", is: packed(Float32Array.of(1), "f4") };
  const [a, b] = opened([one, { ...one }], known);
  assert.equal(a, b);
  assert.equal(opened({ "#": "aa" }, known), a);
  assert.notEqual(opened(one, nothing()), a);
});

test("parts stand in parts, and a scene knows whether it is whole", () => {
  const known = nothing();
  const trace = { "#": "t", is: { x: { "#": "x", is: packed(Int32Array.of(3), "i4") }, y: 1 } };
  const scene = { data: [{ "#": "t" }] };
  assert.ok(!complete(scene, known));
  opened([trace], known);
  assert.ok(complete(scene, known));
  assert.deepEqual(known.names.toSorted(), ["t", "x"]);
  assert.ok(complete([{ "#": "new", is: 1 }, { "#": "new" }], nothing()));
  assert.ok(!complete([{ "#": "new" }, { "#": "new", is: 1 }], nothing()));
  assert.deepEqual([...opened(scene, known).data[0].x], [3]);
});

test("the parts used last are kept, and no more than so many", () => {
  const known = new Known(2);
  for (const name of ["a", "b", "a", "c"]) known.part(name, () => name);
  assert.deepEqual(known.names, ["a", "c"]);
});

test("the same bytes in another kind or shape are another array", () => {
  const known = nothing();
  const { bdata } = packed(Int32Array.of(1, 2), "i4");
  const [flat, floats, column] = opened(
    [{ dtype: "i4", bdata }, { dtype: "f4", bdata }, { dtype: "i4", bdata, shape: "2, 1" }],
    known,
  );
  assert.ok(flat instanceof Int32Array && floats instanceof Float32Array);
  assert.deepEqual(column.map((row) => [...row]), [[1], [2]]);
});

test("merging keeps both sides, and the second is right where both speak", () => {
  const base = { font: { size: 15, color: "black" }, margin: 1 };
  assert.deepEqual(merged(base, { font: { size: 20 }, title: "J" }), {
    font: { size: 20, color: "black" },
    margin: 1,
    title: "J",
  });
  assert.deepEqual(merged(base, undefined), base);
  assert.deepEqual(merged({ range: [0, 1] }, { range: [2, 3] }), { range: [2, 3] });
  assert.equal(merged({ title: "J" }, { title: null }).title, null);
});

test("equal means equal in every part", () => {
  const layout = { a: [1, { b: "c" }], d: null };
  const others = [
    { ...layout, e: 1 },
    { a: [1, { b: "x" }], d: null },
    { a: [1], d: null },
    { a: [1, { b: "c" }] },
  ];
  assert.ok(same(layout, structuredClone(layout)));
  for (const other of others) assert.ok(!same(layout, other) && !same(other, layout));
});

test("arrays of numbers are equal only if they are the same array: they may be long", () => {
  const numbers = Float32Array.of(1, 2);
  assert.ok(same({ x: numbers }, { x: numbers }));
  assert.ok(!same({ x: numbers }, { x: Float32Array.of(1, 2) }));
});
