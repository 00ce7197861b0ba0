/**
 * Begins the flow that is open, without anybody asking for it: it may have no intent yet, or one nobody has trained.
 * Not one that only other flows start.
 */

import { useDocument } from "../canvas/document.ts";
import { Button } from "../design/Button.tsx";
import { say } from "./deeds.ts";
import { t } from "./words.ts";

export function BeginFlow() {
  const id = useDocument((document) => document.id);
  const isForFlows = useDocument(({ value }) => String(value["if"]).toLowerCase() === "false");
  return isForFlows ? null : (
    <Button icon="play" onClick={() => void say(`/StartFlow(${id})`)}>
      {t("try.beginFlow")}
    </Button>
  );
}
