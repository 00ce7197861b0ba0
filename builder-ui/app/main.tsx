/** Where the app begins. */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./design/tokens.css";
import "./design/base.css";
import { App } from "./shell/App.tsx";
import { applyLooks } from "./shell/looks.ts";

applyLooks();
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
