/** What can be done on every screen: go to another, choose how the app looks, see the shortcuts. */

import { useMemo } from "react";
import { LANGUAGES, speak, type Language } from "../words/language.ts";
import { useActions, type Action } from "./actions.ts";
import { look, useLooks, type Density, type Theme } from "./looks.ts";
import { go } from "./navigation.ts";
import { overlay } from "./overlays.ts";
import { SCREENS, type ScreenName } from "./screens.ts";
import { toggleNavigation } from "./useNavigationLook.ts";
import { t } from "./words.ts";

/** The letter after G that goes to a screen. */
const LETTERS: Partial<Record<ScreenName, string>> = {
  flows: "F",
  responses: "R",
  slots: "S",
  problems: "P",
  training: "T",
  messages: "M",
  models: "O",
  conversations: "C",
  history: "H",
  settings: "E",
};

export function useFrameActions(): void {
  const { theme, density } = useLooks();
  const actions = useMemo((): Action[] => {
    const screens = Object.entries(SCREENS) as [ScreenName, (typeof SCREENS)[ScreenName]][];
    return [
      { name: "frame.palette", label: t("action.palette"), group: t("group.app"), icon: "command", keys: "Mod+K", always: true, perform: () => overlay("palette") },
      { name: "frame.shortcuts", label: t("action.shortcuts"), group: t("group.app"), icon: "keyboard", keys: "?", perform: () => overlay("shortcuts") },
      { name: "frame.navigation", label: t("nav.namesShown"), group: t("group.look"), icon: "sidebar", keys: "[", perform: toggleNavigation },
      ...screens
        .filter(([name]) => name !== "flow")
        .map(([name, { path, icon }]) => ({
          name: `go.${name}`,
          label: t("action.go", { screen: t(`screen.${name}`) }),
          group: t("group.go"),
          icon,
          ...(LETTERS[name] && { keys: `G ${LETTERS[name]}` }),
          perform: () => go({ to: path }),
        })),
      ...(["light", "dark", "system"] as Theme[]).map((each) => ({
        name: `theme.${each}`,
        label: t("action.theme", { theme: t(`theme.${each}`) }),
        group: t("group.look"),
        icon: each === "dark" ? ("moon" as const) : ("sun" as const),
        disabled: theme === each,
        perform: () => look({ theme: each }),
      })),
      ...(["cosy", "compact"] as Density[]).map((each) => ({
        name: `density.${each}`,
        label: t("action.density", { density: t(`density.${each}`) }),
        group: t("group.look"),
        icon: "rows" as const,
        disabled: density === each,
        perform: () => look({ density: each }),
      })),
      ...(Object.entries(LANGUAGES) as [Language, string][]).map(([each, name]) => ({
        name: `language.${each}`,
        label: t("action.language", { language: name }),
        group: t("group.look"),
        icon: "globe" as const,
        words: "language Sprache",
        perform: () => speak(each),
      })),
    ];
  }, [theme, density]);
  useActions(actions);
}
