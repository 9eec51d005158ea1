import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { createPipeline, openMemoryStore, openSqliteStore, type Store } from '../../runtime/index.ts';
import { ADA } from '../conclusion/lasting-steps.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { compileText } from './compiled-policy.ts';
import { runs } from './runs.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** When clocks in Berlin go forward, and back. */
const CHANGES = ['2026-03-29T01:00Z', '2026-10-25T01:00Z'].map((text) => Date.parse(text));

const WINDOWS = [
  ['15 minutes', HOUR / 4],
  ['1 hour', HOUR],
  ['1 day', DAY],
  ['7 days', 7 * DAY],
] as const;

/** Counts who has a verified address, and tells everybody what was counted before them. */
const policyOf = (window: string) => `
policy: counting
timezone: Europe/Berlin
rules:
  - id: tell
    then:
      set_claims: { logins: = counts.logins, people: = counts.people }
  - id: logins
    when: user.email_verified
    then:
      count: { name: logins, window: ${window} }
  - id: people
    when: user.email_verified
    then:
      count: { name: people, distinct: user.user_id, window: ${window} }
`;

type OpenStore = (clock: () => number) => Promise<Store>;

/** Logins of a person each, at times that the test says, and what was counted before them at another. */
async function openCounting(window: string, openStore: OpenStore) {
  const time = { now: 0 };
  const store = await openStore(() => time.now);
  const pipeline = await createPipeline([compileText(policyOf(window)).compiled], { store });
  let people = 0;
  const run = async (now: number, verified: boolean) => {
    time.now = now;
    const user = { ...ADA.user, user_id: `auth0|${people++}`, email_verified: verified };
    const { outcome, idToken } = await pipeline.run({ ...ADA, user }, { now });
    assert.equal(outcome, 'allow');
    return [Number(idToken.logins), Number(idToken.people)] as const;
  };
  return {
    count: (now: number) => run(now, true),
    read: (now: number) => run(now, false),
    async close() {
      pipeline.dispose();
      await store.close();
    },
  };
}

/** What was counted, as far as it is sure: not yet out of the window, not longer than a sixtieth, and kept. */
function boundsAt(now: number, window: number, counted: readonly number[], latest: number) {
  const sure = counted.filter((at) => at >= now - window && latest < at + 2 * window);
  const possible = counted.filter((at) => at > now - (window * 61) / 60 - 1);
  return [sure.length, possible.length] as const;
}

/** A moment near a change of clocks, as both of its hours, and a step from there. */
const near = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -26 * 60, max: 26 * 60 }))
  .map(([change, minutes]) => change + minutes * 60_000);
const steps = fc.array(
  fc.record({
    by: fc.constantFrom(0, 1, 60_000, HOUR / 4, HOUR / 2, HOUR, 23 * HOUR, DAY, 25 * HOUR, -HOUR, -DAY),
    isCounted: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

async function holdLaw(openStore: OpenStore, count: number): Promise<void> {
  const holds = async (start: number, [name, window]: (typeof WINDOWS)[number], walk: readonly Step[]) => {
    const { count, read, close } = await openCounting(name, openStore);
    const counted: number[] = [];
    let now = start;
    let latest = start;
    for (const { by, isCounted } of walk) {
      now += by;
      latest = Math.max(latest, now);
      const [least, most] = boundsAt(now, window, counted, latest);
      for (const told of await (isCounted ? count : read)(now)) {
        assert.ok(told >= least && told <= most, `${told} is not from ${least} to ${most}`);
      }
      if (isCounted) counted.push(now);
    }
    await close();
  };
  await fc.assert(fc.asyncProperty(near, fc.constantFrom(...WINDOWS), steps, holds), runs(count));
}

type Step = { readonly by: number; readonly isCounted: boolean };

function inMemory(clock: () => number): Promise<Store> {
  return Promise.resolve(openMemoryStore({ clock }));
}

function inFiles(test: TestContext): OpenStore {
  const folder = temporaryFolder(test);
  let number = 0;
  return (clock) => openSqliteStore(join(folder, `${number++}.sqlite`), { clock });
}

describe('a window', () => {
  it('is as long as it says and at most a sixtieth longer, however clocks go, in memory', async () => {
    await holdLaw(inMemory, 60);
  });

  it('is as long as it says and at most a sixtieth longer, however clocks go, in a file', async (test) => {
    await holdLaw(inFiles(test), 20);
  });

  for (const change of CHANGES) {
    it(`of a day is 24 hours over ${new Date(change).toISOString().slice(0, 10)}`, async (test) => {
      for (const openStore of [inMemory, inFiles(test)]) {
        const { count, read, close } = await openCounting('1 day', openStore);
        const start = change - 12 * HOUR;
        await count(start);
        assert.deepEqual(await read(start + DAY), [1, 1]);
        assert.deepEqual(await read(start + (DAY * 61) / 60 + 1), [0, 0]);
        await close();
      }
    });
  }

  it('of an hour tells the two hours of a clock that goes back', async (test) => {
    const [, back = 0] = CHANGES;
    for (const openStore of [inMemory, inFiles(test)]) {
      const { count, read, close } = await openCounting('1 hour', openStore);
      // 02:30 in summer time, and again in winter time.
      await count(back - HOUR / 2);
      assert.deepEqual(await count(back + HOUR / 2), [1, 1]);
      assert.deepEqual(await read(back + HOUR / 2 + HOUR / 60 + 1), [1, 1]);
      await close();
    }
  });

  for (const [what, step] of [
    ['an hour', HOUR],
    ['a day', DAY],
  ] as const) {
    it(`loses nothing and counts nothing twice when the clock is moved back ${what}`, async (test) => {
      for (const openStore of [inMemory, inFiles(test)]) {
        const { count, read, close } = await openCounting('1 day', openStore);
        const [, start = 0] = CHANGES;
        await count(start);
        assert.deepEqual(await count(start - step), [1, 1]);
        assert.deepEqual(await read(start - step), [2, 2]);
        assert.deepEqual(await read(start), [2, 2]);
        assert.deepEqual(await read(start - step + (DAY * 61) / 60 + 1), [1, 1]);
        assert.deepEqual(await read(start + (DAY * 61) / 60 + 1), [0, 0]);
        await close();
      }
    });
  }
});
