/** No screen has this address. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Link } from "./Link.tsx";
import { t } from "./words.ts";

export function Lost() {
  return (
    <EmptyState icon="map" title={t("lost.title")} action={<Link to="/flows">{t("lost.home")}</Link>}>
      <p>{t("lost.text")}</p>
    </EmptyState>
  );
}
