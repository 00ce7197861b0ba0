/** Where a hit leads to, and how it is shown. */

import type { IconName } from "../design/Icon.tsx";
import type { Hit, Kind } from "../server/found.ts";
import type { Target } from "../shell/address.ts";
import { t } from "./words.ts";

const ICONS: Partial<Record<Kind, IconName>> = { step: "branch", note: "note", flow: "map", slot: "slot", response: "response" };

export function iconOf({ kind }: Hit): IconName {
  return ICONS[kind] ?? "training";
}

/** What it is, and in which flow; a flow is named by `named`. */
export function detailOf({ kind, key, name, flow }: Hit, named: (flow: string) => string): string {
  const what = key === "if" ? t("search.condition") : t(`search.kind.${kind}`);
  if (flow !== undefined) return kind === "flow" ? what : t("search.in", { what, flow: named(flow) });
  return key === "name" ? what : `${what} · ${name}`;
}

/** The screen where it can be seen; null for what has none of its own. */
export function targetOf({ kind, name, text, flow, step }: Hit): Target | null {
  if (flow !== undefined) return { to: "/flows/$id", params: { id: flow }, search: { step } };
  switch (kind) {
    case "response":
      return { to: "/responses", search: { name } };
    case "slot":
      return { to: "/slots", search: { name } };
    case "intent":
      return { to: "/training", search: { intent: name } };
    case "example":
      return { to: "/training", search: { intent: name, example: text } };
    case "rule":
    case "story":
    case "form":
      return { to: "/flows" };
    default:
      return null;
  }
}
