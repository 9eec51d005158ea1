import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { compileRule, emitTarget, type Target, type TargetPolicy } from '../../../compiler/index.ts';
import type { Report, Step } from '../../../runtime/index.ts';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Judgement, Law, LawRun } from '../law.ts';
import { asActionsHaveIt } from './as-actions-have-it.ts';
import { NEVER_LET_IN } from './border-names.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { storedNames } from './lasting-effects.ts';
import { asLaw, type BesidePipeline, isRule, type LawScene } from './law-scene.ts';

/** Emitted programs run as rules in JavaScript, which takes longer than all else: one login in so many is enough. */
const RARELY = 16;

/**
 * What `lintel compile` writes decides as the pipeline does, for every target that can do what the policies say: the
 * outcome, its message and code, the second factor, claims, scopes, metadata and where the login is sent. The programs run
 * in the sandbox. Only Lintel can be to blame.
 */
export function targetsAgree(scene: LawScene): Law {
  const unfit = whyNotCompiled(scene);
  const targets = unfit === null ? scene.project.targets : [];
  // To write programs takes a while, and one login in so many needs them.
  let opened: readonly OpenTarget[] | null = null;
  const open = (): readonly OpenTarget[] => {
    opened ??= targets.map((target) => openTarget(target, scene));
    return opened;
  };
  return asLaw(
    {
      name: 'targets-agree',
      summary: 'what `lintel compile` writes decides as the project itself',
      unfit: unfit ?? (targets.length === 0 ? 'no target can do all that the policies say' : null),
      async judge({ login, report, run }, turn): Promise<Judgement> {
        if (turn !== null && turn % RARELY !== 0) return { kind: 'beside' };
        for (const { target, pipeline } of open()) {
          const isAction = target === 'auth0-action';
          const given = isAction ? asActionsHaveIt(login) : login;
          const before = isAction ? await run(given) : report;
          const after = await pipeline.run(given);
          const difference = findOther(target, before, after, login.now);
          if (difference === null || (await isOfLaterClock(target, after, given, run))) continue;
          const why = `compiled to \`${target}\`, ${difference}`;
          return { kind: 'broken', why, other: { login: given, report: after }, isFault: true };
        }
        return { kind: targets.length === 0 ? 'beside' : 'held' };
      },
    },
    scene,
  );
}

interface OpenTarget {
  readonly target: Target;
  readonly pipeline: BesidePipeline;
}

function whyNotCompiled({ steps }: LawScene): string | null {
  return steps.some((step) => isRule(step) || hasScript(step))
    ? 'rules in JavaScript are not compiled'
    : null;
}

function openTarget(target: Target, scene: LawScene): OpenTarget {
  const policies = scene.steps.flatMap((step, index) => {
    const core = scene.cores[index];
    return isRule(step) || core === undefined ? [] : [{ policy: step, core }];
  });
  const programs = target === 'auth0-action' ? [policies] : policies.map((policy) => [policy]);
  const steps = programs.map((program) => ruleOf(target, program));
  return {
    target,
    pipeline: scene.openBeside(steps, { modules: modulesOf(scene), configuration: secretsOf(scene) }),
  };
}

/** What signs redirects: any value will do, since a state is another each time and no report holds it. */
function secretsOf({ cores }: LawScene): Readonly<Record<string, string>> {
  const effects = cores.flatMap(({ rules }) => rules.flatMap((rule) => rule.effects));
  const names = effects.flatMap((effect) => (effect.kind === 'redirect' ? (effect.signWith ?? []) : []));
  return Object.fromEntries(names.map((name) => [name, `the secret ${name}`]));
}

function hasScript({ rules }: CompiledPolicy): boolean {
  return rules.some(({ script }) => script !== undefined);
}

/** The package that programs with patterns ask for, where one does. */
function modulesOf({ cores }: LawScene): ReadonlyMap<string, string> {
  const hasPatterns = cores.some(({ constants }) => constants.some(({ kind }) => kind === 'pattern'));
  if (!hasPatterns) return new Map();
  const main = createRequire(import.meta.url).resolve(PATTERNS);
  return new Map([[PATTERNS, readFileSync(main, 'utf8')]]);
}

