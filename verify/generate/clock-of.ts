import type { GeneratorFacts } from './facts.ts';
import { findAtoms } from './find-atoms.ts';
import { expressionsIn } from './near.ts';

/** Whether the moment of a login can matter to the rules and laws of a project; rules in JavaScript may always ask for it. */
export type Clock = 'read' | 'unread';

export function clockOf({ cores, rules }: GeneratorFacts): Clock {
  const isRead = cores.some((policy) => {
    const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
    return findAtoms(policy).some(({ core }) =>
      expressionsIn(core, conditions).some(({ kind }) => kind === 'now'),
    );
  });
  return isRead || rules.length > 0 ? 'read' : 'unread';
}
