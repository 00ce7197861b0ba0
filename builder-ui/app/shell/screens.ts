/**
 * Every screen: its address, its place in the navigation, and the file that draws it, which is fetched when somebody
 * goes there. What is opened, the navigation, the palette and the tests are made from this table.
 */

import type { ComponentType } from "react";
import type { IconName } from "../design/Icon.tsx";

type Draw = () => Promise<ComponentType>;

export type ScreenName = keyof typeof SCREENS;
export type Group = "design" | "language" | "traffic" | "project";
export type Entry = { path: string; draw: Draw; icon: IconName; group: Group | null };

function screen(path: string, icon: IconName, group: Group | null, draw: Draw): Entry {
  return { path, icon, group, draw };
}

// prettier-ignore
export const SCREENS = {
  flows: screen("/flows", "map", "design", async () => (await import("../flows/FlowsScreen.tsx")).FlowsScreen),
  flow: screen("/flows/$id", "branch", null, async () => (await import("../canvas/CanvasScreen.tsx")).CanvasScreen),
  responses: screen("/responses", "response", "design", async () => (await import("../responses/ResponsesScreen.tsx")).ResponsesScreen),
  slots: screen("/slots", "slot", "design", async () => (await import("../slots/SlotsScreen.tsx")).SlotsScreen),
  problems: screen("/problems", "problem", "design", async () => (await import("../problems/ProblemsScreen.tsx")).ProblemsScreen),
  training: screen("/training", "training", "language", async () => (await import("../training/TrainingScreen.tsx")).TrainingScreen),
  messages: screen("/messages", "tag", "language", async () => (await import("../messages/MessagesScreen.tsx")).MessagesScreen),
  models: screen("/models", "model", "language", async () => (await import("../models/ModelsScreen.tsx")).ModelsScreen),
  knowledge: screen("/knowledge", "book", "language", async () => (await import("../knowledge/KnowledgeScreen.tsx")).KnowledgeScreen),
  conversations: screen("/conversations", "talk", "traffic", async () => (await import("../conversations/ConversationsScreen.tsx")).ConversationsScreen),
  inbox: screen("/inbox", "inboxIn", "traffic", async () => (await import("../inbox/InboxScreen.tsx")).InboxScreen),
  analytics: screen("/analytics", "chart", "traffic", async () => (await import("../analytics/AnalyticsScreen.tsx")).AnalyticsScreen),
  history: screen("/history", "history", "project", async () => (await import("../history/HistoryScreen.tsx")).HistoryScreen),
  people: screen("/people", "people", "project", async () => (await import("../people/PeopleScreen.tsx")).PeopleScreen),
  settings: screen("/settings", "settings", "project", async () => (await import("../settings/SettingsScreen.tsx")).SettingsScreen),
  design: screen("/design", "sparkle", null, async () => (await import("../design/DesignScreen.tsx")).DesignScreen),
} satisfies Record<string, Entry>;

export const GROUPS: Group[] = ["design", "language", "traffic", "project"];

/** What the navigation shows of a group. */
export function screensOf(group: Group): [ScreenName, Entry][] {
  return (Object.entries(SCREENS) as [ScreenName, Entry][]).filter(([, entry]) => entry.group === group);
}
