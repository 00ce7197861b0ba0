/** Every component of the design system in every state, to look at and for axe. */

import { Screen } from "../shell/Screen.tsx";

export function DesignScreen() {
  return <Screen name="design" />;
}
