import { type Diagnostic, parsePolicy, type Result, type Source, type Span } from '../grammar/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
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
  const refused = scriptsIn(source, target);
  if (refused.length > 0) return { value: null, diagnostics: [...diagnostics, ...refused] };
  return { value: emitTarget(policy, target), diagnostics };
}

/** A compiled policy, in which no rule is written in JavaScript, as files that run elsewhere. */
export function emitTarget(policy: CompiledPolicy, target: Target): readonly EmittedFile[] {
  switch (target) {
    case 'standalone':
      return emitStandalone(policy);
    case 'auth0-rule':
      return emitAuth0Rule(policy);
  }
}

/** A rule in JavaScript needs the sandbox, the library and the network of the runtime. */
function scriptsIn(source: Source, target: Target): readonly Diagnostic[] {
  const rules = parsePolicy(source).value?.rules ?? [];
  return rules.flatMap(({ script }) => (script === null ? [] : [scriptInTarget(script.key, target)]));
}

function scriptInTarget(span: Span, target: Target): Diagnostic {
  return {
    code: 'unsupported-key',
    severity: 'error',
    span,
    message: `a rule with \`script\` cannot be compiled to \`${target}\`: its JavaScript runs only inside Lintel`,
    help: 'move the rule into a policy of its own, or write it as sentences with `then`',
  };
}
