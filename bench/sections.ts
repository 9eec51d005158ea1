import { hundredRules } from './hundred-rules/section.ts';
import { law } from './laws.ts';
import { compilePhases } from './phases.ts';
import type { Section } from './section.ts';
import { rulesAsFunctions } from './ten-rules/rules-as-functions.ts';
import { tenRules } from './ten-rules/section.ts';

/** All parts of the benchmark, in the order in which they run. */
export const SECTIONS: readonly Section[] = [tenRules, hundredRules, rulesAsFunctions, compilePhases, law];
