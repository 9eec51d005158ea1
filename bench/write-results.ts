import { writeFile } from 'node:fs/promises';
import { drawChart } from './draw-chart.ts';
import { formatBars, formatFindings } from './format-findings.ts';
import type { Machine } from './machine.ts';
import type { Findings, Section } from './section.ts';

/** Writes RESULTS.md and the pictures that it shows into this folder. */
export async function writeResults(
  parts: readonly { readonly section: Section; readonly findings: Findings }[],
  how: { readonly machine: Machine; readonly time: number },
): Promise<void> {
  const charts = parts.flatMap(({ findings }) => findings.charts);
  for (const chart of charts) await writeFile(fileOf(`${chart.name}.svg`), drawChart(chart));
  const sections = parts.map(({ section, findings }) =>
    [
      `## ${section.title}`,
      `\`npm run bench -- --only ${section.name}\``,
      formatFindings({ ...findings, bars: [] }),
      ...findings.charts.map(({ name, title }) => `![${title}](${name}.svg)\n`),
    ].join('\n\n'),
  );
  const text = [
    '# Results of the benchmark',
    headOf(how),
    '## What is to be reached',
    formatBars(parts.flatMap(({ findings }) => findings.bars)),
    ...sections,
  ].join('\n\n');
  await writeFile(fileOf('RESULTS.md'), `${text.replaceAll(/\n{3,}/g, '\n\n').trimEnd()}\n`);
}

function headOf({ machine, time }: { readonly machine: Machine; readonly time: number }): string {
  const { processor, cores, memory, node, versions } = machine;
  return [
    `Written by \`npm run bench -- --time ${time}\` on ${new Date().toISOString().slice(0, 10)}; [README.md](README.md) says what every table means. Compare ratios, which come from one run, not microseconds.`,
    `${processor}, ${cores} cores, ${memory}; Node ${node}, ${versions.map((pair) => pair.join(' ')).join(', ')}.`,
  ].join('\n\n');
}

function fileOf(name: string): URL {
  return new URL(name, import.meta.url);
}
