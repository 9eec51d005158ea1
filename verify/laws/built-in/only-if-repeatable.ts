import type { Law, LawRun } from '../law.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import type { LawScene } from './law-scene.ts';

/** How often a law that is broken is looked at again: where no rule is in JavaScript, nothing is left to chance. */
const REPEATS = { sentences: 1, JavaScript: 6, known: 2 };

/**
 * A law that compares two runs, made sure of before it is broken: where chance, the load of the machine or the logins
 * before decide, it says nothing. `same-login-same-decision` is the law that speaks of them.
 */
export function onlyIfRepeatable(law: Law, { rules }: Pick<LawScene, 'rules'>): Law {
  let isKnown = false;
  return {
    ...law,
    async judge(run, turn) {
      const first = await law.judge(run, turn);
      if (first.kind !== 'broken') return first;
      const repeats = rules.length === 0 ? 'sentences' : isKnown ? 'known' : 'JavaScript';
      for (let repeat = 1; repeat <= REPEATS[repeats]; repeat++) {
        // Each time with one login more between, so that no count of logins keeps step.
        for (let before = 0; before < repeat; before++)
          if (!(await endsAsBefore(run))) return { kind: 'beside' };
        const again = await law.judge(run, turn);
        if (again.kind !== 'broken' || again.why !== first.why) return { kind: 'beside' };
      }
      isKnown = true;
      return first;
    },
  };
}

async function endsAsBefore({ login, report, run }: LawRun): Promise<boolean> {
  const parts = ['by', 'message', 'demand', 'saml', 'session', 'lasting'] as const;
  return findDifference(report, await run(login), parts, sameUpToClock(login.now)) === null;
}
