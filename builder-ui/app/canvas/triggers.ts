/** What starts a flow, as it is written. */

import { isMapping, type Json, type Mapping } from "../flow/json.ts";

export function intentsOf(value: Mapping): string[] {
  const triggers = value["nlu_trigger"];
  return Array.isArray(triggers) ? triggers.map(intentOf).filter((name) => name !== "") : [];
}

export function intentOf(trigger: Json): string {
  const intent = isMapping(trigger) ? trigger["intent"] : trigger;
  const name = isMapping(intent) ? intent["name"] : intent;
  return typeof name === "string" ? name : "";
}

/** Whether nobody can start it but another flow. */
export function isClosed(value: Mapping): boolean {
  return String(value["if"]).toLowerCase() === "false";
}
