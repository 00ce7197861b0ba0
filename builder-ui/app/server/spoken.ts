/** What the server says, in the language of the app. It speaks English; the German is fetched when somebody reads it. */

import type { Told } from "../german/german.ts";
import { language } from "../words/language.ts";

const german = () => import("../german/german.ts");

/** Problems in the language of the app. */
export async function spoken<Problem extends Told>(problems: Problem[]): Promise<Problem[]> {
  if (language() === "en" || problems.length === 0) return problems;
  const { inGerman } = await german();
  return problems.map(inGerman);
}

/** A text in the language of the app. */
export async function spokenText(text: string): Promise<string> {
  if (language() === "en" || text === "") return text;
  return (await german()).german(text);
}

/** An answer that has problems, in the language of the app. */
export async function withSpoken<Answer extends { problems: Told[] }>(answer: Answer): Promise<Answer> {
  return { ...answer, problems: await spoken(answer.problems) };
}
