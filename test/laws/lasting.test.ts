import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';
import {
  createPipeline,
  openMemoryStore,
  openSqliteStore,
  type Report,
  type Store,
} from '../../runtime/index.ts';
import { openOutbox } from '../../runtime/outbox/open-outbox.ts';
import { LOCAL } from '../conclusion/lasting-steps.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { type Life, liveInProcess, liveOnce } from './lasting/live-once.ts';
import { type Arrival, serveMoods } from './lasting/moody-server.ts';
import type { Blow } from './lasting/mortal-store.ts';
import { compilePlan, type Decided, decide, type Plan, plan, type Wish } from './lasting/plan.ts';
import { LOGIN, runToEnd } from './lasting/run-to-end.ts';
import { runs } from './runs.ts';

const blow: fc.Arbitrary<Blow | null> = fc.option(
  fc.record({
    where: fc.constantFrom('login', 'login', 'outbox'),
    at: fc.nat(5),
    how: fc.constantFrom('it rejects', 'death before', 'death after'),
  }),
  { freq: 4 },
);
const death: fc.Arbitrary<Blow> = fc.record({
  where: fc.constant('login' as const),
  at: fc.integer({ min: 2, max: 5 }),
  how: fc.constantFrom('death before' as const, 'death after' as const),
});
const factor = fc.constantFrom('passed' as const, 'failed' as const);

/** Names of what is in the store, sorted; whatever was counted twice stands there twice. */
async function storedIn(store: Store, wishes: readonly Wish[]): Promise<readonly string[]> {
  const fields = (await store.getUser(LOGIN.user.user_id))?.user_metadata?.fields ?? {};
  const counted = wishes
    .filter(({ kind }) => kind === 'count')
    .map(async ({ name }) => {
      const counter = {
        name: `p${name.split('_')[1]}/${name}`,
        window: null,
        isDistinct: false,
        per: '',
        value: null,
      };
      return Array.from<string>({ length: await store.readCount(counter, Date.now()) }).fill(name);
    });
  return [...Object.keys(fields), ...(await Promise.all(counted)).flat()].sort();
}

/** Delivers whatever the store has, as if days went by. */
async function deliverRest(store: Store): Promise<void> {
  const http = openHttpClient({ network: LOCAL });
  let now = Date.now();
  const outbox = openOutbox(store, { http, secrets: new Map() }, { clock: () => now });
  try {
    for (let next: number | null = now; next !== null; next = await store.nextMessageAt()) {
      now = Math.max(now, next);
      await outbox.flush();
    }
  } finally {
    outbox.close();
    http.close();
  }
}

const namesOf = (wishes: readonly Wish[], ...kinds: readonly Wish['kind'][]) =>
  wishes.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);

const inStore = (wishes: readonly Wish[]) => namesOf(wishes, 'metadata', 'count').sort();

/** What a login that ended so leaves: everything, what says so, or nothing yet. */
function lastingOf({ wishes }: Decided, { outcome }: Report): readonly Wish[] {
  if (outcome === 'allow') return wishes;
  return outcome === 'redirect' ? [] : wishes.filter(({ isAlways }) => isAlways);
}

/** How a login ends to which nothing happens. */
function expectedOutcome(
  { outcome, wishes }: Decided,
  given: Plan,
  answer: Life['answer'],
): Report['outcome'] {
  if (outcome === 'deny' || outcome === 'redirect') return outcome;
  if (outcome === 'challenge') {
    if (wishes.length === 0) return 'challenge';
    if (answer === 'failed') return 'deny';
    if (given.flat().some(({ applies, end }) => applies && end === 'redirect')) return 'redirect';
  }
  const isLost = wishes.some((one) => one.kind === 'call' && one.isNeeded && one.behaviours[0] !== 'takes');
  return isLost ? 'failure' : 'allow';
}

/** Who is back from elsewhere is not sent there again, but refused. */
function onTheWayBack(given: Plan): Plan {
  return given.map((rules) =>
    rules.map((rule) => (rule.end === 'redirect' ? { ...rule, end: 'deny' } : rule)),
  );
}

function checkArrivals(arrivals: readonly Arrival[], decided: Decided, lasting: readonly Wish[]): void {
  const committed = namesOf(lasting, 'notify');
  const notifications = new Set(namesOf(decided.wishes, 'notify'));
  const told = arrivals.map(({ name }) => name).filter((name) => notifications.has(name));
  const order = told.filter((name, index) => name !== told[index - 1]);
  assert.deepEqual(order, committed, 'each at least once, one after the other');
  const keys = new Map(arrivals.map(({ name, key }) => [name, key]));
  for (const { name, key } of arrivals) assert.equal(key, keys.get(name), 'all tries have one key');
  assert.equal(new Set(keys.values()).size, keys.size, 'no two have the same key');
}

