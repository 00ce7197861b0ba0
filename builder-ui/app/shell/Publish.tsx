/** The button that brings a draft to everybody. The screen of history shows what would change, and does it. */

import { Button } from "../design/Button.tsx";
import { useProject } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { go } from "./navigation.ts";
import { t } from "./words.ts";

export function Publish() {
  const { data: project } = useProject();
  const may = useMay("publisher");
  const none = (project?.drafts.length ?? 0) === 0;
  const why = none ? t("publish.nothing") : may ? undefined : t("publish.role");
  return (
    <Button
      look="primary"
      size="small"
      icon="publish"
      aria-disabled={why !== undefined}
      data-tip={why}
      aria-description={why}
      onClick={why === undefined ? () => go({ to: "/history" }) : undefined}
    >
      {t("publish.label")}
    </Button>
  );
}
