/** Before the first step: what starts the flow. */

import { Handle, Position } from "@xyflow/react";
import { memo } from "react";
import { Icon } from "../design/Icon.tsx";
import { useDocument } from "./document.ts";
import { intentsOf, isClosed } from "./triggers.ts";
import { t } from "./words.ts";

export const StartNode = memo(function StartNode() {
  const value = useDocument((document) => document.value);
  const intents = intentsOf(value);
  return (
    <div className="canvas-start">
      <header>
        <Icon name="start" />
        <strong>{t("canvas.start")}</strong>
      </header>
      <p>
        {intents.length === 0
          ? t(isClosed(value) ? "canvas.startNever" : "canvas.startOpen")
          : intents.map((intent) => <code key={intent}>{intent}</code>)}
      </p>
      <Handle id="0" type="source" position={Position.Right} />
    </div>
  );
});
