/** What was promised, or `late` once it is `until` (of `performance.now()`). */
export async function answerInTime<T>(promised: Promise<T>, until: number, late: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(late), Math.max(0, until - performance.now()));
  try {
    return await Promise.race([promised, promise]);
  } finally {
    clearTimeout(timer);
  }
}
