/** What others did to a value, done to the same value of another time, such as one that can be gone back to. */

import { isMapping, same, type Json, type Mapping } from "./json.ts";
import { giveKey, knownKey } from "./tree.ts";

/**
 * `there` with what leads from `before` to `after`; undefined is nothing. Where `there` is another than `before`, it stays
 * as it is. Steps are known by their keys, so `after` has to have adopted those of `before`.
 */
export function carry(before: Json | undefined, after: Json | undefined, there: Json | undefined): Json | undefined {
  if (before === after || same(before, after)) return there;
  if (before === there || same(before, there)) return after;
  if (Array.isArray(before) && Array.isArray(after) && Array.isArray(there)) return lists(before, after, there);
  if (!isMapping(before) || !isMapping(after) || !isMapping(there)) return there;
  const made: Mapping = {};
  for (const name of new Set([...Object.keys(there), ...Object.keys(after)])) {
    const value = carry(before[name], after[name], there[name]);
    if (value !== undefined) made[name] = value;
  }
  const key = knownKey(there);
  if (key !== undefined) giveKey(made, key);
  return made;
}

function lists(before: Json[], after: Json[], there: Json[]): Json[] {
  const [was, now, then] = [before, after, there].map(byKey);
  if (!was || !now || !then) {
    const alike = before.length === after.length && after.length === there.length;
    return alike ? there.map((each, at) => carry(before[at], after[at], each) ?? each) : there;
  }
  const moved = inOneRow([...was.keys()], then).join() !== inOneRow([...then.keys()], was).join();
  const row = moved ? joined([...then.keys()], [...now.keys()]) : joined([...now.keys()], [...then.keys()]);
  return row.flatMap((key) => {
    const isGone = was.has(key) && !(now.has(key) && then.has(key));
    const value = isGone ? undefined : carry(was.get(key), now.get(key), then.get(key));
    return value === undefined ? [] : [value];
  });
}

/** The elements by their keys; null when not all are steps. */
function byKey(list: Json[]): Map<string, Json> | null {
  const found = new Map<string, Json>();
  for (const each of list) found.set(knownKey(each) ?? "", each);
  return found.has("") || found.size < list.length ? null : found;
}

function inOneRow(keys: string[], known: Map<string, Json>): string[] {
  return keys.filter((key) => known.has(key));
}

/** All of `first`; each other of `second` behind the one it follows there. */
function joined(first: string[], second: string[]): string[] {
  const row = [...first];
  second.forEach((key, at) => {
    if (!row.includes(key)) row.splice(row.indexOf(second[at - 1] ?? "") + 1, 0, key);
  });
  return row;
}
