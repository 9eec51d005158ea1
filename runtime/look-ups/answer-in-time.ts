/** What was promised, or `late` once it is `until` (of `performance.now()`). */
export async function answerInTime<T>(promised: Promise<T>, until: number, late: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const left = Math.min(Math.max(0, until - performance.now()), LONGEST);
  const timer = setTimeout(() => resolve(late), left);
  try {
    return await Promise.race([promised, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Timers take what is longer, such as for ever, for no time at all. */
const LONGEST = 2 ** 31 - 1;
