/** What a new flow begins with, as edits: the flow, the slots and words that it needs, and the test that comes with it. */

import type { Edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";

export type Template = "nothing" | "said" | "ask" | "decide" | "form";
export type Begun = { id: string; name: string; description: string; template: Template };
/** Where things go: the flow, the domain, and the test. */
export type Files = { flow: string; domain: string; test: string };
/** What the bot says in a new flow, in the words of the app's language. */
export type Text = "said" | "ask" | "done" | "decide" | "yes" | "no" | "topic" | "topics" | "details" | "email" | "badEmail" | "confirm" | "dropped";
export type Texts = Record<Text, string>;

/** An id made of a name: what files can have, and people can read. */
export function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** The file of a new flow: beside the others. */
export function fileOf(id: string, others: readonly string[]): string {
  const folder = others[0]?.match(/^.*\//)?.[0] ?? "flows/";
  return `${folder}${id}.yml`;
}

type Parts = { steps: Json[]; slots?: Record<string, Json>; says?: Record<string, Json>; cases?: Json[] };

/** The edits that make the flow, and what it needs. Those templates that branch come with a test of each way. */
export function begin({ id, name, description, template }: Begun, { flow, domain, test }: Files, texts: Texts): Edit[] {
  const { steps, slots = {}, says = {}, cases = [] } = TEMPLATES[template](id, description || name, texts);
  const below = (what: string, values: Record<string, Json>): Edit[] =>
    Object.entries(values).map(([key, value]) => ({ file: domain, path: [what, key], value }));
  return [
    { file: flow, path: ["flows", id], value: { name, description, steps } },
    ...below("slots", slots),
    ...below("responses", says),
    ...(cases.length > 0 ? [{ file: test, path: ["test_cases"], value: cases }] : []),
  ];
}

const TEMPLATES: Record<Template, (id: string, about: string, texts: Texts) => Parts> = { nothing, said, ask, decide, form };

function nothing(): Parts {
  return { steps: [] };
}

function said(id: string, _: string, texts: Texts): Parts {
  return { steps: [{ action: `utter_${id}` }], says: { [`utter_${id}`]: words(texts.said) } };
}

function ask(id: string, about: string, texts: Texts): Parts {
  return {
    steps: [{ collect: id, description: about }, { action: `utter_${id}_done` }],
    slots: { [id]: slot("text") },
    says: { [`utter_ask_${id}`]: words(texts.ask), [`utter_${id}_done`]: words(texts.done) },
  };
}

/** A question whose answer is yes or no, and what is said to either. */
function decide(id: string, about: string, texts: Texts): Parts {
  const choice = `${id}_choice`;
  const [yes, no] = [`utter_${id}_yes`, `utter_${id}_no`];
  return {
    steps: [{ collect: choice, description: about, next: ifElse(choice, yes, no) }],
    slots: { [choice]: slot("bool") },
    says: { [`utter_ask_${choice}`]: asked(texts.decide, choice, yesNo(texts)), [yes]: words(texts.done), [no]: words(texts.dropped) },
    cases: [
      talk(texts.yes, [`/StartFlow(${id})`, uttered(`utter_ask_${choice}`)], [`/SetSlots(${choice}=true)`, uttered(yes), { flow_completed: id }]),
      talk(texts.no, [`/StartFlow(${id})`, uttered(`utter_ask_${choice}`)], [`/SetSlots(${choice}=false)`, uttered(no), { flow_completed: id }]),
    ],
  };
}

/** Several details, of which one depends on another and one is checked; nothing is done before it is confirmed. */
function form(id: string, about: string, texts: Texts): Parts {
  const [topic, details, email, confirmed] = ["topic", "details", "email", "confirmed"].map((each) => `${id}_${each}`) as [string, string, string, string];
  const [done, dropped, refused] = [`utter_${id}_done`, `utter_${id}_dropped`, `utter_invalid_${email}`];
  const [first = "", other = ""] = texts.topics.split("|");
  const begins: Turn = [`/StartFlow(${id})`, uttered(`utter_ask_${topic}`)];
  const leaves: Turn = [`/SetSlots(${email}=ada@example.com)`, uttered(`utter_ask_${confirmed}`)];
  return {
    steps: [
      {
        collect: topic,
        description: about,
        next: [{ if: `slots.${topic} is "${other}"`, then: `ask_${details}` }, { else: `ask_${email}` }],
      },
      { id: `ask_${details}`, collect: details, description: texts.details },
      {
        id: `ask_${email}`,
        collect: email,
        description: texts.email,
        rejections: [{ if: `not (slots.${email} matches "^[^@ ]+@[^@ ]+[.][^@ ]+$")`, utter: refused }],
      },
      { collect: confirmed, description: texts.confirm, ask_before_filling: true, next: ifElse(confirmed, done, dropped) },
    ],
    slots: {
      [topic]: { type: "categorical", values: [first, other], mappings: [{ type: "from_llm" }] },
      [details]: slot("text"),
      [email]: slot("text"),
      [confirmed]: slot("bool"),
    },
    says: {
      [`utter_ask_${topic}`]: asked(texts.topic, topic, { [first]: first, [other]: other }),
      [`utter_ask_${details}`]: words(texts.details),
      [`utter_ask_${email}`]: words(texts.email),
      [refused]: words(texts.badEmail),
      [`utter_ask_${confirmed}`]: asked(`${texts.confirm} {${email}}`, confirmed, yesNo(texts)),
      [done]: words(texts.done),
      [dropped]: words(texts.dropped),
    },
    cases: [
      talk(first, begins, [`/SetSlots(${topic}=${first})`, uttered(`utter_ask_${email}`)], leaves, [`/SetSlots(${confirmed}=true)`, uttered(done), { flow_completed: id }]),
      talk(
        other,
        begins,
        [`/SetSlots(${topic}=${other})`, uttered(`utter_ask_${details}`)],
        [`/SetSlots(${details}=${other})`, uttered(`utter_ask_${email}`)],
        [`/SetSlots(${email}=ada)`, uttered(refused)],
        leaves,
        [`/SetSlots(${confirmed}=false)`, uttered(dropped), { flow_completed: id }],
      ),
    ],
  };
}

type Turn = [user: string, ...assertions: Json[]];

function talk(name: string, ...turns: Turn[]): Json {
  return { test_case: name, steps: turns.map(([user, ...assertions]) => ({ user, assertions })) };
}

function uttered(response: string): Json {
  return { bot_uttered: { utter_name: response } };
}

function words(text: string): Json {
  return [{ text }];
}

function asked(text: string, name: string, answers: Record<string, string>): Json {
  return [{ text, buttons: Object.entries(answers).map(([title, value]) => ({ title, payload: `/SetSlots(${name}=${value})` })) }];
}

function yesNo(texts: Texts): Record<string, string> {
  return { [texts.yes]: "true", [texts.no]: "false" };
}

function slot(type: string): Json {
  return { type, mappings: [{ type: "from_llm" }] };
}

function ifElse(name: string, yes: string, no: string): Json {
  return [
    { if: `slots.${name}`, then: [{ action: yes, next: "END" }] },
    { else: [{ action: no, next: "END" }] },
  ];
}
