import { fillRequest } from '../capabilities/fill-request.ts';
import { type Sender, withKey } from '../sender.ts';
import type { Message, MessageEnd, Store } from '../store/store.ts';
import { messageEnd } from './message-end.ts';
import { readNotificationMessage } from './notification-message.ts';

/**
 * Delivers the notifications of a store in the background: each at least once, and once where nobody who delivers dies, with
 * the same key on each try; those of one login in their order. Several outboxes may share a store.
 */
export interface Outbox {
  /** Looks for messages now, as after a commit. */
  wake(): void;
  /** Waits until every message that is due has been tried. Never rejects. */
  flush(): Promise<void>;
  /** Breaks off what is under way: it is due again at once. May be called twice. */
  close(): void;
}

/** Messages on their way at the same time. */
const LANES = 8;

/** Milliseconds for one try. */
const TIMEOUT = 10_000;

/** Milliseconds for which a message belongs to who claimed it: whoever needs longer is dead. */
const LEASE = 3 * TIMEOUT;

/** The longest that nobody looks whether there are messages, such as those of a process that died. */
const LONGEST_SLEEP = 30_000;

/** Whose claim is about to end is not asked for again and again. */
const SHORTEST_SLEEP = 50;

/** Nothing is looked for before it is woken. `clock` in milliseconds since 1970 UTC. */
export function openOutbox(store: Store, { http, secrets }: Sender, clock: () => number = Date.now): Outbox {
  const closing = new AbortController();
  const { signal } = closing;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isWoken = false;

  const send = async (message: Message): Promise<MessageEnd> => {
    const notification = readNotificationMessage(message.message);
    if (notification === null) return { kind: 'given up' };
    const filled = fillRequest(notification.request, secrets);
    const scope = { only: null, deadline: performance.now() + TIMEOUT, signal };
    const result = filled.ok
      ? await http.send({ ...withKey(filled.value, message.id), timeout: TIMEOUT }, scope)
      : filled;
    if (signal.aborted && !result.ok) return { kind: 'later', at: clock() };
    const { tries } = message;
    return messageEnd(result, { tries, since: notification.since }, { now: clock(), random: Math.random() });
  };

  /** One message after the other; whoever finds one sees to it that somebody looks for more meanwhile. */
  const deliver = async (lanes: Set<Promise<void>>): Promise<void> => {
    while (!signal.aborted) {
      const now = clock();
      const [message] = await store.claimMessages({ now, until: now + LEASE, most: 1 });
      if (message === undefined) return;
      openLane(lanes);
      await store.settleMessage(message.id, await send(message));
    }
  };

  const openLane = (lanes: Set<Promise<void>>): void => {
    if (lanes.size >= LANES) return;
    // A store that fails is asked again later, and what was claimed comes back by itself.
    const lane = deliver(lanes)
      .catch(() => undefined)
      .finally(() => lanes.delete(lane));
    lanes.add(lane);
  };

  const drain = async (): Promise<void> => {
    do {
      isWoken = false;
      const lanes = new Set<Promise<void>>();
      openLane(lanes);
      while (lanes.size > 0) await Promise.all(lanes);
    } while (isWoken && !signal.aborted);
  };

  const nextAt = async (): Promise<number | null> => {
    try {
      return await store.nextMessageAt();
    } catch {
      return null;
    }
  };

  const sleep = async (): Promise<void> => {
    const next = await nextAt();
    if (signal.aborted || running !== null) return;
    clearTimeout(timer);
    const wait = next === null ? LONGEST_SLEEP : next - clock();
    timer = setTimeout(() => void run(), Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, wait)));
    timer.unref();
  };

  const run = (): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    isWoken = true;
    if (running !== null) return running;
    clearTimeout(timer);
    running = drain().finally(() => {
      running = null;
      void sleep();
    });
    return running;
  };

  return {
    wake: () => void run(),
    flush: run,
    close() {
      closing.abort();
      clearTimeout(timer);
    },
  };
}
