/** The screen of responses: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function ResponsesScreen() {
  return (
    <Screen name="responses">
      <EmptyState icon="response" title={t("responses.empty")}>
        <p>{t("responses.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
