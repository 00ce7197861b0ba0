import { expect, test } from "vitest";
import { begin, fileOf, idOf } from "./begin.ts";

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

test("a question brings its slot and its words", () => {
  const texts = { said: "Here.", ask: "What?", done: "Thanks!" };
  const edits = begin({ id: "wish", name: "a wish", description: "Takes a wish.", template: "ask" }, "flows/wish.yml", "domain.yml", texts);
  expect(edits.map(({ file, path }) => [file, path.join(".")])).toEqual([
    ["flows/wish.yml", "flows.wish"],
    ["domain.yml", "slots.wish"],
    ["domain.yml", "responses.utter_ask_wish"],
    ["domain.yml", "responses.utter_wish_done"],
  ]);
});
