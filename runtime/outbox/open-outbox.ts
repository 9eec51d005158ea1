import type { RequestDraft } from '../../stdlib/index.ts';
import type { HttpResponse, Settled } from '../capabilities/capability.ts';
import { fillRequest } from '../capabilities/fill-request.ts';
import type { LostNotification } from '../pool/trouble.ts';
import { type Sender, withKey } from '../sender.ts';
import type { Message, MessageEnd, Store } from '../store/store.ts';
import { lostNotification } from './lost-notification.ts';
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

export interface OutboxOptions {
  /** In milliseconds since 1970 UTC. Default: that of the machine. */
  readonly clock?: () => number;
  /** Hears of each notification that is given up, once the store has it among those. */
  readonly onLost?: (lost: LostNotification) => void;
}

/** Nothing is looked for before it is woken. */
export function openOutbox(
  store: Store,
  { http, secrets }: Sender,
  { clock = Date.now, onLost = () => undefined }: OutboxOptions = {},
): Outbox {
  const closing = new AbortController();
  const { signal } = closing;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isWoken = false;

  const send = async (request: RequestDraft, key: string): Promise<Settled<HttpResponse>> => {
    const filled = fillRequest(request, secrets);
    if (!filled.ok) return filled;
    const scope = { only: null, deadline: performance.now() + TIMEOUT, signal };
    return http.send({ ...withKey(filled.value, key), timeout: TIMEOUT }, scope);
  };

  const settle = async (message: Message): Promise<void> => {
    const { id, tries } = message;
    const notification = readNotificationMessage(message.message);
    if (notification === null) return store.settleMessage(id, { kind: 'given up' });
    const { since } = notification;
    const result = await send(notification.request, id);
    const end: MessageEnd =
      signal.aborted && !result.ok
        ? { kind: 'later', at: clock() }
        : messageEnd(result, { tries, since }, { now: clock(), random: Math.random() });
    await store.settleMessage(id, end);
    if (end.kind !== 'given up') return;
    const lost = lostNotification(message, notification, result);
    // Later, so that what is thrown there breaks nothing here.
    queueMicrotask(() => onLost(lost));
  };

  /** One message after the other; whoever finds one sees to it that somebody looks for more meanwhile. */
  const deliver = async (lanes: Set<Promise<void>>): Promise<void> => {
    while (!signal.aborted) {
      const now = clock();
      const [message] = await store.claimMessages({ now, until: now + LEASE, most: 1 });
      if (message === undefined) return;
      openLane(lanes);
      await settle(message);
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
