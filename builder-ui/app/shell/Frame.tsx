/** What stands around every screen: the bar above, the navigation at the left, notices. */

import { Suspense, useEffect } from "react";
import { Toasts } from "../design/Toasts.tsx";
import { Tooltip } from "../design/Tooltip.tsx";
import { listen } from "../server/changes.ts";
import { useSession } from "../server/session.ts";
import { Connection } from "./Connection.tsx";
import { Loading } from "./Loading.tsx";
import { Navigation } from "./Navigation.tsx";
import { Opened } from "./Opened.tsx";
import { Overlays } from "./Overlays.tsx";
import { TopBar } from "./TopBar.tsx";
import { useFrameActions } from "./useFrameActions.ts";
import { useKeys } from "./useKeys.ts";
import { t } from "./words.ts";
import "./Frame.css";
import { late } from "./late.ts";

const Login = late(async () => (await import("../login/Login.tsx")).Login);

export function Frame() {
  const { data: session, isError } = useSession();
  const known = session?.person != null;
  useKeys();
  useFrameActions();
  useEffect(() => (known ? listen() : undefined), [known]);

  if (session && !known)
    return (
      <Suspense fallback={null}>
        <Login />
      </Suspense>
    );
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("frame.skip")}
      </a>
      <TopBar />
      <Navigation />
      <main id="content" tabIndex={-1}>
        <Connection lost={isError && !session} />
        {session ? <Opened /> : <Loading />}
      </main>
      <Overlays />
      <Toasts />
      <Tooltip />
    </div>
  );
}
