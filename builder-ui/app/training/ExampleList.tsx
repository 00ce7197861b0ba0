/** The examples of an intent. However many there are, only those that are seen are drawn. */

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Example } from "../server/language.ts";
import { ExampleRow, type Deeds } from "./ExampleRow.tsx";
import { keyOf } from "./teach.ts";
import { t } from "./words.ts";

type Props = {
  examples: readonly Example[];
  chosen: ReadonlySet<string>;
  /** What an example says that is to be seen first. */
  wanted: string | null;
  may: boolean;
  entities: readonly string[];
  shown: { language: boolean; key: boolean };
  deeds: Omit<Deeds, "go">;
};

const ROW_PX = 42;

export function ExampleList({ examples, chosen, wanted, may, entities, shown, deeds }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const virtual = useVirtualizer({
    count: examples.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => keyOf(examples[index] as Example),
    overscan: 6,
    // The one that is written in stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return active === null || active >= examples.length || seen.includes(active) ? seen : [...seen, active].sort((a, b) => a - b);
    },
  });
  const at = wanted === null ? -1 : examples.findIndex(({ plain }) => plain === wanted);

  useEffect(() => {
    if (at < 0) return;
    virtual.scrollToIndex(at, { align: "center" });
    focus(box.current, at);
    // oxlint-disable-next-line exhaustive-deps -- once for each that is asked for
  }, [at, wanted]);

  const count = examples.length;
  const go = useCallback(
    (index: number) => {
      if (index < 0 || index >= count) return;
      virtual.scrollToIndex(index);
      focus(box.current, index);
    },
    [virtual, count],
  );
  const all = useMemo(() => ({ ...deeds, go }), [deeds, go]);

  return (
    <div ref={box} className="examples" role="list" aria-label={t("training.examples")} onBlur={() => setActive(null)}>
      <div style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const example = examples[index] as Example;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role="listitem"
              aria-setsize={examples.length}
              aria-posinset={index + 1}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setActive(index)}
            >
              <ExampleRow
                example={example}
                index={index}
                isChosen={chosen.has(keyOf(example))}
                isLit={index === at}
                may={may}
                entities={entities}
                shown={shown}
                deeds={all}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Gives an example the focus as soon as it is drawn, which takes some frames where the list has to be scrolled. */
function focus(box: HTMLElement | null, index: number, frames = 20): void {
  const text = box?.querySelector<HTMLElement>(`[data-index="${index}"] textarea`);
  if (text) text.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focus(box, index, frames - 1));
}
