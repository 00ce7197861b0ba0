/** At the right: the form of the selected step, or of the flow while none is selected. */

import { useDocument } from "../canvas/document.ts";
import { useLook } from "../canvas/look.ts";
import { FlowPanel } from "./FlowPanel.tsx";
import { Several, StepPanel } from "./StepPanel.tsx";
import "./steps.css";

export function Sidebar() {
  const steps = useDocument((document) => document.selected.steps);
  const [only] = steps;
  const node = useDocument((document) => (only === undefined ? undefined : document.graph.byKey.get(only)));
  const shown = useLook((look) => look.panel);
  if (!shown) return null;
  if (steps.length > 1) return <Several />;
  return node ? <StepPanel key={node.key} node={node} /> : <FlowPanel />;
}
