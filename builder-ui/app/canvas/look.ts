/** How the flow is looked at: as a drawing or as an outline. */

import { create } from "zustand";

export const useLook = create<{ outline: boolean }>(() => ({ outline: false }));
