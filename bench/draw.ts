/** A whole number from 0 to below `limit`. */
export type Draw = (limit: number) => number;

/** Draws the same numbers every time: the upper bits of a linear congruential generator, since the lower ones repeat soon. */
export function createDraw(seed: number): Draw {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** One of some values. */
export function pick<T>(draw: Draw, values: readonly [T, ...T[]]): T {
  return values[draw(values.length)] ?? values[0];
}
