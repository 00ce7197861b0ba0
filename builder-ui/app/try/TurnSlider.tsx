/** Goes through the turns of a conversation. */

import { IconButton } from "../design/IconButton.tsx";
import type { Turn } from "../server/rehearsals.ts";
import { t } from "./words.ts";

type Props = { turns: readonly Turn[]; chosen: Turn | undefined; onTurn: (number: number) => void };

export function TurnSlider({ turns, chosen, onTurn }: Props) {
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last || !chosen) return null;
  const { number } = chosen;
  return (
    <div className="try-slider">
      <IconButton icon="left" size="small" label={t("try.earlier")} disabled={number === first.number} onClick={() => onTurn(number - 1)} />
      <input
        type="range"
        aria-label={t("try.turns")}
        aria-valuetext={t("try.turn", { number })}
        min={first.number}
        max={last.number}
        value={number}
        onChange={(event) => onTurn(Number(event.target.value))}
      />
      <IconButton icon="right" size="small" label={t("try.later")} disabled={number === last.number} onClick={() => onTurn(number + 1)} />
      <output>{t("try.turnOf", { number, count: last.number })}</output>
    </div>
  );
}
