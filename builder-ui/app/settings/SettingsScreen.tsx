/** Settings of the app, for this person in this browser. */

import { Screen } from "../shell/Screen.tsx";

export function SettingsScreen() {
  return <Screen name="settings" />;
}
