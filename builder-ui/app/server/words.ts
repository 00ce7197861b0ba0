/** Words for what the server cannot say itself. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  { "server.unreachable": "The server cannot be reached." },
  { "server.unreachable": "Der Server ist nicht zu erreichen." },
);
