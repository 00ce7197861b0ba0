/** The name of a language in the app's own. */

import { language as spoken } from "../words/language.ts";

export function called(code: string): string {
  try {
    return new Intl.DisplayNames([spoken()], { type: "language" }).of(code) ?? code;
  } catch {
    return code; // a code of the bot's own
  }
}
