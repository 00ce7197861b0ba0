/** A time, in seconds since 1970, as one says it. */

import { language } from "./language.ts";

export function when(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });
}
