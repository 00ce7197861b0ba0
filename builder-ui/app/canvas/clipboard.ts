/** Copy, cut and paste through the clipboard of the system, as YAML: between flows, tabs and editors. */

import { useEffect } from "react";
import { toast } from "../design/toast.ts";
import { stepsIn } from "../flow/clipboard.ts";
import type { Json } from "../flow/json.ts";
import { fetched } from "../server/fetched.ts";
import { writes } from "../shell/keys.ts";
import { announce } from "./announce.ts";
import { pasteSteps, picked, removeSelected } from "./deeds.ts";
import { useDocument } from "./document.ts";
import { t } from "./words.ts";

const yaml = () => fetched(() => import("yaml"));
let stringify: (steps: Json) => string = JSON.stringify; // which is YAML too, until the library is there

export function useClipboard(): void {
  useEffect(() => {
    void yaml().then((library) => (stringify = (steps) => library.stringify(steps, { lineWidth: 0 })));
    const copy = (event: ClipboardEvent): void => {
      if (isText(event) || useDocument.getState().selected.steps.length === 0) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", copied());
      if (event.type === "cut") removeSelected("delete");
    };
    const paste = (event: ClipboardEvent): void => {
      if (isText(event)) return;
      event.preventDefault();
      void put(event.clipboardData?.getData("text/plain") ?? "");
    };
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", paste);
    };
  }, []);
}

/** Whether it is about text that somebody writes or has marked. */
function isText(event: ClipboardEvent): boolean {
  return writes(event.target) || document.querySelector("dialog[open]") !== null || String(getSelection()) !== "";
}

function copied(): string {
  const { steps } = useDocument.getState().selected;
  announce(t("canvas.said.copied", { count: steps.length }));
  return stringify(picked());
}

export async function copySelected(): Promise<void> {
  if (useDocument.getState().selected.steps.length > 0) await navigator.clipboard.writeText(copied());
}

export async function pasteFromClipboard(): Promise<void> {
  await put(await navigator.clipboard.readText().catch(() => ""));
}

async function put(text: string): Promise<void> {
  const { parse } = await yaml();
  const steps = stepsIn(attempt(() => parse(text) as Json));
  if (steps.length > 0) pasteSteps(steps, null);
  else toast(t("canvas.said.pasteNothing"), { tone: "warning" });
}

function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined; // no YAML, so no steps
  }
}
