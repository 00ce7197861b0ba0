/** The roles, from who may least to who may most. */

import type { Role } from "../server/session.ts";
import { t } from "./words.ts";

const ROLES: readonly Role[] = ["viewer", "author", "reviewer", "publisher", "admin"];

export function roles(): { value: Role; label: string }[] {
  return ROLES.map((value) => ({ value, label: t(`people.role.${value}`) }));
}
