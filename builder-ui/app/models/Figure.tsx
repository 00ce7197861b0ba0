/** One number that matters, with its name. */

import { percent } from "../training/percent.ts";

export function Figure({ name, share, note }: { name: string; share: number; note?: string }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        {percent(share, 1)}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}
