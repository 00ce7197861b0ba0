/** What people said to the bot, and what one's draft would make of it. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Tabs } from "../design/Tabs.tsx";
import { useMay } from "../server/session.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { Browse } from "./Browse.tsx";
import { Effects } from "./Effects.tsx";
import { t } from "./words.ts";
import "./conversations.css";

export function ConversationsScreen() {
  const may = useMay("author");
  const tab = useSearch().get("tab") === "draft" ? "draft" : "all";
  if (!may) {
    return (
      <Screen name="conversations">
        <EmptyState icon="lock" title={t("conversations.forbidden")}>
          <p>{t("conversations.forbiddenText")}</p>
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen name="conversations" about={t("conversations.about")}>
      <Tabs
        label={t("conversations.views")}
        tab={tab}
        onTab={(name) => go({ to: "/conversations", search: { tab: name === "draft" ? name : undefined } })}
        tabs={[
          { name: "all", label: t("conversations.all"), children: <Browse /> },
          { name: "draft", label: t("conversations.draft"), children: <Effects /> },
        ]}
      />
    </Screen>
  );
}
