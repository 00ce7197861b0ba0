/** A text of the server in the language of the app, where a component has only the text. */

import { useQuery } from "@tanstack/react-query";
import { language } from "../words/language.ts";
import { spokenText } from "./spoken.ts";

export function useSpoken(text: string): string {
  const { data = text } = useQuery({ queryKey: ["spoken", language(), text], queryFn: () => spokenText(text), enabled: language() !== "en" && text !== "" });
  return data;
}
