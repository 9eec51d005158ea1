/** Lets a number of logins of a tenant in at the same time; further ones wait, the first to come first. */
export interface Turns {
  /**
   * Waits for a turn, at most so many milliseconds: null when none came, or none will. Whoever gets one gives it back,
   * once. `alone`: with nobody else beside it.
   */
  take(company: 'together' | 'alone', patience: number): Promise<(() => void) | null>;
  /** Nobody gets in any more. */
  close(): void;
}

/** Turns for `sideBySide` logins at a time. */
export function openTurns(sideBySide: number): Turns {
  const waiting = new Set<{ readonly company: 'together' | 'alone'; readonly enter: () => void }>();
  const leaving = new Set<() => void>();
  let inside = 0;
  let isAlone = false;
  let isClosed = false;

  function admit(): void {
    if (isClosed) return;
    for (const next of waiting) {
      const fits = next.company === 'alone' ? inside === 0 : inside < sideBySide && !isAlone;
      if (!fits) return;
      waiting.delete(next);
      inside += 1;
      isAlone = next.company === 'alone';
      next.enter();
    }
  }

  function leave(): void {
    inside -= 1;
    if (inside === 0) isAlone = false;
    admit();
  }

  return {
    take(company, patience) {
      if (isClosed) return Promise.resolve(null);
      const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
      const settle = (turn: (() => void) | null) => {
        clearTimeout(timer);
        leaving.delete(giveUp);
        waiting.delete(place);
        resolve(turn);
      };
      const giveUp = () => {
        settle(null);
        // The one that gave up may have been what others waited behind.
        admit();
      };
      const place = { company, enter: () => settle(leave) };
      const timer = setTimeout(giveUp, patience);
      leaving.add(giveUp);
      waiting.add(place);
      admit();
      return promise;
    },
    close() {
      isClosed = true;
      for (const giveUp of leaving) giveUp();
    },
  };
}
