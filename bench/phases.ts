import { analyse, checkPolicy, compile, emitPolicy } from '../compiler/index.ts';
import { parsePolicy } from '../grammar/index.ts';
import { type Contestant, measure } from './measure.ts';
import type { Section } from './section.ts';
import { readTenRules } from './ten-rules/read-ten-rules.ts';

/** The phases of the compiler on the policy of ten rules. */
export const compilePhases: Section = {
  name: 'compile-phases',
  title: 'Compiling the ten rules, phase by phase',
  async run(time) {
    const { source, world } = await readTenRules();
    const parsed = parsePolicy(source).value;
    const analysed = analyse(source, world).value;
    if (parsed === null || analysed === null) throw new Error('the policy of ten rules has no errors');
    const phase = (name: string, turn: () => unknown): Contestant => ({ name, turn, count: 1 });
    const lines = await measure(
      [
        phase('parse', () => parsePolicy(source)),
        phase('check', () => checkPolicy(parsed, world)),
        phase('emit', () => emitPolicy(analysed.core, source)),
        phase('all: from text to rules', () => compile(source, world)),
      ],
      time,
    );
    return { tables: [{ title: this.title, unit: 'µs', lines }], bars: [], charts: [] };
  },
};
