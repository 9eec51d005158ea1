import { LONGEST_WAIT, MOST_GIVEN_UP, RETENTION } from '../retention.ts';
import type { Commit, Message, MessageEnd, Store } from '../store.ts';
import { messageTwice } from '../store-errors.ts';

/** Messages on their way, in memory; see `Store` for what each does. */
export interface MemoryOutbox {
  /** Throws when one of the messages is on its way already; then none is taken. */
  add(commit: Commit): void;
  claim(claim: Parameters<Store['claimMessages']>[0]): readonly Message[];
  settle(id: string, end: MessageEnd): void;
  nextAt(): number | null;
  listGivenUp(most: number): readonly Message[];
}

interface Pending {
  readonly id: string;
  readonly login: string;
  readonly text: string;
  readonly at: number;
  tries: number;
  due: number;
}

/** Opens an outbox for `most` messages: when it is full, the oldest is given up. */
export function openMemoryOutbox(options: {
  readonly most: number;
  readonly clock: () => number;
}): MemoryOutbox {
  const { most, clock } = options;
  const pending = new Map<string, Pending>();
  const givenUp: { readonly message: Pending; readonly until: number }[] = [];

  function* heads(): Generator<Pending> {
    const seen = new Set<string>();
    for (const message of pending.values()) {
      if (seen.has(message.login)) continue;
      seen.add(message.login);
      yield message;
    }
  }

  function giveUp(message: Pending): void {
    pending.delete(message.id);
    givenUp.push({ message, until: clock() + RETENTION });
    if (givenUp.length > MOST_GIVEN_UP) givenUp.shift();
  }

  return {
    add({ id: login, at, messages }) {
      const ids = new Set(messages.map(({ id }) => id));
      if (ids.size < messages.length || messages.some(({ id }) => pending.has(id))) throw messageTwice();
      for (const { id, message } of messages) {
        const text = JSON.stringify(message);
        // New messages are due at once, whatever clock the login had.
        pending.set(id, { id, login, text, at, tries: 0, due: 0 });
      }
      for (const message of pending.values()) {
        if (pending.size <= most) break;
        giveUp(message);
      }
    },
    claim({ now, until, most }) {
      const claimed: Message[] = [];
      for (const message of heads()) {
        if (claimed.length >= most) break;
        if (message.due > now && message.due <= now + LONGEST_WAIT) continue;
        message.due = until;
        message.tries += 1;
        claimed.push(read(message));
      }
      return claimed;
    },
    settle(id, end) {
      const message = pending.get(id);
      if (message === undefined) return;
      switch (end.kind) {
        case 'delivered':
          pending.delete(id);
          return;
        case 'later':
          // Whose turn it is not has nothing to wait for but its turn.
          if ([...heads()].includes(message)) message.due = end.at;
          return;
        case 'given up':
          giveUp(message);
          return;
      }
    },
    nextAt() {
      let next: number | null = null;
      for (const { due } of heads()) next = next === null ? due : Math.min(next, due);
      return next;
    },
    listGivenUp(most) {
      const kept = givenUp.filter(({ until }) => until > clock());
      return kept
        .reverse()
        .slice(0, most)
        .map(({ message }) => read(message));
    },
  };
}

function read({ id, login, text, tries, at }: Pending): Message {
  return { id, login, message: JSON.parse(text), tries, at };
}
