/** The tests of a flow, as far as they can be talked: those in the file that is called as it is. */

import { isMapping, type Json } from "../flow/json.ts";

export type Test = { name: string; said: string[] };

/** Where the tests of a flow are looked for, and where those of a new one go. */
export function testsOf(flow: string): string {
  return `tests/conversations/${flow}.yml`;
}

/** What the user says in each of the cases; those without a word of the user are left out. */
export function readTests(value: Json): Test[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => {
    if (!isMapping(each) || !Array.isArray(each["steps"])) return [];
    const said = each["steps"].flatMap((step) => (isMapping(step) && step["user"] != null ? [String(step["user"])] : []));
    return said.length > 0 ? [{ name: String(each["test_case"] ?? said[0]), said }] : [];
  });
}
