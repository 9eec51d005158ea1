import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UserUpdate } from '../../runtime/capabilities/capability.ts';
import { patchUser } from '../../runtime/store/patch-user.ts';
import type { Commit, Counter, MessageEnd, Store } from '../../runtime/store/store.ts';

/** One thing that is done with a store, and held against the model. */
export type Step = (store: Store, model: Model) => Promise<void>;

/** What a store should know, told as plainly as can be: it forgets nothing. */
export interface Model {
  readonly commits: Set<string>;
  readonly updates: UserUpdate[];
  readonly counts: { readonly counter: Counter; readonly at: number }[];
  messages: Pending[];
  givenUp: Pending[];
  readonly entries: Map<string, Set<string>>;
  readonly values: Map<string, unknown>;
  readonly transactions: Map<string, unknown>;
}

interface Pending {
  readonly id: string;
  readonly login: string;
  readonly message: unknown;
  readonly at: number;
  tries: number;
  /** null: at once. */
  due: number | null;
}

export function openModel(): Model {
  return {
    commits: new Set(),
    updates: [],
    counts: [],
    messages: [],
    givenUp: [],
    entries: new Map(),
    values: new Map(),
    transactions: new Map(),
  };
}

/** Moments of a clock that goes anywhere. */
const moment = fc.integer({ min: 0, max: 500 });
const id = fc.constantFrom('a', 'b', 'a\u0000b', 'a\ud800', 'a\ud801', '"', '\\', '__proto__', 'ä', '');
const name = fc.constantFrom('x', 'y', '__proto__', 'constructor');
const data = fc.jsonValue({ maxDepth: 2 });
const update: fc.Arbitrary<UserUpdate> = fc.record({
  id,
  field: fc.constantFrom('app_metadata', 'user_metadata'),
  changes: fc.dictionary(name, fc.oneof(data, fc.constant(null)), { maxKeys: 3, noNullPrototype: true }),
});
const counter: fc.Arbitrary<Counter> = fc
  .record({
    which: fc.constantFrom(
      { name: 'p/minute', window: 60, isDistinct: false },
      { name: 'p/odd', window: 7, isDistinct: false },
      { name: 'p/ever', window: null, isDistinct: false },
      { name: 'p/seats', window: 100, isDistinct: true },
      { name: 'p/people', window: null, isDistinct: true },
    ),
    per: fc.constantFrom('', 'a', 'a\ud800', 'a\ud801'),
    value: fc.option(id),
  })
  .map(({ which, per, value }) => ({ ...which, per, value: which.isDistinct ? value : null }));
const commit: fc.Arbitrary<Commit> = fc
  .record({
    id: fc.integer({ min: 0, max: 9 }).map(String),
    at: moment,
    metadata: fc.array(update, { maxLength: 2 }),
    counts: fc.array(counter, { maxLength: 3 }),
    messages: fc.array(data, { maxLength: 3 }),
  })
  .map((made) => ({
    ...made,
    messages: made.messages.map((message, index) => ({ id: `${made.id}/${index}`, message })),
  }));
const end: fc.Arbitrary<MessageEnd> = fc.oneof(
  fc.constantFrom({ kind: 'delivered' } as const, { kind: 'given up' } as const),
  moment.map((at) => ({ kind: 'later', at }) as const),
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: commit.map(committing) },
  { weight: 4, arbitrary: fc.tuple(counter, moment).map(([which, now]) => counting(which, now)) },
  { weight: 3, arbitrary: fc.tuple(moment, moment, fc.integer({ min: 1, max: 4 })).map(claiming) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(), end).map(([which, how]) => settling(which, how)) },
  update.map(updating),
  id.map(readingPerson),
  fc.tuple(fc.constantFrom('l', '__proto__'), id, fc.boolean()).map(listing),
  fc.tuple(id, data).map(keepingValue),
  fc.tuple(id, data).map(keepingTransaction),
);

function committing(made: Commit): Step {
  return async (store, model) => {
    assert.equal(await store.commit(made), !model.commits.has(made.id));
    if (model.commits.has(made.id)) return;
    model.commits.add(made.id);
    model.updates.push(...made.metadata);
    model.counts.push(...made.counts.map((which) => ({ counter: which, at: made.at })));
    const pending = made.messages.map((message) => ({ ...message, login: made.id, at: made.at }));
    model.messages.push(...pending.map((message) => ({ ...message, tries: 0, due: null })));
  };
}

function counting(which: Counter, now: number): Step {
  return async (store, { counts }) => {
    const { name, per, value, window, isDistinct } = which;
    const mine = counts.filter(({ counter }) => counter.name === name && counter.per === per);
    const countOf = (lasts: number) => {
      const lasting = mine.filter(({ at }) => now - at <= lasts);
      if (!isDistinct) return lasting.length;
      const values = new Set(lasting.map(({ counter }) => counter.value));
      return [...values].filter((other) => other !== null && other !== value).length;
    };
    const lasts = window ?? Number.POSITIVE_INFINITY;
    const count = await store.readCount(which, now);
    assert.ok(count >= countOf(lasts) && count <= countOf(lasts * (1 + 1 / 60)), `${count} at ${now}`);
  };
}

