/** The way to a flow, or to a step of it, with the numbers on its canvas. */

import { Link } from "../shell/Link.tsx";
import { useOverlay } from "../traffic/overlay.ts";
import { t } from "./words.ts";

export function OnCanvas({ flow, step, label }: { flow: string; step?: string; label?: string }) {
  return (
    <Link to="/flows/$id" params={{ id: flow }} search={{ step }} aria-label={label} onClick={() => useOverlay.setState({ on: true })}>
      {step ?? t("analytics.canvas")}
    </Link>
  );
}
