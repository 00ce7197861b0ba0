/** Stands in for a screen that is fetched. */

import { Skeleton } from "../design/Skeleton.tsx";
import { t } from "./words.ts";

export function Loading() {
  return (
    <div className="screen">
      <Skeleton label={t("frame.loading")} />
    </div>
  );
}
