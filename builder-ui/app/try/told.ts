/** What of a turn is told in words: what the user said, what a message asked for, values. Pure but for the catalogue. */

import type { Json } from "../server/json.ts";
import type { BotMessage, Command, Reply, Turn } from "../server/rehearsals.ts";
import { language } from "../words/language.ts";
import { t } from "./words.ts";

/** Buttons and quick replies of the messages of a turn. */
export function repliesOf(bot: readonly BotMessage[]): Reply[] {
  return bot.flatMap(({ buttons = [], quick_replies: quick = [] }) => [...buttons, ...quick]);
}

/** What a choice says. */
export const payloadOf = ({ title, payload }: Reply): string => payload || title;

/** What the user said, as they saw it: the title of the button that they pressed, with what it sent. */
export function spoken(turn: Turn, before: Turn | undefined): { text: string; payload: string | null } {
  const text = turn.user ?? "";
  const pressed = before && repliesOf(before.bot).find((reply) => payloadOf(reply) === text);
  return pressed && pressed.title !== text ? { text: pressed.title, payload: text } : { text, payload: null };
}

/** What of a message has no look of its own here. */
export function otherOf({ attachment, elements, custom }: BotMessage): Json | null {
  const found = Object.entries({ attachment, elements, custom }).filter(
    ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  ) as [string, Json][];
  return found.length === 0 ? null : Object.fromEntries(found);
}

const NAMES = {
  "start flow": "try.command.start",
  "set slot": "try.command.set",
  "cancel flow": "try.command.cancel",
  "skip question": "try.command.skip",
  clarify: "try.command.clarify",
  chitchat: "try.command.chitchat",
  "provide info": "try.command.inform",
  "hand over": "try.command.handover",
  "repeat message": "try.command.repeat",
  "cannot handle": "try.command.cannot",
  restart: "try.command.restart",
  "start session": "try.command.session",
} as const;

/** A command in words, with what it is about. */
export function commandTold(command: Command): { title: string; about: string } {
  const key = NAMES[command.command as keyof typeof NAMES];
  return { title: key === undefined ? command.command : t(key), about: aboutOf(command) };
}

function aboutOf({ flow, name, value, options, reason }: Command): string {
  if (name !== undefined) return `${name} = ${valueTold(value ?? null)}`;
  return flow ?? options?.join(", ") ?? reason ?? "";
}

export function valueTold(value: Json): string {
  if (value === null) return t("try.empty");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** How sure, in per cent. */
export function percent(share: number): string {
  const digits = share > 0.995 || share < 0.1 ? 1 : 0;
  return `${(share * 100).toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits })} %`;
}

export type Named = { name: string; before: Json | undefined; now: Json; changed: boolean };

/** The slots of a turn: those that it changed first, then those with a value, then the empty ones; each by name. */
export function slotsOf({ slots, changed }: Pick<Turn, "slots" | "changed">): Named[] {
  const rank = (each: Named): number => (each.changed ? 0 : each.now === null ? 2 : 1);
  return Object.entries(slots)
    .map(([name, now]) => ({ name, now, before: changed[name]?.[0], changed: name in changed }))
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}
