import type { Report } from '../../runtime/index.ts';

/**
 * Counters as an author who expects some of them writes them: one that a template brings along has its name in the
 * template, too, so that `seats` stands for `seats of vip`.
 */
export function asExpected(found: readonly string[], expected: readonly string[]): readonly string[] {
  const names = found.map((name) => (expected.includes(name) ? name : (name.split(' of ')[0] ?? name)));
  return [...new Set(names)].toSorted();
}

/** The counters that a login counts with, once each, as authors name them: without the policy. */
export function countersOf({ effects }: Pick<Report, 'effects'>): readonly string[] {
  const names = effects.flatMap((effect) => {
    if (effect.effect !== 'count') return [];
    const { counter, policy } = effect;
    return [counter.startsWith(`${policy}/`) ? counter.slice(policy.length + 1) : counter];
  });
  return [...new Set(names)].toSorted();
}
