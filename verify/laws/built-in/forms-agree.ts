import { isDeepStrictEqual } from 'node:util';
import { interpretPolicy } from '../../../compiler/index.ts';
import type { Report } from '../../../runtime/index.ts';
import { recordOf } from '../../login/fields.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Law } from '../law.ts';
import { NEVER_LET_IN } from './border-names.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { asLaw, isRule, type LawScene } from './law-scene.ts';

/**
 * The fast form of the rules decides as the traced one and, where a pipeline is all sentences, as their meaning read off
 * in this process. Only Lintel can be to blame.
 */
export function formsAgree(scene: LawScene): Law {
  const canInterpret = isAllSentences(scene) && !scene.cores.some(asks);
  return asLaw(
    {
      name: 'forms-agree',
      summary: 'the forms in which Lintel runs a rule decide alike',
      unfit: null,
      async judge({ login, report, run }, turn) {
        const traced = await run(login, { trace: true });
        if (traced.trace === null && report.code !== 'bad_login' && traced.outcome !== 'failure')
          return { kind: 'beside' };
        const parts = ['by', 'message', 'demand', 'saml', 'session', 'lasting'] as const;
        const difference = findDifference(report, traced, parts, sameUpToClock(login.now));
        if (difference !== null) {
          const why = `in the traced form ${difference}`;
          return { kind: 'broken', why, other: { login, report: traced }, isFault: true };
        }
        if (!canInterpret || report.outcome === 'failure' || isRest(turn, scene)) return { kind: 'held' };
        const meaning = findOtherMeaning(scene, login, report);
        if (meaning === null) return { kind: 'held' };
        const why = `read off its sentences in this process, ${meaning}`;
        return { kind: 'broken', why, other: null, isFault: true };
      },
    },
    scene,
  );
}

/** Where a policy asks the world outside, reading its sentences off would need the answers. */
function asks({ sources, counters }: LawScene['cores'][number]): boolean {
  return sources.length > 0 || counters.length > 0;
}

function isAllSentences({ steps, rules, project: { pipelineOptions } }: LawScene): boolean {
  const { appMetadata = 'separate', denialCode = 'unauthorized' } = pipelineOptions.compatibility;
  const isPlain = appMetadata === 'separate' && denialCode === 'unauthorized';
  return isPlain && rules.length === 0 && !steps.some(isRule);
}

/** Reading off makes the constants of a policy anew each time; of long lists and many rules, now and then is enough. */
function isRest(turn: number | null, { cores }: LawScene): boolean {
  if (turn === null) return false;
  const rules = cores.reduce((sum, core) => sum + core.rules.length, 0);
  const items = cores
    .flatMap(({ constants }) => constants)
    .reduce((sum, constant) => sum + (constant.kind === 'set' ? constant.items.length : 1), 0);
  return turn % Math.ceil((items + ITEMS_A_RULE * rules + 1) / 1000) !== 0;
}

/** To read off a rule takes about as long as so many items. */
const ITEMS_A_RULE = 5;

/** What the sentences themselves decide otherwise than the report, as the rest of a sentence. */
function findOtherMeaning(
  scene: LawScene,
  { user, context, now }: TimedLogin,
  report: Report,
): string | null {
  const live: { user: Record<string, unknown>; context: Record<string, unknown> } = JSON.parse(
    JSON.stringify({ user, context }),
    (name, value) => (NEVER_LET_IN.has(name) ? undefined : value),
  );
  for (const core of scene.cores) {
    const decision = interpretPolicy(core, live.user, live.context, now);
    if (decision.outcome !== 'deny' && decision.outcome !== 'failure' && core !== scene.cores.at(-1))
      continue;
    if (decision.outcome !== report.outcome) return `the outcome is \`${decision.outcome}\``;
    if (decision.outcome === 'deny')
      return decision.message === report.message && decision.code === report.code
        ? null
        : 'it gives another message or code';
    const { scope: _, ...accessToken } = recordOf(decision.accessToken);
    const same =
      isDeepStrictEqual(plain(demandOf(decision.multifactor)), plain(demandOf(report.multifactor))) &&
      isDeepStrictEqual(plain(decision.scopes), plain(report.scopes)) &&
      isDeepStrictEqual(kept('id_token', decision.idToken, report), plain(report.idToken)) &&
      isDeepStrictEqual(kept('access_token', accessToken, report), plain(withoutScope(report.accessToken)));
    return same ? null : 'what is granted is another';
  }
  return null;
}

/** The first rule that demanded is not handed on from policy to policy here. */
function demandOf(demand: unknown): unknown {
  const { by: _, ...rest } = recordOf(demand);
  return rest;
}

/** Claims without those that reach no token anyway. */
function kept(token: 'id_token' | 'access_token', claims: unknown, { dropped }: Report): unknown {
  const names = new Set(dropped.filter((claim) => claim.token === token).map(({ name }) => name));
  const fields = Object.entries(recordOf(claims)).filter(([name]) => !names.has(name));
  return plain(Object.fromEntries(fields));
}

function withoutScope({ scope: _, ...claims }: Report['accessToken']): unknown {
  return claims;
}

/** As JSON carries it, as all that leaves the sandbox. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
