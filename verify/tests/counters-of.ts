import type { Report } from '../../runtime/index.ts';

/** The counters that a login counts with, once each, as authors name them: without the policy. */
export function countersOf({ effects }: Pick<Report, 'effects'>): readonly string[] {
  const names = effects.flatMap((effect) => {
    if (effect.effect !== 'count') return [];
    const { counter, policy } = effect;
    return [counter.startsWith(`${policy}/`) ? counter.slice(policy.length + 1) : counter];
  });
  return [...new Set(names)].toSorted();
}
