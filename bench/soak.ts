/*
 * Very many logins of many tenants, side by side in a pool: whether they come out right, how fast, and whether memory is
 * flat. `npm run soak -- [logins] [tenants]`, on Linux. Exit code 1 when memory has grown or a login came out wrong.
 */
import { createServer } from 'node:http';
import { openWorkers, type Report, type Trouble } from '../runtime/index.ts';
import { growthOf, type MemorySample, measureMemory } from './soak/measure-memory.ts';
import { loginOf, openTenants, type SoakTenant } from './soak/tenants.ts';

const [logins = 200_000, count = 200] = process.argv.slice(2).map(Number);
const SIDE_BY_SIDE = 32;
/** Milliseconds. */
const INTERVAL = 5000;
const LOST = 'the process of the rules was lost';
/** By which part memory may have grown. */
const TOLERANCE = 0.15;

const server = createServer((request, response) => {
  const level = (request.url ?? '').length;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ level, padding: 'x'.repeat(500) }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');

const troubles: Trouble[] = [];
const workers = openWorkers({ processes: 2, onTrouble: (trouble) => void troubles.push(trouble) });
const tenants = await openTenants(count, workers, address.port);

const outcomes = new Map<string, number>();
const wrong = new Map<string, number>();
const lost = new Map<string, number>();
const samples: MemorySample[] = [];
const began = performance.now();
let started = 0;
let done = 0;

const clock = setInterval(() => {
  const sample = measureMemory(done);
  samples.push(sample);
  const perSecond = Math.round(done / ((performance.now() - began) / 1000));
  console.log(
    `${done} logins, ${perSecond}/s, host ${sample.host.toFixed(0)} MiB, ` +
      `${sample.processes} processes ${sample.workers.toFixed(0)} MiB, ` +
      `${kills()} kills, ${sum(lost)} lost, ${sum(wrong)} wrong`,
  );
}, INTERVAL);

await Promise.all(Array.from({ length: SIDE_BY_SIDE }, walk));
clearInterval(clock);
const seconds = (performance.now() - began) / 1000;
for (const { pipeline } of tenants) pipeline.dispose();
await workers.close();
server.close();

const growth = growthOf(samples, logins);
console.log(
  `\n${logins} logins of ${count} tenants in ${seconds.toFixed(0)} s: ${(logins / seconds).toFixed(0)}/s`,
);
console.log('outcomes', Object.fromEntries(outcomes));
console.log('wrong', Object.fromEntries(wrong));
console.log('lost with their process', sum(lost));
console.log(
  'troubles',
  Object.fromEntries(
    countBy(troubles.map((trouble) => `${trouble.kind} ${'reason' in trouble ? trouble.reason : ''}`)),
  ),
);
console.log(
  `memory, last quarter against the second: host ${percent(growth.host)}, each of its processes ${percent(growth.workers)}`,
);
const hasGrown = growth.host > TOLERANCE || growth.workers > TOLERANCE;
console.log(hasGrown ? 'memory grew' : 'memory is flat');
process.exitCode = hasGrown || sum(wrong) > 0 ? 1 : 0;

/** Takes one login after the other until none is left. */
async function walk(): Promise<void> {
  for (;;) {
    const number = started;
    if (number >= logins) return;
    started += 1;
    // All tenants in turn, with those of one kind far apart.
    const tenant = tenants[(number * 7919) % tenants.length];
    if (tenant === undefined) throw new Error('there is a tenant for every remainder');
    await take(tenant, Math.floor(number / tenants.length));
    done += 1;
  }
}

async function take({ pipeline, expect }: SoakTenant, number: number): Promise<void> {
  const login = loginOf(number);
  const report = await pipeline.run({ user: login.user, context: login.context });
  countOne(outcomes, report.outcome);
  const expected = expect(login);
  const isRight = expected === 'at-risk' ? report.outcome !== 'deny' : report.outcome === expected;
  if (isRight) return;
  const reason = reasonOf(report);
  // Whoever has asked the host for something is not tried again.
  countOne(reason === LOST ? lost : wrong, `${report.outcome} for ${expected}: ${reason}`);
}

function reasonOf({ log, message }: Report): string {
  const warning = log.find(({ level }) => level === 'warning')?.text ?? message ?? '';
  return warning.replace(/\d+/g, 'n');
}

function kills(): number {
  return troubles.filter(({ kind }) => kind === 'process-lost').length;
}

function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) countOne(counts, name);
  return counts;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, one) => total + one, 0);
}

function percent(part: number): string {
  return `${part >= 0 ? '+' : ''}${(part * 100).toFixed(1)} %`;
}
