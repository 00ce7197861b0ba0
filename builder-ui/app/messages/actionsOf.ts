/** What can be done with the message that is open, by key. */

import type { Message } from "../server/language.ts";
import type { Action } from "../shell/actions.ts";
import { t } from "./words.ts";

type Hands = {
  message: Message;
  may: boolean;
  make: (as: "example" | "test", intent?: string) => void;
  onStep: (step: 1 | -1) => void;
  onUndo: (() => void) | undefined;
  onIgnore: () => void;
};

export function actionsOf({ message, may, make, onStep, onUndo, onIgnore }: Hands): Action[] {
  const group = t("messages.group");
  const act = (name: string, label: string, keys: string, perform: () => void, can = may): Action => ({
    name: `messages.${name}`,
    label,
    group,
    keys,
    perform,
    disabled: !can,
  });
  return [
    act("next", t("messages.next"), "J", () => onStep(1), true),
    act("before", t("messages.before"), "K", () => onStep(-1), true),
    act("example", t("messages.example"), "Enter", () => make("example")),
    ...message.guesses.slice(0, 5).map(({ intent }, at) => act(`guess${at}`, t("messages.is", { intent }), String(at + 1), () => make("example", intent))),
    act("test", t("messages.test"), "T", () => make("test")),
    act("ignore", t("messages.ignore"), "X", onIgnore),
    act("other", t("messages.other"), "N", () => focus(".message-other input")),
    act("edit", t("messages.edit"), "E", () => focus(".message-words textarea")),
    act("undo", t("messages.undo"), "U", () => onUndo?.(), may && onUndo !== undefined),
  ];
}

function focus(what: string): void {
  document.querySelector<HTMLElement>(what)?.focus();
}
