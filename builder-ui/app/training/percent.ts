/** A share as one says it. */

import { language } from "../words/language.ts";

export function percent(share: number, digits = 0): string {
  return share.toLocaleString(language(), { style: "percent", maximumFractionDigits: digits });
}
