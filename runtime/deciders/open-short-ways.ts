import type { CompiledPolicy } from '../../stdlib/index.ts';
import type { OpenCourse } from '../course.ts';
import type { Limits } from '../limits.ts';
import { openInquiry } from '../look-ups/open-inquiry.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { ReopenedPolicies } from '../policies/reopen-policies.ts';
import type { OpenHere } from '../verified/open-here.ts';
import type { Deciders } from './join-deciders.ts';
import { type GoOn, type OpenDeciders, openDeciders } from './open-deciders.ts';
import { openTracedDeciders } from './open-traced-deciders.ts';
import { type TellAsking, tellAsking } from './tell-asking.ts';
import { tellInside } from './tell-inside.ts';

/** How most logins of a pipeline are decided; null: there is no such way. */
export interface ShortWays {
  readonly fast: OpenDeciders | null;
  readonly traced: Pick<OpenDeciders, 'report'> | null;
}

export interface ShortWaysOptions {
  readonly policies: readonly CompiledPolicy[];
  /** null: the policies can only be run. */
  readonly deciders: Deciders | null;
  /** Asks them in this process; null: they run inside only. */
  readonly here: Pick<OpenHere, 'tell'> | null;
  readonly inside: ReopenedPolicies;
  /** null: no login has to wait on its way. */
  readonly course: OpenCourse | null;
  readonly goOn: GoOn;
  readonly limits: Limits;
  readonly compatibility: Compatibility;
}

export function openShortWays(options: ShortWaysOptions): ShortWays {
  const { policies, deciders, inside, goOn, limits, compatibility } = options;
  if (deciders === null) return { fast: null, traced: null };
  const tell = openTeller(deciders, options);
  const canTrace = deciders.parts.every(({ traced }) => traced !== null);
  return {
    fast: openDeciders(deciders, tell, goOn, inside.isLost, limits, compatibility),
    traced: canTrace ? openTracedDeciders(deciders, policies, inside.get, limits, compatibility) : null,
  };
}

function openTeller(deciders: Deciders, { here, inside, course, limits }: ShortWaysOptions): TellAsking {
  if (deciders.lookUps.length === 0) {
    const tell = tellInside(deciders, inside.get, limits);
    return here === null ? tell : (login, clock) => here.tell(login, clock) ?? tell(login, clock);
  }
  if (course === null) throw new Error('a pipeline whose deciders ask has a course for logins that wait');
  const { lookUps, budget } = course;
  return tellAsking(deciders, inside.get, limits, (now) =>
    openInquiry(lookUps, { now, deadline: performance.now() + budget, given: null }),
  );
}
