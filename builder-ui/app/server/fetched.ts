/**
 * Files of the app that are fetched when they are needed. While the server is gone one waits for it, as for everything
 * else; that it is there and does not have them is an error.
 */

import { useLine } from "./changes.ts";

const TRIES = 3;
const PAUSE_MS = 1000;

export async function fetched<Part>(fetch: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch();
    } catch (error) {
      if (tries === TRIES) throw error;
      await pause(); // it may just have gone, and nobody knows yet
      while (!useLine.getState().here) await pause();
    }
  }
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, PAUSE_MS));
}
