/** Says, in passing and on every screen but that of decisions, that others changed what one has changed oneself. */

import { useEffect, useRef } from "react";
import { dismiss, toast } from "../design/toast.ts";
import { useProject } from "../server/project.ts";
import { go, usePath } from "./navigation.ts";
import { t } from "./words.ts";

const DECISIONS = "/history";

export function useConflictNotice(): void {
  const count = useProject().data?.conflicts ?? 0;
  const decides = usePath() === DECISIONS;
  const said = useRef({ count: 0, notice: 0 });

  useEffect(() => {
    const { current } = said;
    if (count !== current.count || decides) dismiss(current.notice);
    if (count > current.count && !decides) {
      const action = { label: t("conflicts.decide"), perform: () => go({ to: DECISIONS }) };
      current.notice = toast(t("conflicts.new", { count }), { tone: "warning", action });
    }
    current.count = count;
  }, [count, decides]);
}
