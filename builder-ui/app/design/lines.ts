/** Which lines of a text were added, which are gone, which are the same: a longest common subsequence of lines. */

export type Line = { kind: "same" | "added" | "removed"; text: string; before: number | null; after: number | null };

const MOST = 4_000_000; // cells of the table; beyond that everything between the ends counts as changed

export function compare(before: string, after: string): Line[] {
  const [one, other] = [split(before), split(after)];
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;

  const kept = common(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
  const pairs: [number, number][] = [
    ...Array.from({ length: head }, (_, at): [number, number] => [at, at]),
    ...kept.map(([a, b]): [number, number] => [a + head, b + head]),
    ...Array.from({ length: tail }, (_, at): [number, number] => [one.length - tail + at, other.length - tail + at]),
  ];
  return woven(one, other, pairs);
}

function split(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** Places of lines that both have, in order. */
function common(one: string[], other: string[]): [number, number][] {
  const width = other.length + 1;
  if ((one.length + 1) * width > MOST) return [];
  const lengths = new Uint32Array((one.length + 1) * width); // of what is common from (a, b) on
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0;
  for (let a = one.length - 1; a >= 0; a--)
    for (let b = other.length - 1; b >= 0; b--)
      lengths[a * width + b] = one[a] === other[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  const pairs: [number, number][] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) pairs.push([a++, b++]);
    else if (at(a + 1, b) >= at(a, b + 1)) a++;
    else b++;
  }
  return pairs;
}

function woven(one: string[], other: string[], pairs: [number, number][]): Line[] {
  const lines: Line[] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...pairs, [one.length, other.length] as const]) {
    for (; a < nextA; a++) lines.push({ kind: "removed", text: one[a] ?? "", before: a + 1, after: null });
    for (; b < nextB; b++) lines.push({ kind: "added", text: other[b] ?? "", before: null, after: b + 1 });
    if (a < one.length) lines.push({ kind: "same", text: one[a] ?? "", before: ++a, after: ++b });
  }
  return lines;
}
