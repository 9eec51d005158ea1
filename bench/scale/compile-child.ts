/*
 * Compiles a hundred files of a hundred rules in a process where nothing is warm, and writes milliseconds as JSON: of the
 * processor and by the clock. `texts`: each file as a text; `project`: a project on disk, which is then opened again
 * after one of its files has changed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkProject, createCompileCache } from '../../project/index.ts';
import { compileOrThrow } from '../compiled-policy.ts';
import { medianOf } from '../statistics.ts';
import { makeCopiedRules } from './copied-rules.ts';

/** Milliseconds after which nothing is repeated any more. */
const ENOUGH = 4000;
const files = Array.from({ length: 100 }, (_, index) =>
  makeCopiedRules(10, 'an application each', index * 10),
);
const told = process.argv[2] === 'texts' ? await compileTexts() : await openProjects();
console.log(JSON.stringify(told));

async function compileTexts() {
  return timed(() => files.map((source) => compileOrThrow(source)));
}

async function openProjects() {
  const folder = await mkdtemp(path.join(tmpdir(), 'lintel-bench-'));
  try {
    const names = files.map(({ name }) => `  - ${name}\n`).join('');
    await writeFile(path.join(folder, 'lintel.yaml'), `pipeline:\n${names}`);
    for (const { name, text } of files) await writeFile(path.join(folder, name), text);
    const cache = createCompileCache();
    const open = async () => {
      const { policies } = await checkProject(folder, { cache });
      if (policies?.length !== files.length) throw new Error('the project has no errors');
    };
    const cold = await timed(open);
    const again: number[] = [];
    const againByClock: number[] = [];
    const start = performance.now();
    for (const { name, text } of files.slice(0, 7)) {
      await writeFile(path.join(folder, name), text.replaceAll('Used too often', 'Used far too often'));
      const { processor, clock } = await timed(open);
      again.push(processor);
      againByClock.push(clock);
      if (performance.now() - start > ENOUGH) break;
    }
    return { ...cold, again: medianOf(again), againByClock: medianOf(againByClock) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function timed(work: () => unknown): Promise<{ readonly processor: number; readonly clock: number }> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { processor: (user + system) / 1000, clock };
}