/** Whether a call may be made twice and answered otherwise: where a second factor is given again. */
function isFickle({ outcome, wishes }: Decided): boolean {
  return outcome === 'challenge' && wishes.some((one) => one.kind === 'call' && one.behaviours.length > 1);
}

/** Where logins live: the store, and how the process comes to its end that has a login first. */
interface World {
  readonly store: Store;
  readonly live: (life: Life) => Promise<Report | 'died'>;
}

/** What has to hold of a login through any rules, whatever happens on the way. */
async function holdLaw(
  test: TestContext,
  open: (number: number) => Promise<World>,
  { count, blows = blow }: { readonly count: number; readonly blows?: fc.Arbitrary<Blow | null> },
): Promise<void> {
  const server = await serveMoods(test);
  const seen = new Set<string>();
  let number = 0;
  const lives = fc.record({ plan, blow: blows, answer: factor });
  const holds = async (given: Omit<Life, 'policies' | 'id'> & { readonly plan: Plan }): Promise<void> => {
    const decided = decide(given.plan);
    const all = given.plan.flat().flatMap(({ wishes }) => wishes);
    const { url, arrivals } = server.open(new Map(all.map(({ name, behaviours }) => [name, behaviours])));
    const { blow, answer } = given;
    const life = { policies: compilePlan(given.plan, url), id: randomUUID(), answer, blow };
    const { store, live } = await open(number++);
    const leaves = async (report: Report, when: string) =>
      assert.deepEqual(await storedIn(store, all), inStore(lastingOf(decided, report)), when);

    const early = await live(life);
    if (early !== 'died') {
      const isStruck = blow?.where === 'login';
      if (!isStruck) assert.equal(early.outcome, expectedOutcome(decided, given.plan, answer));
      const isUndone = isStruck && early.outcome !== 'allow' && (await storedIn(store, all)).length === 0;
      if (!isUndone) await leaves(early, 'at first');
      assert.doesNotMatch(JSON.stringify(early), /s3cret/);
    }
    const pipeline = await createPipeline(life.policies, { store, network: LOCAL });
    try {
      const late = await runToEnd(pipeline, life);
      if (isFickle(decided)) return;
      if (early !== 'died' && early.outcome === 'allow') assert.equal(late.outcome, 'allow');
      await leaves(late, 'after another try');
      const last = await runToEnd(pipeline, life);
      if (late.outcome === 'allow') assert.equal(last.outcome, 'allow');
      await leaves(last, 'after one more');
      let lasting = lastingOf(decided, last);
      if (decided.outcome === 'redirect') {
        const { searchParams } = new URL(last.redirect?.url ?? '');
        const back = await pipeline.resume(searchParams.get('state'));
        assert.equal(back.code, 'interaction_required');
        lasting = lastingOf(decide(onTheWayBack(given.plan)), back);
        assert.deepEqual(await storedIn(store, all), inStore(lasting), 'after coming back');
      }
      await pipeline.flush();
      pipeline.dispose();
      await deliverRest(store);
      checkArrivals(arrivals, decided, lasting);
    } finally {
      pipeline.dispose();
      await store.close();
    }
    const keys = new Set(arrivals.map(({ key }) => key));
    for (const key of keys) assert.ok(!seen.has(key), 'no other login has the key');
    for (const key of keys) seen.add(key);
  };
  await fc.assert(fc.asyncProperty(lives, holds), runs(count));
}

describe('whatever fails, and whoever dies', () => {
  it('a login leaves in memory what its end says, and that once', async (test) => {
    const open = async (): Promise<World> => {
      const store = openMemoryStore();
      return { store, live: (life) => liveOnce(store, life) };
    };
    await holdLaw(test, open, { count: 60 });
  });

  it('a login leaves in a file what its end says, and that once', async (test) => {
    const folder = temporaryFolder(test);
    const open = async (number: number): Promise<World> => {
      const store = await openSqliteStore(join(folder, `${number}.sqlite`));
      return { store, live: (life) => liveOnce(store, life) };
    };
    await holdLaw(test, open, { count: 25 });
  });

  it('a login leaves that once in a file though its process is killed', async (test) => {
    const folder = temporaryFolder(test);
    const open = async (number: number): Promise<World> => {
      const file = join(folder, `${number}.sqlite`);
      return { store: await openSqliteStore(file), live: (life) => liveInProcess(file, life) };
    };
    await holdLaw(test, open, { count: 6, blows: death });
  });
});
