/** The screen of models: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function ModelsScreen() {
  return (
    <Screen name="models">
      <EmptyState icon="model" title={t("models.empty")}>
        <p>{t("models.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
