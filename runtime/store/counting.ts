/*
 * A window slides: something counts for at least as long as the window says, and at most a sixtieth of it longer, since
 * what happens within a sixtieth is counted together. What lies in the future counts, so that a clock that was moved back
 * makes nothing vanish.
 */

/** When the sixtieth of a window ends in which a moment lies; what is counted for ever has one end. Milliseconds. */
export function endOfGrain(at: number, window: number | null): number {
  if (window === null) return 0;
  return Math.ceil(((Math.floor((at * 60) / window) + 1) * window) / 60);
}

/** What happened, or ended, after this moment counts at `now`. */
export function countsAfter(now: number, window: number | null): number {
  return window === null ? Number.NEGATIVE_INFINITY : now - window;
}

/**
 * From when on something need not be kept; null: for ever. It is kept for a second window, in which a clock may be moved
 * back to where it counts.
 */
export function endOfKeeping(at: number, window: number | null): number | null {
  return window === null ? null : at + 2 * window;
}

/** What happened, or ended, at this moment or before need not be kept at `now`. */
export function oldestKept(now: number, window: number | null): number {
  return window === null ? Number.NEGATIVE_INFINITY : now - 2 * window;
}
