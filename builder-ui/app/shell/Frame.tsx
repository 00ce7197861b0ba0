/** What stands around every screen: the bar above, the navigation at the left. */

import { Outlet } from "@tanstack/react-router";
import { Navigation } from "./Navigation.tsx";
import { TopBar } from "./TopBar.tsx";
import { t } from "./words.ts";
import "./Frame.css";

export function Frame() {
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("frame.skip")}
      </a>
      <TopBar />
      <Navigation />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
