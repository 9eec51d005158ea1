import assert from 'node:assert/strict';
import type { Step } from '../../runtime/index.ts';
import { compileOrThrow } from '../compiled-policy.ts';
import type { Chart, Series } from '../draw-chart.ts';
import { type Contestant, measure } from '../measure.ts';
import { overLogins } from '../over-logins.ts';
import { type Bar, lineOf, type Section, type Table } from '../section.ts';
import { byHand } from '../ten-rules/by-hand.ts';
import { makeLogins, type WorkloadLogin } from '../ten-rules/logins.ts';
import { type OpenWay, PLAIN_WAYS, type Way } from '../ways.ts';
import {
  type CopiesFor,
  claimsOfCopy,
  loginForCopy,
  makeCopiedRules,
  needsSecondFactor,
} from './copied-rules.ts';

/** Many rules for everybody, and very many rules of which ten are for the application of the login. */
export const ruleCount: Section = {
  name: 'rule-count',
  title: 'The number of rules',
  async run(time) {
    const relevant = await measureCounts(
      'an allowed login, all rules for it',
      'everybody',
      [1, 3, 10, 30],
      time,
    );
    const apps = await measureCounts(
      'an allowed login, ten rules for its application',
      'an application each',
      [1, 10, 100, 500],
      time,
    );
    const chart: Chart = {
      name: 'rules',
      title: 'Cost of a login by the number of rules',
      across: 'rules in the policy',
      upwards: 'µs a login',
      series: [...seriesOf(relevant, 'all for this login'), ...seriesOf(apps, 'ten for this login')],
    };
    return {
      tables: [relevant.table, apps.table],
      bars: [...barsOf(relevant.table, 100, 8), ...barsOf(apps.table, 5000, 1.5)],
      charts: [chart],
    };
  },
};

interface Counted {
  readonly table: Table;
  readonly counts: readonly number[];
}

async function measureCounts(
  title: string,
  whom: CopiesFor,
  copies: readonly number[],
  time: number,
): Promise<Counted> {
  const opened: OpenWay[] = [];
  const contestants: Contestant[] = [];
  for (const way of PLAIN_WAYS)
    for (const count of copies) {
      const open = await way.open(makeSteps(count, whom));
      opened.push(open);
      const logins = ALLOWED.map((login, index) => loginForCopy(login, index % count));
      for (const [index, login] of logins.entries()) {
        const own = whom === 'everybody' ? Array.from({ length: count }, (_, copy) => copy) : [index % count];
        await checkLogin(open, login, own);
      }
      contestants.push(overLogins(nameOf(way, count * 10), logins, (login) => open.decide(login)));
    }
  const lines = await measure(contestants, time);
  for (const open of opened) open.dispose();
  return { table: { title, unit: 'µs', lines }, counts: copies.map((count) => count * 10) };
}

/** A policy can have 2,000 rules; from a hundred copies on there are several. */
function makeSteps(copies: number, whom: CopiesFor): readonly Step[] {
  const starts = Array.from({ length: Math.ceil(copies / 100) }, (_, index) => index * 100);
  return starts.map((from) => compileOrThrow(makeCopiedRules(Math.min(100, copies - from), whom, from)));
}

const ALLOWED = makeLogins(1200)
  .filter(({ user, context }) => byHand(user, context).decision === 'allow')
  .slice(0, 256);

const nameOf = ({ name }: Way, rules: number): string => `${name}, ${rules.toLocaleString('en')} rules`;

async function checkLogin(way: OpenWay, login: WorkloadLogin, copies: readonly number[]): Promise<void> {
  const { outcome, idToken } = await way.decide(login);
  const isAsked = copies.includes(0) && needsSecondFactor(login);
  assert.equal(outcome, isAsked ? 'challenge' : 'allow');
  const claims = Object.assign({}, ...copies.map((copy) => claimsOfCopy(login, copy)));
  assert.deepEqual(JSON.parse(JSON.stringify(idToken)), claims);
}

function barsOf(table: Table, rules: number, limit: number): readonly Bar[] {
  return PLAIN_WAYS.map((way) => {
    const found = lineOf(table, nameOf(way, rules)).ratio / lineOf(table, nameOf(way, 10)).ratio;
    return {
      what: `${table.title}: ${nameOf(way, rules)}, against 10`,
      found,
      limit,
      kind: 'at most',
      unit: '×',
    };
  });
}

function seriesOf({ table, counts }: Counted, what: string): readonly Series[] {
  return PLAIN_WAYS.map((way) => ({
    name: `${way.name}, ${what}`,
    points: counts.map((count) => [count, lineOf(table, nameOf(way, count)).median] as const),
  }));
}
