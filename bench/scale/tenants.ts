import type { CompiledPolicy } from '../../stdlib/index.ts';
import { compileOrThrow } from '../compiled-policy.ts';
import { fromFigures, measure } from '../measure.ts';
import { openByHand } from '../open-by-hand.ts';
import { overLogins } from '../over-logins.ts';
import { type Bar, lineOf, type Section, type Table } from '../section.ts';
import { byHandSource } from '../ten-rules/by-hand.ts';
import { GUESTS, makeLogins } from '../ten-rules/logins.ts';
import { readTenRules } from '../ten-rules/read-ten-rules.ts';
import { type OpenWay, PLAIN_WAYS, type Way } from '../ways.ts';
import { numberOf, runChild } from './run-child.ts';

/** The first login of a tenant, the memory of one, and logins that go round many of them. */
export const tenants: Section = {
  name: 'tenants',
  title: 'Tenants with ten rules each',
  async run(time) {
    const { source, world } = await readTenRules();
    const compiled = compileOrThrow(source, world);
    const first = await measureFirst(compiled, time);
    const round = await measureRound(compiled, time);
    const memory = await measureMemory(time);
    const points = [BY_HAND, ...PLAIN_WAYS.map(({ name }) => name)].map((name) => ({
      name,
      points: ROUND.map((count) => [count, lineOf(round, roundName(name, count)).median] as const),
    }));
    const chart = {
      name: 'tenants',
      title: 'Cost of a login by the number of tenants, one after the other',
      across: 'tenants',
      upwards: 'µs a login',
      series: points,
    };
    return { tables: [first, round, memory], bars: barsOf(first, memory), charts: [chart] };
  },
};

const BY_HAND = 'by hand in an isolate';
const ROUND = [1, 10, 50, 200];
const LOGINS = makeLogins(256);
const HAND = `${byHandSource}
  (text) => { const { user, context } = JSON.parse(text); return JSON.stringify(decide(user, context)); }`;

const roundName = (name: string, count: number): string =>
  count === 1 ? `${name}, one tenant` : `${name}, ${count} tenants in turn`;
const parsedName = (name: string): string => `${name}, from the compiled policy`;
const withoutList = (name: string): string => `${name}, a list of one entry`;
const textName = (name: string): string => `${name}, from its JSON`;

/** From what was compiled to the first decision. */
async function measureFirst(compiled: CompiledPolicy, time: number): Promise<Table> {
  const bundle = JSON.stringify(compiled);
  const [login] = LOGINS;
  const byHand = () => {
    const isolate = openByHand(HAND);
    isolate.call(JSON.stringify(login));
    return isolate;
  };
  const byWay = async (way: Way, policy: CompiledPolicy) => {
    const open = await way.open([policy]);
    await open.decide(login);
    return open;
  };
  const contestants: readonly (readonly [string, () => Disposed | Promise<Disposed>])[] = [
    [BY_HAND, byHand],
    ...PLAIN_WAYS.flatMap((way) => [
      [parsedName(way.name), () => byWay(way, compiled)] as const,
      [textName(way.name), () => byWay(way, JSON.parse(bundle))] as const,
    ]),
  ];
  const rounds = Math.min(60, Math.max(3, Math.round(time / 15)));
  const found = new Map<string, number[]>(contestants.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of contestants) {
      const start = performance.now();
      const opened = await work();
      found.get(name)?.push(performance.now() - start);
      opened.dispose();
    }
  return { title: 'a tenant, opened and asked once', unit: 'ms', lines: fromFigures([...found]) };
}

type Disposed = Pick<OpenWay, 'dispose'>;

/** Logins of many tenants one after the other, so that nothing of one is warm when it comes round again. */
async function measureRound(compiled: CompiledPolicy, time: number): Promise<Table> {
  const most = Array.from({ length: Math.max(...ROUND) });
  const hands = most.map(() => openByHand(HAND));
  const opened: OpenWay[] = [];
  const contestants = ROUND.map((count) => {
    const logins = LOGINS.map((login, index) => ({ login, hand: hands[index % count] }));
    return overLogins(roundName(BY_HAND, count), logins, ({ login, hand }) =>
      JSON.parse(hand?.call(JSON.stringify(login)) ?? ''),
    );
  });
  for (const way of PLAIN_WAYS) {
    const all = await Promise.all(most.map(() => way.open([JSON.parse(JSON.stringify(compiled))])));
    opened.push(...all);
    for (const count of ROUND) {
      const logins = LOGINS.map((login, index) => ({ login, open: all[index % count] }));
      contestants.push(
        overLogins(roundName(way.name, count), logins, ({ login, open }) => open?.decide(login)),
      );
    }
  }
  const lines = await measure(contestants, time);
  for (const one of [...opened, ...hands]) one.dispose();
  return { title: 'a login', unit: 'µs', lines };
}

/** In a process of its own for each kind, over a hundred tenants. */
async function measureMemory(time: number): Promise<Table> {
  const runs = Math.min(5, Math.max(1, Math.round(time / 300)));
  const all = String(GUESTS.length);
  const kinds: readonly (readonly [name: string, whose: string, guests: string])[] = [
    [BY_HAND, 'hand', all],
    ...PLAIN_WAYS.flatMap(({ name }, index) => [
      [name, String(index), all] as const,
      [withoutList(name), String(index), '1'] as const,
    ]),
  ];
  const found = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
  for (let run = 0; run < runs; run += 1)
    for (const [name, whose, guests] of kinds)
      found.get(name)?.push(numberOf(await runChild('memory-child.ts', whose, '100', guests), 'each'));
  return { title: 'memory of one of 100 tenants', unit: 'MiB', lines: fromFigures([...found]) };
}

function barsOf(first: Table, memory: Table): readonly Bar[] {
  return PLAIN_WAYS.flatMap(({ name }): readonly Bar[] => {
    const start = lineOf(first, textName(name)).median;
    const each = lineOf(memory, withoutList(name)).median;
    return [
      {
        what: `First decision of a tenant, ${textName(name)}`,
        found: start,
        limit: 5,
        kind: 'at most',
        unit: 'ms',
      },
      {
        what: `Memory of a tenant beyond its list, ${name}`,
        found: each,
        limit: 1.5,
        kind: 'at most',
        unit: 'MiB',
      },
    ];
  });
}
