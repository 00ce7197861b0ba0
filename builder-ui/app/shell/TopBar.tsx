/** The bar above: which bot, what is not published yet, who is there. */

import { useBotName } from "../server/session.ts";
import "./TopBar.css";

export function TopBar() {
  const bot = useBotName();
  return (
    <header className="top-bar">
      <strong>{bot}</strong>
    </header>
  );
}
