/** The screen of knowledge: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function KnowledgeScreen() {
  return (
    <Screen name="knowledge">
      <EmptyState icon="book" title={t("knowledge.empty")}>
        <p>{t("knowledge.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
