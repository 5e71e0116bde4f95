// The one WebGL context of the page: it draws blocks of land, which are copied to where they are
// shown. Browsers allow a handful of contexts; this way one is enough for any number of figures.

import { TALL } from "./camera.js";
import { TABLE, nearestLines, channels, spread, tintTable } from "./land.js";

const VERTEX = `#version 300 es
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
uniform mat4 matrix;
out vec3 facing;
out float height;
void main() {
  gl_Position = matrix * vec4(position, 1.0);
  facing = normal;
  height = position.z;
}`;

// The same tint, lines and light as in land.js, with a sheen.
const FRAGMENT = `#version 300 es
precision highp float;
in vec3 facing;
in float height;
uniform sampler2D tint, lines;
uniform vec3 light, eye, ink, soil;
uniform vec2 spread; // height of the box; room / soft, or 0 if even
uniform float line;
out vec4 color;
void main() {
  vec3 n = normalize(facing);
  float share = clamp(height / spread.x + 0.5, 0.0, 1.0);
  if (spread.y > 0.0) share = log(1.0 + share * spread.y) / log(1.0 + spread.y);
  vec3 base = texture(tint, vec2(share, 0.5)).rgb;
  float sun = max(dot(n, light), 0.0);
  float tone = 0.62 + 0.5 * sun;
  bool wall = abs(facing.z) < 0.001;
  if (wall) base = mix(soil, base, 0.5);
  base *= tone + vec3(0.3, 0.0, -0.3) * (tone - 1.0);
  vec3 nearest = texelFetch(lines, ivec2(share * 1023.0, 0), 0).rgb;
  float gone = abs(share - nearest.r) / (fwidth(share) + 1e-6);
  float drawn = nearest.g * line * clamp(1.35 - gone, 0.0, 1.0) * (wall ? 0.5 : 1.0);
  base = mix(base, ink, drawn);
  if (!wall) base += 0.10 * pow(max(dot(n, normalize(light + eye)), 0.0), 30.0);
  color = vec4(base, 1.0);
}`;

const UNIFORMS = ["matrix", "tint", "lines", "light", "eye", "ink", "soil", "spread", "line"];

let shared = null;

/** The context with its program, made when first asked for; null where WebGL 2 is missing. */
export function scape() {
  shared ??= opened3d();
  return shared.gl && !shared.gl.isContextLost() ? shared : null;
}

function opened3d() {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { antialias: false });
  if (!gl) return { gl: null };
  const made = { gl, canvas, blocks: new WeakMap(), waiting: new Set() };
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  canvas.addEventListener("webglcontextrestored", () => {
    prepare(made);
    made.waiting.forEach((again) => again());
  });
  prepare(made);
  return made;
}

function prepare(made) {
  const { gl } = made;
  const program = gl.createProgram();
  gl.attachShader(program, shaderOf(gl, gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, shaderOf(gl, gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(gl.getProgramInfoLog(program));
  }
  const place = (name) => [name, gl.getUniformLocation(program, name)];
  const at = Object.fromEntries(UNIFORMS.map(place));
  Object.assign(made, { program, at, blocks: new WeakMap() });
}

function shaderOf(gl, kind, text) {
  const shader = gl.createShader(kind);
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return shader;
}

/** What lies ready on the graphics side for one land in one look. */
function block(made, mesh, land, look) {
  const known = made.blocks.get(mesh);
  if (known?.look === look) return known;
  if (known) discard(made.gl, known);
  const { gl } = made;
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  const buffers = [
    filled(gl, gl.ARRAY_BUFFER, mesh.vertices),
    filled(gl, gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(mesh.indices)),
  ];
  for (const [n, offset] of [[0, 0], [1, 12]]) {
    gl.enableVertexAttribArray(n);
    gl.vertexAttribPointer(n, 3, gl.FLOAT, false, 24, offset);
  }
  const bytes = [gl.RGB8, gl.RGB, gl.UNSIGNED_BYTE];
  const floats = [gl.RGBA32F, gl.RGBA, gl.FLOAT];
  const textures = [
    texture(gl, bytes, tintTable(look.tint), gl.LINEAR),
    texture(gl, floats, linesOf(mesh, land), gl.NEAREST),
  ];
  const ready = { array, buffers, textures, look, count: mesh.indices.length };
  made.blocks.set(mesh, ready);
  return ready;
}

function linesOf({ heights: { low, high } }, { levels, soft }) {
  const { height, strength } = nearestLines(Array.from(levels, spread(low, high, soft).share));
  const lines = new Float32Array(4 * height.length);
  height.forEach((value, n) => lines.set([value, strength[n]], 4 * n));
  return lines;
}

function filled(gl, kind, values) {
  const buffer = gl.createBuffer();
  gl.bindBuffer(kind, buffer);
  gl.bufferData(kind, values, gl.STATIC_DRAW);
  return buffer;
}

function texture(gl, [stored, format, type], values, filter) {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage2D(gl.TEXTURE_2D, 0, stored, TABLE, 1, 0, format, type, values);
  for (const end of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, end, filter);
  }
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
    gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  }
  return made;
}

function discard(gl, { array, buffers, textures }) {
  gl.deleteVertexArray(array);
  buffers.forEach((buffer) => gl.deleteBuffer(buffer));
  textures.forEach((one) => gl.deleteTexture(one));
}

/** Forget what lies ready for a land. */
export function release(mesh) {
  const known = shared?.blocks?.get(mesh);
  if (!known) return;
  shared.blocks.delete(mesh);
  discard(shared.gl, known);
}

/** Call no more when the context comes back; asking so makes none. */
export function forget(again) {
  shared?.waiting?.delete(again);
}

/** Draw a block of land as `view` sees it, and copy it to a 2-D canvas of the same size. */
export function render(made, target, { mesh, land, look, view }) {
  const { gl, canvas } = made;
  const { width, height } = target;
  if (canvas.width < width) canvas.width = width;
  if (canvas.height < height) canvas.height = height;
  const { array, textures, count } = block(made, mesh, land, look);
  gl.viewport(0, canvas.height - height, width, height);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.enable(gl.DEPTH_TEST);
  gl.useProgram(made.program);
  gl.bindVertexArray(array);
  textures.forEach((one, n) => {
    gl.activeTexture(gl.TEXTURE0 + n);
    gl.bindTexture(gl.TEXTURE_2D, one);
  });
  setUniforms(made, { mesh, land, look, view });
  gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_SHORT, 0);
  const pen = target.getContext("2d");
  pen.clearRect(0, 0, width, height);
  pen.drawImage(canvas, 0, 0, width, height, 0, 0, width, height);
}

function setUniforms({ gl, at }, { mesh, land, look, view }) {
  gl.uniform1i(at.tint, 0);
  gl.uniform1i(at.lines, 1);
  gl.uniformMatrix4fv(at.matrix, false, view.matrix);
  gl.uniform3fv(at.light, lightFrom(view.basis));
  gl.uniform3fv(at.eye, view.basis.back);
  gl.uniform3fv(at.ink, shares(look.ink));
  gl.uniform3fv(at.soil, shares(look.soil));
  gl.uniform2f(at.spread, TALL, land.soft ? mesh.room / land.soft : 0);
  gl.uniform1f(at.line, look.line);
}

function shares(color) {
  return channels(color).map((part) => part / 255);
}

/** The sun stands to the upper left of whoever looks, so that every side shows its form. */
function lightFrom({ right, back }) {
  const way = [0, 1, 2].map((k) => -0.62 * right[k] + 0.25 * back[k] + (k === 2 ? 0.62 : 0));
  const length = Math.hypot(...way);
  return way.map((part) => part / length);
}
