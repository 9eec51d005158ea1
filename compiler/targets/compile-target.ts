import type { Diagnostic, Result, Source } from '../../grammar/index.ts';
import type { World } from '../check/check.ts';
import { checkTarget } from '../check/definitions/check-targets.ts';
import { type AnalysedPolicy, analyse } from '../compile.ts';
import { emitPolicy } from '../emit/emit-policy.ts';
import { emitAuth0Action, type TargetPolicy } from './auth0-action.ts';
import { emitAuth0Rule } from './auth0-rule.ts';
import { checkActionFields } from './check-action.ts';
import { type EmittedFile, emitStandalone } from './standalone.ts';

export const TARGETS = ['standalone', 'auth0-rule', 'auth0-action'] as const;
export type Target = (typeof TARGETS)[number];

/** A policy that is to run elsewhere; null when it has errors, or has parts that cannot run there. */
export function compileTarget(source: Source, world: World, target: Target): Result<TargetPolicy | null> {
  const { value: analysed, diagnostics } = analyse(source, world);
  if (analysed === null) return { value: null, diagnostics };
  const { core } = analysed;
  const refused = checkFor(analysed, target);
  if (refused.length > 0) return { value: null, diagnostics: [...diagnostics, ...refused] };
  return { value: { policy: emitPolicy(core, source), core }, diagnostics };
}

/** The targets that can do all that a policy says. */
export function targetsOf(analysed: AnalysedPolicy): readonly Target[] {
  return TARGETS.filter((target) => checkFor(analysed, target).length === 0);
}

/** Policies as files that run elsewhere, a program first. For Actions, one for all of them. */
export function emitTarget(policies: readonly TargetPolicy[], target: Target): readonly EmittedFile[] {
  switch (target) {
    case 'standalone':
      return policies.flatMap(({ policy }) => emitStandalone(policy));
    case 'auth0-rule':
      return policies.flatMap(({ policy }) => emitAuth0Rule(policy));
    case 'auth0-action':
      return emitAuth0Action(policies);
  }
}

function checkFor({ checked, core }: AnalysedPolicy, target: Target): readonly Diagnostic[] {
  const fields = target === 'auth0-action' ? checkActionFields(core) : [];
  return [...checkTarget(checked.policy, target), ...fields];
}
