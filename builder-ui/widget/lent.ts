/** What the loader has anyway, for the files that it fetches: the build puts this in the place of element.ts there. */

import type * as Element from "./element.ts";

export const { element, unseen, button, icon, safeUrl, link, sheet, speaker } = (
  customElements.get("talkwright-chat") as unknown as { lends: typeof Element }
).lends;
