import assert from 'node:assert/strict';
import { analyse, type CorePolicy, EMPTY_WORLD, type World } from '../../../compiler/index.ts';
import type { GeneratorFacts } from '../../../verify/generate/facts.ts';
import { lookUpsAsFields } from '../../../verify/look-ups/look-ups-as-fields.ts';

/** A policy whose rules are right. */
export function coreOf(text: string, world: World = EMPTY_WORLD): CorePolicy {
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text }, world);
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('\n'));
  return value.core;
}

/** The facts of one policy with some rules. */
export function factsOfRules(rules: string, head = ''): GeneratorFacts {
  const core = lookUpsAsFields(coreOf(`policy: p\n${head}\nrules:\n${rules}`));
  return { cores: [core], attributes: new Map(), rules: [] };
}

/** The facts of a policy with one rule that has one condition. */
export function factsWhen(condition: string, head = ''): GeneratorFacts {
  return factsOfRules(`  - id: r\n    when: ${condition}\n    then: { deny: yes }\n`, head);
}
