import { fromFigures } from '../measure.ts';
import type { Section } from '../section.ts';
import { medianOf } from '../statistics.ts';
import { numberOf, runChild } from './run-child.ts';

/** Compiling very many rules, each time in a new process. */
export const compileRules: Section = {
  name: 'compile-rules',
  title: 'Compiling 10,000 rules in 100 files',
  async run(time) {
    const runs = Math.min(5, Math.max(1, Math.round(time / 300)));
    const texts: unknown[] = [];
    const projects: unknown[] = [];
    for (let run = 0; run < runs; run += 1) {
      texts.push(await runChild('compile-child.ts', 'texts'));
      projects.push(await runChild('compile-child.ts', 'project'));
    }
    const figures = (answers: readonly unknown[], name: string) =>
      answers.map((answer) => numberOf(answer, name));
    const [cold, changed] = [figures(texts, 'clock'), figures(projects, 'againByClock')];
    const lines = fromFigures([
      ['all files, cold, by the clock', cold],
      ['all files, cold, time of the processor', figures(texts, 'processor')],
      ['the same as a project on disk, cold, by the clock', figures(projects, 'clock')],
      ['one file changed, project opened again, by the clock', changed],
      ['one file changed, time of the processor', figures(projects, 'again')],
    ]);
    return {
      tables: [{ title: 'compiling 10,000 rules', unit: 'ms', lines }],
      bars: [
        {
          what: 'Compile 10,000 rules, cold',
          found: medianOf(cold) / 1000,
          limit: 1.5,
          kind: 'at most',
          unit: 's',
        },
        {
          what: 'A change in one file of 100',
          found: medianOf(changed),
          limit: 50,
          kind: 'at most',
          unit: 'ms',
        },
      ],
      charts: [],
    };
  },
};