const PATTERNS = 're2js';

/** The program that policies are compiled to, as a rule. */
function ruleOf(target: Target, policies: readonly TargetPolicy[]): Step {
  const [program] = emitTarget(policies, target);
  if (program === undefined) throw new Error('every target writes a program first');
  const name = `${policies.map(({ policy }) => policy.id).join(' and ')} (${target})`;
  const text = target === 'standalone' ? asRule(program.text) : program.text;
  const { value, diagnostics } = compileRule(
    { name: program.name, text },
    {
      id: name,
      name,
      mode: 'enforce',
      timeout: null,
      ifItFails: 'deny',
      may: { network: null, secrets: null },
      modules: [PATTERNS],
    },
  );
  if (value === null)
    throw new Error(`a compiled policy is a rule in JavaScript, yet ${diagnostics[0]?.message ?? name}`);
  return value;
}

/** A module that exports `decide` as a rule: what it decides is brought to where rules write. */
function asRule(module: string): string {
  const program = module
    .replace(/^import (\{[^}]*\}) from ('re2js');$/m, 'const $1 = require($2);')
    .replace(/^export /gm, '')
    .replace(/^\/\/# sourceMappingURL=.*\n/m, '');
  return `function (user, context, callback) {
'use strict';
${program}
const decision = decide(user, context);
delete context.lintel;
if (decision.outcome === 'failure') return callback(new Error(decision.message));
if (decision.outcome !== 'deny') return callback(null, user, context);
const error = new Error(decision.message);
return callback(Object.assign(error, { name: 'UnauthorizedError', code: decision.code, denied: true }));
}
`;
}

/**
 * The clock of a program begins at the moment of the login and goes on, so what comes of it may be what comes of the
 * login a little later.
 */
async function isOfLaterClock(
  target: Target,
  after: Report,
  login: TimedLogin,
  run: LawRun['run'],
): Promise<boolean> {
  for (const late of LATE) {
    const now = login.now + late;
    if (findOther(target, await run({ ...login, now }), after, now) === null) return true;
  }
  return false;
}

/** Milliseconds. */
const LATE = [1, 5, 25, 125, 1000] as const;

/**
 * Who decided is not known to a program that stands alone; failures and empty messages get words of the runtime. A
 * rule has one way to end a login: a policy that fails refuses, as a rule.
 */
function findOther(target: Target, before: Report, after: Report, now: number): string | null {
  const isRefused = after.outcome === 'deny' && target === 'auth0-rule';
  if (before.outcome === 'failure' && (after.outcome === 'failure' || isRefused)) return null;
  const parts = before.message === '' ? (['demand'] as const) : (['demand', 'message'] as const);
  const isAction = target === 'auth0-action';
  const difference = findDifference(
    atTheBorder(before, isAction),
    atTheBorder(after, isAction),
    parts,
    sameUpToClock(now),
  );
  if (difference !== null) return difference;
  if (!isDeepStrictEqual(addressOf(before), addressOf(after))) return 'it sends the login somewhere else';
  if (!isDeepStrictEqual(storedNames(before), storedNames(after))) return 'it stores other metadata';
  if (before.primaryUser !== after.primaryUser) return 'it links another account';
  if (isAction || before.code === after.code) return null;
  return `the code is \`${after.code}\`, not \`${before.code}\``;
}

/** Without what the address gets on its way. */
function addressOf({ redirect }: Report): string | null {
  if (redirect === null) return null;
  const url = new URL(redirect.url);
  for (const name of ['state', 'session_token']) url.searchParams.delete(name);
  return url.href;
}

/** A rule in JavaScript gets no claim of such a name out of its sandbox; a policy does. */
function atTheBorder(report: Report, isAction: boolean): Report {
  const isSent = isAction && report.outcome === 'redirect';
  const passing = (claims: Report['idToken']) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !isSent && !NEVER_LET_IN.has(name)));
  const scopes = isSent ? [] : report.scopes;
  return { ...report, scopes, idToken: passing(report.idToken), accessToken: passing(report.accessToken) };
}
