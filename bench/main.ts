import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { LAW_LOGINS, measureLaws } from './laws.ts';
import { type Measurement, measure } from './measure.ts';
import { createPhases } from './phases.ts';
import { createSizes } from './sizes.ts';
import { createTenRules } from './ten-rules/contestants.ts';

/** One table of the benchmark. */
interface Section {
  readonly title: string;
  readonly measurements: readonly Measurement[];
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, time: { type: 'string', default: '1500' } },
});
const time = Number(values.time);
const sections: Section[] = [];

const tenRules = await createTenRules();
await add('Ten rules, one login, in this process', tenRules.outside);
await add('Ten rules, one login, in the isolate', tenRules.inside);
tenRules.dispose();
await add('Compiling the ten rules', await createPhases());
show(
  `A law over the ten rules, each of ${LAW_LOGINS.toLocaleString('en')} generated logins`,
  await measureLaws(),
);
for (const size of [10, 1_000_000]) {
  const { list, table } = createSizes(size);
  const entries = `${size.toLocaleString('en')} entries`;
  await add(`Is an address in a list of ${entries}`, list);
  await add(`Look an address up in a table of ${entries}`, table);
}
if (values.json)
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model ?? '', sections }, null, 2));

async function add(title: string, contestants: Parameters<typeof measure>[0]): Promise<void> {
  show(title, await measure(contestants, time));
}

function show(title: string, measurements: readonly Measurement[]): void {
  sections.push({ title, measurements });
  if (!values.json) print({ title, measurements });
}

function print({ title, measurements }: Section): void {
  console.log(`\n${title}`);
  for (const { name, microseconds, ratio } of measurements) {
    const cells = [
      name.padEnd(52),
      `${format(microseconds)} µs`.padStart(14),
      `×${format(ratio)}`.padStart(12),
    ];
    console.log(`  ${cells.join('')}`);
  }
}

/** Three figures that mean something. */
function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
