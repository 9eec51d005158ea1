import { hundredRules } from './hundred-rules/section.ts';
import { law } from './laws.ts';
import { compilePhases } from './phases.ts';
import { compileRules } from './scale/compile-rules.ts';
import { listSize } from './scale/list-size.ts';
import { loginSize } from './scale/login-size.ts';
import { lookUps } from './scale/look-ups.ts';
import { rawRule } from './scale/raw-rule.ts';
import { ruleCount } from './scale/rule-count.ts';
import { tenants } from './scale/tenants.ts';
import type { Section } from './section.ts';
import { rulesAsFunctions } from './ten-rules/rules-as-functions.ts';
import { tenRules, tenRulesRefused } from './ten-rules/section.ts';

/** All parts of the benchmark, in the order in which they run. */
export const SECTIONS: readonly Section[] = [
  tenRules,
  tenRulesRefused,
  hundredRules,
  ruleCount,
  listSize,
  loginSize,
  rawRule,
  lookUps,
  tenants,
  compileRules,
  rulesAsFunctions,
  compilePhases,
  law,
];
