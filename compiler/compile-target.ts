import type { Result, Source } from '../grammar/index.ts';
import type { World } from './check.ts';
import { compile } from './compile.ts';
import { emitAuth0Rule } from './targets/auth0-rule.ts';
import { type EmittedFile, emitStandalone } from './targets/standalone.ts';

export const TARGETS = ['standalone', 'auth0-rule'] as const;
export type Target = (typeof TARGETS)[number];

/** A policy as files that run elsewhere. */
export function compileTarget(
  source: Source,
  world: World,
  target: Target,
): Result<readonly EmittedFile[] | null> {
  const { value: policy, diagnostics } = compile(source, world);
  if (policy === null) return { value: null, diagnostics };
  switch (target) {
    case 'standalone':
      return { value: emitStandalone(policy), diagnostics };
    case 'auth0-rule':
      return { value: emitAuth0Rule(policy), diagnostics };
  }
}
