import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileRule, emitTarget, TARGETS, type Target } from '../../../compiler/index.ts';
import type { Report, Step } from '../../../runtime/index.ts';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Judgement, Law, LawRun } from '../law.ts';
import { NEVER_LET_IN } from './border-names.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { asLaw, type BesidePipeline, isRule, type LawScene } from './law-scene.ts';

/** Emitted programs run as rules in JavaScript, which takes longer than all else: one login in so many is enough. */
const RARELY = 16;

/**
 * What `lintel compile` writes decides as the pipeline does, for every target: the outcome, its message and code, the
 * second factor, claims and scopes. The programs run in the sandbox. Only Lintel can be to blame.
 */
export function targetsAgree(scene: LawScene): Law {
  const unfit = whyNotCompiled(scene);
  const targets = unfit === null ? TARGETS.map((target) => openTarget(target, scene)) : [];
  return asLaw(
    {
      name: 'targets-agree',
      summary: 'what `lintel compile` writes decides as the project itself',
      unfit,
      async judge({ login, report, run }, turn): Promise<Judgement> {
        if (turn !== null && turn % RARELY !== 0) return { kind: 'beside' };
        for (const { target, pipeline } of targets) {
          const after = await pipeline.run(login);
          const difference = findOther(report, after, login.now);
          if (difference === null || (await isOfLaterClock(after, login, run))) continue;
          const why = `compiled to \`${target}\`, ${difference}`;
          return { kind: 'broken', why, other: { login, report: after }, isFault: true };
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
  const steps = scene.steps.map((step) => (isRule(step) ? step : ruleOf(target, step)));
  return { target, pipeline: scene.openBeside(steps, modulesOf(scene)) };
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

/** The program that a policy is compiled to, as a rule. */
function ruleOf(target: Target, policy: CompiledPolicy): Step {
  const [program] = emitTarget(policy, target);
  if (program === undefined) throw new Error('every target writes a program first');
  const name = `${policy.id} (${target})`;
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
async function isOfLaterClock(after: Report, login: TimedLogin, run: LawRun['run']): Promise<boolean> {
  for (const late of LATE) {
    const now = login.now + late;
    if (findOther(await run({ ...login, now }), after, now) === null) return true;
  }
  return false;
}

/** Milliseconds. */
const LATE = [1, 5, 25, 125, 1000] as const;

/** Who decided is not known to a program that stands alone; failures and empty messages get words of the runtime. */
function findOther(before: Report, after: Report, now: number): string | null {
  if (before.outcome === 'failure' && after.outcome === 'failure') return null;
  const parts = before.message === '' ? (['demand'] as const) : (['demand', 'message'] as const);
  const difference = findDifference(atTheBorder(before), atTheBorder(after), parts, sameUpToClock(now));
  if (difference !== null || before.code === after.code) return difference;
  return `the code is \`${after.code}\`, not \`${before.code}\``;
}

/** A rule in JavaScript gets no claim of such a name out of its sandbox; a policy does. */
function atTheBorder(report: Report): Report {
  const passing = (claims: Report['idToken']) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !NEVER_LET_IN.has(name)));
  return { ...report, idToken: passing(report.idToken), accessToken: passing(report.accessToken) };
}
