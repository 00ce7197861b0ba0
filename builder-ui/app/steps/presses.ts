/** What the buttons of a question send, and the branches they ask for: a button gives the question's slot its value. */

import { said } from "../conditions/values.ts";
import type { NodeExit } from "../flow/graph.ts";
import type { Button } from "../responses/variation.ts";
import type { Project } from "../server/project.ts";

export type Asked = Project["slots"][number];

const SET = /^\/SetSlots\(\s*([\w-]+)\s*=\s*([^,()=]*?)\s*\)$/;
const YES_AND_NO = ["true", "false"];

/** Buttons with another title send what goes with it, as long as nobody said otherwise. */
export function followed(next: readonly Button[], before: readonly Button[], slot: Asked | undefined): Button[] {
  return next.map((button, at) => {
    const was = before[at];
    if (!slot || button.title === was?.title || (button.payload ?? "") !== usual(was?.title ?? "", at, slot)) return button;
    return { ...button, payload: usual(button.title, at, slot) };
  });
}

/** What can be sent to answer the question. */
export function answers({ name, type, values }: Asked): string[] {
  const known = type === "bool" ? YES_AND_NO : (values ?? []);
  return known.map((value) => `/SetSlots(${name}=${value})`);
}

/** The conditions of what buttons answer and no branch asks for. */
export function unasked(buttons: readonly Button[], slot: Asked, exits: readonly NodeExit[]): string[] {
  const asked = new Set(exits.map(({ condition }) => condition));
  const wanted = buttons.flatMap(({ payload = "" }) => {
    const [, name, value] = SET.exec(payload) ?? [];
    return name === slot.name && value ? [`slots.${name} = ${said(value, slot.type)}`] : [];
  });
  return [...new Set(wanted)].filter((condition) => !asked.has(condition));
}

function usual(title: string, at: number, { name, type, values = [] }: Asked): string {
  if (title === "") return "";
  const words = title.replaceAll(/[,()=]/g, " ").trim();
  const named = values.find((value) => value.toLowerCase() === words.toLowerCase());
  return `/SetSlots(${name}=${(type === "bool" ? YES_AND_NO[at] : named) ?? words})`;
}
