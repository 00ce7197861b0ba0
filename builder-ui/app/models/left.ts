/** How long something still takes, as one says it: seconds by tens, then minutes. */

import { t } from "./words.ts";

export function left(seconds: number): string {
  if (seconds < 5) return t("models.leftSoon");
  if (seconds < 55) return t("models.leftSeconds", { count: Math.ceil(seconds / 10) * 10 });
  return t("models.leftMinutes", { count: Math.round(seconds / 60) || 1 });
}
