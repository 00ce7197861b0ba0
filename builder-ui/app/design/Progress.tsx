/** How far something is, from 0 to 1; without a value it only says that it goes on. */

import "./Progress.css";

export function Progress({ label, value }: { label: string; value?: number }) {
  return <progress className="progress" aria-label={label} value={value} max={1} />;
}
