import type { Law } from '../law.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { reverseIndependentRules } from './independent-rules.ts';
import { asLaw, changeSteps, type LawScene } from './law-scene.ts';

/** Rules of a policy that do not depend on one another decide alike in reversed order; who is named and told may differ. */
export function ruleOrderDoesNotMatter(scene: LawScene): Law {
  const steps = changeSteps(scene, reverseIndependentRules);
  const beside = steps === null ? null : scene.openBeside(steps);
  return asLaw(
    {
      name: 'rule-order-does-not-matter',
      summary: 'rules that do not depend on one another decide alike in any order',
      unfit: beside === null ? 'no two rules could change places' : null,
      async judge({ login, report }) {
        if (beside === null) return { kind: 'beside' };
        const after = await beside.run(login);
        const difference = findDifference(
          report,
          after,
          ['demand', 'saml', 'session', 'lasting in any order', 'address'],
          sameUpToClock(login.now),
        );
        if (difference === null) return { kind: 'held' };
        const why = `with the rules of each policy in reversed order, ${difference}`;
        return { kind: 'broken', why, other: { login, report: after }, isFault: false };
      },
    },
    scene,
  );
}
