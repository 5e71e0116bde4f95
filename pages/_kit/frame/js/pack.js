// From blocks to steps: what fits on one screen, in the order in which it is read.

/** Steps of blocks { kind, height, filling, head, box }: words are packed up to the free height,
 *  a figure and a question stand for themselves, but a short text may lead to its question.
 *  `filling` has the screen for itself; `head` is what stands above and below the parts of a
 *  `box` again on each screen. */
export function packed(blocks, free, gap) {
  const steps = [];
  let height = 0;
  for (const block of blocks) {
    const { head = 0, box } = block;
    const before = steps.at(-1)?.at(-1) ?? { filling: true };
    const together = height + gap + block.height + (before.box === box ? 0 : head);
    if (joins(before, block) && together <= free) {
      steps.at(-1).push(block);
      height = together;
    } else {
      steps.push([block]);
      height = block.height + head;
    }
  }
  return withoutLoneHeadings(steps);
}

function joins(before, block) {
  if (before.filling || block.filling) return false;
  const isOneQuestion = before.box && before.box === block.box;
  return isOneQuestion || (isWords(before) && (isWords(block) || block.kind === "question"));
}

function isWords({ kind }) {
  return kind === "text" || kind === "heading";
}

/** A heading ends no screen: it goes on with what it heads, or the foot alone says it. */
function withoutLoneHeadings(steps) {
  return steps.filter((step) => step.some(({ kind }) => kind !== "heading"));
}

/**
 * Whether the last cuts ("2 1 3", blocks in each step) lead back and forth and the last is the one
 * of more steps. A figure that shrinks into its step may leave room for the next block, which
 * makes it grow again: by sizes alone that never ends.
 */
export function restless(shapes) {
  const [before, between, now] = shapes.slice(-3);
  return now !== undefined && now === before && stepsOf(now) >= stepsOf(between);
}

function stepsOf(shape) {
  return shape.split(" ").length;
}
