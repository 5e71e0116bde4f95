// What is said under the figures, and the buttons beside it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element } from "./dom.js";
import { desk, sceneOf } from "./desk.js";
import { blocks, element, line } from "../../pages/_kit/stage/js/typeset.js";

const katex = { renderToString: (tex, { displayMode }) => `<${displayMode ? "D" : "I"} ${tex}>` };
const textOf = (parts) => parts.map((part) => part.textContent ?? part).join("");

test("blank lines part a text, and a display formula stands by itself", () => {
  assert.deepEqual(blocks("one\n\ntwo\n$$\nx\n$$\nthree"), ["one", "two", "$$\nx\n$$", "three"]);
  assert.deepEqual(blocks("  "), []);
});

test("the marks of a line become elements, and its words stay words", () => {
  const parts = line("a **b $x$** *c* `d` \\*e <b>", katex);
  const elements = parts.filter((part) => part instanceof Element);
  assert.deepEqual(elements.map(({ tagName }) => tagName), ["STRONG", "EM", "CODE"]);
  assert.equal(parts[1].children[1].innerHTML, "<I x>");
  assert.equal(textOf(parts.filter((part) => typeof part === "string")), "a    *e <b>");
});

test("a formula is set by KaTeX, or shown as it is written where there is none", () => {
  assert.equal(element("$$\nx^2\n$$", katex).innerHTML, "<D x^2>");
  assert.equal(element("$$\nx^2\n$$", null).textContent, "x^2");
});

test("a formula of the newer KaTeX has the names that the style sheet of the older knows", () => {
  const made = '<span class="katex"><span class="katex-html"><span class="katex-sizing size3">';
  const newer = { renderToString: () => made };
  assert.equal(
    element("$$\nx\n$$", newer).innerHTML,
    '<span class="katex"><span class="katex-html"><span class="katex-sizing sizing size3">',
  );
});

test("a table keeps its cells, its sides and escaped bars", () => {
  const box = element("| a | b |\n|---|--:|\n| 1 | x \\| y |", katex);
  const [head, body] = box.children[0].children;
  const [names, numbers] = [head.children[0].children, body.children[0].children];
  assert.deepEqual(names.map((cell) => cell.textContent), ["a", "b"]);
  assert.deepEqual(numbers.map((cell) => cell.style.textAlign), ["left", "right"]);
  assert.equal(body.children[0].children[1].textContent, "x | y");
});

test("text and task come with the scene; what is unchanged is the same element", async () => {
  const task = { statement: "Do it.", standing: "Now 1.", reached: false };
  const it = await desk({ scene: { ...sceneOf(0), text: "one\n\ntwo", task } });
  const words = it.root.all("dh-words")[0];
  assert.match(words.textContent, /onetwoTask\. Do it\.Now 1\./);
  const first = words.children[0].children[0].children[0];
  const reached = { ...task, reached: true };
  await it.python({ scene: { ...sceneOf(0), text: "one\n\n2", task: reached } });
  assert.equal(words.children[0].children[0].children[0], first);
  assert.equal(words.all("dh-reached").length, 1);
  await it.python({ scene: sceneOf(0) });
  assert.equal(words.hidden, true);
});

test("a preset sets what it names and is one place to come back to", async () => {
  const presets = { "Too far": { eta: 0.4 } };
  const it = await desk({ presets, options: { address: { lesson_eta: "" } } });
  const before = window.history.pushed;
  it.root.all("dh-presets")[0].children[0].fire("click");
  assert.equal(it.value(), "0.40");
  assert.deepEqual(it.told.values, { eta: 0.4 });
  assert.equal(window.history.pushed, before + 1);
  assert.match(window.location.href, /lesson_eta=0\.4/);
});
