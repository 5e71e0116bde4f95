// The room a stage leaves for what stands beside it in its scene.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Room } from "../../pages/_kit/stage/js/room.js";

/** A stage of 500 pixels in a scene, and what it has set aside after each height of the scene. */
function setAside(...heights) {
  const style = { setProperty: (_, value) => (style.last = value) };
  const root = { offsetHeight: 500, scrollHeight: 500, style };
  const room = Object.assign(Object.create(Room.prototype), { root, scene: {} });
  return heights.map(([height, width = 1024]) => {
    globalThis.innerWidth = width;
    room.scene.scrollHeight = height;
    room.leaveRoom();
    return style.last;
  });
}

test("a stage leaves what its scene holds besides", () => {
  assert.deepEqual(setAside([560], [530], [600]), ["60px", "30px", "100px"]);
});

test("of two sizes that would take turns for ever the larger stays", () => {
  assert.deepEqual(setAside([560], [510], [560], [510], [560]),
    ["60px", "10px", "60px", "60px", "60px"]);
});

test("in a window of another width it is measured afresh", () => {
  assert.deepEqual(setAside([560], [510], [560], [510, 800]), ["60px", "10px", "60px", "10px"]);
});
