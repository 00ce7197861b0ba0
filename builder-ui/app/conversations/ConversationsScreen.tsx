/** The screen of conversations: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function ConversationsScreen() {
  return (
    <Screen name="conversations">
      <EmptyState icon="talk" title={t("conversations.empty")}>
        <p>{t("conversations.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
