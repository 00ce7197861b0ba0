/** The canvas of one flow: until it is there it says what will be. */

import { Screen } from "../shell/Screen.tsx";

export function CanvasScreen() {
  return <Screen name="flow" bare />;
}
