/** Whether a flow is looked at from so far away that its cards are painted and not drawn. */

const MANY = 600;
const FAR = 0.25;

export function isFar(zoom: number, cards: number): boolean {
  return zoom < FAR && cards > MANY;
}
