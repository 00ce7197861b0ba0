import { expect, test } from "vitest";
import { testsOf } from "../try/tests.ts";
import { begin, fileOf, idOf, type Template, type Texts } from "./begin.ts";

test.each([
  ["Take back an order", "take_back_an_order"],
  ["Rückgabe (groß)!", "ruckgabe_gross"],
  ["  a--b ", "a_b"],
  ["???", ""],
])("%j is called %j in files", (name, id) => {
  expect(idOf(name)).toBe(id);
});

test("a flow goes beside the others", () => {
  expect(fileOf("a", ["data/flows/b.yml"])).toBe("data/flows/a.yml");
  expect(fileOf("a", [])).toBe("flows/a.yml");
});

// prettier-ignore
const TEXTS: Texts = {
  said: "Here.", ask: "What?", done: "Thanks!", decide: "Shall I?", yes: "Yes", no: "No", topic: "About?", topics: "order|other",
  details: "Details?", email: "Mail?", badEmail: "No address.", confirm: "Send?", dropped: "Dropped.",
};

function edits(template: Template) {
  const files = { flow: "flows/wish.yml", domain: "domain.yml", test: testsOf("wish") };
  return begin({ id: "wish", name: "a wish", description: "Takes a wish.", template }, files, TEXTS);
}

test.each(["decide", "form"] as const)("what branches comes with a test of each way, and %s has every word that it says", (template) => {
  const made = edits(template);
  const said = new Set(made.filter(({ path }) => path[0] === "responses").map(({ path }) => path[1]));
  const written = JSON.stringify(made);
  for (const [name] of written.matchAll(/utter_wish_\w+|utter_(ask|invalid)_wish_\w+/g)) expect(said).toContain(name);
  expect(made.at(-1)).toMatchObject({ file: "tests/conversations/wish.yml", path: ["test_cases"], value: [{}, {}] });
});

test("a question brings its slot and its words", () => {
  expect(edits("ask").map(({ file, path }) => [file, path.join(".")])).toEqual([
    ["flows/wish.yml", "flows.wish"],
    ["domain.yml", "slots.wish"],
    ["domain.yml", "responses.utter_ask_wish"],
    ["domain.yml", "responses.utter_wish_done"],
  ]);
});
