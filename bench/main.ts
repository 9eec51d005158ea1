/*
 * `npm run bench -- [--list] [--only NAME,NAME] [--time MILLISECONDS] [--json]`. A whole run writes RESULTS.md and the
 * pictures beside this file; progress goes to stderr.
 */
import { parseArgs } from 'node:util';
import { formatFindings } from './format-findings.ts';
import { readMachine } from './machine.ts';
import type { Findings, Section } from './section.ts';
import { SECTIONS } from './sections.ts';
import { writeResults } from './write-results.ts';

const USAGE = `npm run bench -- [--list] [--only NAME,NAME] [--time MILLISECONDS] [--json]

  --list               the names of the sections
  --only NAME,NAME     these sections; writes nothing
  --time MILLISECONDS  for each line; default 900
  --json               the same as JSON

A whole run takes some minutes and writes bench/RESULTS.md.`;

const values = readOptions();
if (values.help) console.log(USAGE);
else if (values.list) {
  for (const { name, title } of SECTIONS) console.log(`${name.padEnd(20)} ${title}`);
} else {
  const time = Number(values.time);
  if (!(time > 0)) endWith('--time takes milliseconds, more than 0');
  await run(chosen(values.only), time);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        list: { type: 'boolean', default: false },
        only: { type: 'string' },
        time: { type: 'string', default: '900' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error));
  }
}

function endWith(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function chosen(only: string | undefined): readonly Section[] {
  if (only === undefined) return SECTIONS;
  return only.split(',').map((name) => {
    const found = SECTIONS.find((section) => section.name === name);
    return found ?? endWith(`there is no section \`${name}\`; --list names all`);
  });
}

async function run(sections: readonly Section[], time: number): Promise<void> {
  const began = performance.now();
  const parts: { readonly section: Section; readonly findings: Findings }[] = [];
  for (const [index, section] of sections.entries()) {
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`[${index + 1}/${sections.length}, ${seconds} s] ${section.name}\n`);
    const findings = await section.run(time);
    parts.push({ section, findings });
    if (!values.json) console.log(formatFindings(findings));
  }
  const machine = readMachine();
  if (values.json) {
    const found = parts.map(({ section: { name, title }, findings }) => ({ name, title, ...findings }));
    console.log(JSON.stringify({ machine, time, sections: found }, null, 2));
  }
  if (values.only === undefined) await writeResults(parts, { machine, time });
}
