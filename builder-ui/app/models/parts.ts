/** The parts of the project that are others now than when a model was trained, as one says them. */

import type { Model } from "../server/language.ts";
import { t } from "./words.ts";

const PARTS = ["config", "domain", "nlu", "flows", "stories"] as const;

export function partsOf({ differs }: Model): string {
  return PARTS.filter((part) => differs.includes(part)).map((part) => t(`models.part.${part}`)).join(", ");
}
