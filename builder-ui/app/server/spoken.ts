/**
 * What the server says, in the language of the app. It speaks English; the German is fetched when somebody reads it, and
 * where it cannot be had the English stays.
 */

import type { Told } from "../german/german.ts";
import { language } from "../words/language.ts";

/** The German, where it is spoken. */
async function german() {
  return language() === "de" ? import("../german/german.ts").catch(() => null) : null;
}

/** Problems in the language of the app. */
export async function spoken<Problem extends Told>(problems: Problem[]): Promise<Problem[]> {
  const words = problems.length > 0 ? await german() : null;
  return words ? problems.map(words.inGerman) : problems;
}

/** A text in the language of the app. */
export async function spokenText(text: string): Promise<string> {
  const words = text === "" ? null : await german();
  return words ? words.german(text) : text;
}

/** An answer that has problems, in the language of the app. */
export async function withSpoken<Answer extends { problems: Told[] }>(answer: Answer): Promise<Answer> {
  return { ...answer, problems: await spoken(answer.problems) };
}
