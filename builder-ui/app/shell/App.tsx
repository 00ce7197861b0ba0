/** The whole app. It is drawn anew when another language is chosen, so no component has to follow it. */

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { queries } from "../server/queries.ts";
import { useLanguage } from "../words/language.ts";
import { router } from "./router.tsx";

export function App() {
  const { language } = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider key={language} router={router} />
    </QueryClientProvider>
  );
}
