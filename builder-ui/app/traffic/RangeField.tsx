/** Which time counts: today, the last days, or days of one's own. */

import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import { useOverlay } from "./overlay.ts";
import { written, type Range } from "./span.ts";
import { t } from "./words.ts";
import "./traffic.css";

const KINDS: Range["kind"][] = ["today", "week", "month", "own"];

export function RangeField() {
  const range = useOverlay(({ range }) => range);
  const take = (chosen: Range) => useOverlay.setState({ range: chosen });

  function choose(kind: Range["kind"]): void {
    const today = written(new Date());
    take(kind === "own" ? { kind, from: today, to: today } : { kind });
  }

  return (
    <div className="traffic-range">
      <Select
        label={t("traffic.range")}
        hideLabel
        value={range.kind}
        onChange={(kind) => choose(kind as Range["kind"])}
        choices={KINDS.map((value) => ({ value, label: t(`traffic.range.${value}`) }))}
      />
      {range.kind === "own" && (
        <>
          <TextField label={t("traffic.from")} hideLabel type="date" max={range.to} value={range.from} onChange={(from) => take({ ...range, from })} />
          <TextField label={t("traffic.to")} hideLabel type="date" min={range.from} value={range.to} onChange={(to) => take({ ...range, to })} />
        </>
      )}
    </div>
  );
}
