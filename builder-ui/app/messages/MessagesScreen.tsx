/** The screen of messages: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function MessagesScreen() {
  return (
    <Screen name="messages">
      <EmptyState icon="tag" title={t("messages.empty")}>
        <p>{t("messages.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
