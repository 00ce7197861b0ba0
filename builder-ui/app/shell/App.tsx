/** The whole app. It is drawn anew when another language is chosen, so no component has to follow it. */

import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { queries } from "../server/queries.ts";
import { useLanguage } from "../words/language.ts";
import { Frame } from "./Frame.tsx";

export function App() {
  const { language } = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <QueryClientProvider client={queries}>
      <Frame key={language} />
    </QueryClientProvider>
  );
}