/** Of each login the first message. */
function headsOf({ messages }: Model): readonly Pending[] {
  return messages.filter(
    (message) => messages.find(({ login }) => login === message.login)?.id === message.id,
  );
}

function claiming([now, until, most]: readonly [number, number, number]): Step {
  return async (store, model) => {
    const due = headsOf(model).filter((message) => message.due === null || message.due <= now);
    const claimed = due.slice(0, most);
    for (const message of claimed) {
      message.tries += 1;
      message.due = until;
    }
    const expected = claimed.map(({ due, ...message }) => message);
    assert.deepEqual(await store.claimMessages({ now, until, most }), expected);
  };
}

function settling(which: number, how: MessageEnd): Step {
  return async (store, model) => {
    const message = model.messages[which % model.messages.length];
    if (message === undefined) {
      await store.settleMessage('nobody', how);
    } else {
      await store.settleMessage(message.id, how);
      if (how.kind !== 'later') model.messages = model.messages.filter(({ id }) => id !== message.id);
      // Whose turn it is not waits for nothing else.
      else if (headsOf(model).includes(message)) message.due = how.at;
      if (how.kind === 'given up') model.givenUp = [message, ...model.givenUp];
    }
    const ids = (await store.listGivenUp(3)).map(({ id }) => id);
    assert.deepEqual(
      ids,
      model.givenUp.slice(0, 3).map(({ id }) => id),
    );
    const next = await store.nextMessageAt();
    const dues = headsOf(model).map(({ due }) => due);
    if (dues.length === 0) assert.equal(next, null);
    else if (dues.includes(null)) assert.ok(next !== null && next <= 0);
    else assert.equal(next, Math.min(...dues.map(Number)));
  };
}

function updating(made: UserUpdate): Step {
  return async (store, model) => {
    model.updates.push(made);
    const patch = await store.updateUser(made);
    assert.deepEqual(patch, await store.getUser(made.id));
    await readingPerson(made.id)(store, model);
  };
}

/** A person as the identity provider may have them, who then got all updates in their order. */
function readingPerson(whose: string): Step {
  return async (store, { updates }) => {
    const known = { user_id: whose, app_metadata: { x: 'known', z: 1 }, user_metadata: { y: 'known' } };
    const mine = updates.filter(({ id }) => id === whose);
    const patch = await store.getUser(whose);
    assert.equal(patch === null, mine.length === 0);
    const fields = { app_metadata: known.app_metadata, user_metadata: known.user_metadata };
    const expected = Object.entries(fields).map(([field, before]) => {
      const merged = new Map<string, unknown>(Object.entries(before));
      for (const { changes } of mine.filter((one) => one.field === field)) {
        if (Object.keys(changes).length === 0) merged.clear();
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) merged.delete(name);
          else merged.set(name, value);
        }
      }
      return [...merged].sort(byName);
    });
    const { app_metadata, user_metadata } = patchUser(known, patch);
    const got = [app_metadata, user_metadata].map((field) => Object.entries(field).sort(byName));
    assert.equal(JSON.stringify(got), JSON.stringify(expected));
  };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function listing([list, entry, isAdded]: readonly [string, string, boolean]): Step {
  return async (store, { entries }) => {
    const known = entries.get(list) ?? new Set();
    entries.set(list, known);
    if (isAdded) await store.addEntry(list, entry);
    else await store.removeEntry(list, entry);
    if (isAdded) known.add(entry);
    else known.delete(entry);
    assert.equal(await store.hasEntry(list, entry), isAdded);
    const page = [...known].filter((one) => one > entry).sort();
    assert.deepEqual(await store.listEntries(list, { after: entry, most: 3 }), page.slice(0, 3));
  };
}

function keepingValue([key, value]: readonly [string, unknown]): Step {
  return async (store, { values }) => {
    assert.equal(JSON.stringify(await store.getValue(key)), JSON.stringify(values.get(key) ?? null));
    if (values.has(key)) await store.deleteValue(key);
    else await store.setValue(key, value, null);
    if (values.has(key)) values.delete(key);
    else values.set(key, value);
  };
}

function keepingTransaction([id, value]: readonly [string, unknown]): Step {
  return async (store, { transactions }) => {
    assert.equal(JSON.stringify(await store.take(id)), JSON.stringify(transactions.get(id) ?? null));
    if (transactions.delete(id)) return;
    await store.put(id, value, 60);
    transactions.set(id, value);
  };
}
