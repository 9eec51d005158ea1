import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** Work that changes a database: all of it or nothing, and perhaps more than once before it is done. */
type Work = () => unknown;

interface Job {
  readonly work: Work;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** When it has waited long enough for another process, on the clock of `performance.now()`. */
  readonly until: number;
}

/** One transaction for what many want to write at the same time, since it is the disk that takes long, once for each. */
export interface Writer {
  /** Resolves when the work is durable. Of works that wait together, each stands or fails by itself. */
  write<Result>(work: () => Result): Promise<Result>;
  /** Nothing waits any more then: it is done now, or rejects. */
  close(): void;
}

export interface WriterOptions {
  /** Does works in their order in one transaction, and throws, with nothing done, where one of them does. */
  readonly transact: (works: readonly Work[]) => readonly unknown[];
  /** Whether another process is in the way, for the time being. */
  readonly isBusy: (error: unknown) => boolean;
  /** For how many milliseconds somebody waits for that process. */
  readonly patience: number;
}

/** So many fit into a few milliseconds, in which nothing else goes on. */
const MOST = 64;

export function openWriter({ transact, isBusy, patience }: WriterOptions): Writer {
  const queue: Job[] = [];
  let isDraining = false;

  /** Takes jobs out of the queue and does them; those that cannot be done yet stay. Gives what is in the way, if anything is. */
  const doNext = (most: number): unknown => {
    const jobs = queue.slice(0, most);
    try {
      const results = transact(jobs.map(({ work }) => work));
      queue.splice(0, jobs.length);
      for (const [index, { resolve }] of jobs.entries()) resolve(results[index]);
    } catch (error) {
      if (isBusy(error)) return error;
      // One of them is at fault, and the others are to know nothing of it.
      if (jobs.length === 1) queue.shift()?.reject(error);
      else for (let left = jobs.length; left > 0; left--) if (doNext(1) !== null) break;
    }
    return null;
  };

  const drain = async (): Promise<void> => {
    // Whoever writes in the same turn of the event loop comes along.
    await turn();
    for (let wait = 2; queue.length > 0; ) {
      const obstacle = doNext(MOST);
      if (obstacle === null) {
        wait = 2;
        await turn();
        continue;
      }
      const now = performance.now();
      while (queue[0] !== undefined && queue[0].until < now) queue.shift()?.reject(obstacle);
      await sleep(wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, 50);
    }
    isDraining = false;
  };

  return {
    write<Result>(work: () => Result): Promise<Result> {
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      // What comes of it is what `work` gives.
      const take = (result: unknown) => resolve(result as Result);
      queue.push({ work, resolve: take, reject, until: performance.now() + patience });
      if (!isDraining) {
        isDraining = true;
        void drain();
      }
      return promise;
    },
    close() {
      while (queue.length > 0) {
        const obstacle = doNext(MOST);
        if (obstacle !== null) for (const { reject } of queue.splice(0)) reject(obstacle);
      }
    },
  };
}
