import type { Law } from '../law.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { asLaw, type LawScene } from './law-scene.ts';

/** The same login at the same moment decides alike: nothing depends on chance, or on the logins before. */
export function sameLoginSameDecision(scene: LawScene): Law {
  return asLaw(
    {
      name: 'same-login-same-decision',
      summary: 'the same login at the same moment decides alike, however often it is tried',
      unfit: null,
      async judge({ login, report, run }) {
        const after = await run(login);
        const parts = ['by', 'message', 'demand', 'saml', 'session', 'lasting'] as const;
        const difference = findDifference(report, after, parts, sameUpToClock(login.now));
        if (difference === null) return { kind: 'held' };
        const why = `tried again, ${difference}`;
        return { kind: 'broken', why, other: { login, report: after }, isFault: false };
      },
    },
    scene,
  );
}
