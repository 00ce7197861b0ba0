/**
 * One message as a row of the transcript: a bubble, pictures, cards, choices and a note with its time or its fate.
 *
 * What anybody said becomes text nodes, never markup. Knows the shape of a message, not what came before or after it.
 */

import { button, element, unseen, type Part } from "./element.ts";
import type { Bot, Choice } from "./frames.ts";
import { markdown, plain } from "./markdown.ts";
import type { Choose, Scene } from "./scene.ts";
import type { Entry } from "./storage.ts";

export interface Row extends HTMLLIElement {
  entry?: Entry;
}

/** A row for what a person wrote: its title is shown, its text was sent. */
export function userRow(entry: Entry, { say }: Scene): Row {
  const note = element("p", "note");
  note.ariaLive = "off";
  const box = bubble(plain(entry.title));
  const row: Row = element("li", "message user", unseen(say("you-said") + " "), box, note);
  row.entry = entry;
  return row;
}

/** `choose` is called when one of the message's buttons is pressed. */
export function botRow(frame: Bot, scene: Scene, choose: Choose): Row {
  const parts = [...botParts(frame, scene, choose)];
  if (!parts.length) parts.push(bubble([scene.say("unknown")]));
  const note = element("p", "note", clock(frame.at));
  return element("li", "message bot", unseen(scene.say("said", { name: scene.assistant }) + " "), ...parts, note);
}

/** Puts words or nodes under a row, and on it its status: "pending", "sent" or "failed". */
export function setStatus(row: Row, status: string, ...words: Part[]): void {
  const note = row.querySelector<HTMLElement>(".note")!;
  row.dataset.status = status;
  note.ariaLive = status === "failed" ? "polite" : "off"; // good news is seen, not read out
  note.replaceChildren(...words);
}

/** The dots of an assistant at work. */
export function dots({ say, assistant }: Scene): HTMLElement {
  const typing = unseen(say("typing", { name: assistant }));
  return element("div", "dots", typing, element("i"), element("i"), element("i"));
}

/** The time of day, with the date unless it is today. `at` is in seconds. */
export function clock(at: number): HTMLTimeElement {
  const moment = new Date(at * 1000);
  const today = moment.toDateString() === new Date().toDateString();
  const date = today ? {} : ({ day: "numeric", month: "short" } as const);
  const time = element("time", "", moment.toLocaleString([], { ...date, hour: "2-digit", minute: "2-digit" }));
  time.dateTime = moment.toISOString();
  return time;
}

function* botParts(frame: Bot, scene: Scene, choose: Choose): Generator<HTMLElement> {
  const { text, image, attachment, buttons, quick_replies, cards } = frame;
  if (text) yield bubble(markdown(text));
  if (image || attachment || cards?.length) {
    const place = bubble(["…"]);
    scene.extras().then(
      ({ media }) => place.replaceWith(...media(frame, scene, choose)),
      () => place.replaceChildren(...plain(image ?? scene.say("unknown"))),
    );
    yield place;
  }
  const choices = [...(buttons ?? []), ...(quick_replies ?? [])];
  if (choices.length) yield choiceGroup(choices, scene.say("choices"), choose);
}

function choiceGroup(choices: Choice[], label: string, choose: Choose): HTMLElement {
  const group = element("div", "choices");
  group.role = "group";
  group.ariaLabel = label;
  for (const { title, payload } of choices) {
    const says = payload || title;
    const choice = button("", (event) => choose(says, title, event), title);
    choice.dataset.payload = says;
    group.append(choice);
  }
  return group;
}

export function bubble(content: Part[]): HTMLElement {
  const box = element("div", "bubble", ...content);
  box.dir = "auto";
  return box;
}
