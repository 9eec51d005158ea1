import type { Diagnostic } from '../grammar/index.ts';
import type { CheckedPolicy } from './check.ts';
import type { CorePolicy } from './core.ts';
import { appliesWhenMissingLint } from './lints/applies-when-missing.ts';
import { badPatternLint } from './lints/bad-pattern.ts';
import { constantConditionLint } from './lints/constant-condition.ts';
import { duplicateItemLint } from './lints/duplicate-item.ts';
import { emailSuffixLint } from './lints/email-suffix.ts';
import { networkOfEverythingLint } from './lints/network-of-everything.ts';
import { quotedFieldLint } from './lints/quoted-field.ts';
import { reservedClaimLint } from './lints/reserved-claim.ts';
import { unanchoredPatternLint } from './lints/unanchored-pattern.ts';
import { unreachableRuleLint } from './lints/unreachable-rule.ts';

/** Looks at a checked policy for one kind of mistake that names and types do not show. */
export type Lint = (checked: CheckedPolicy, core: CorePolicy) => readonly Diagnostic[];

const LINTS: readonly Lint[] = [
  badPatternLint,
  unreachableRuleLint,
  constantConditionLint,
  emailSuffixLint,
  networkOfEverythingLint,
  unanchoredPatternLint,
  duplicateItemLint,
  reservedClaimLint,
  quotedFieldLint,
  appliesWhenMissingLint,
];

/** All lints, without what a `# lintel: allow CODE because REASON` comment silences; errors are never silenced. */
export function lintPolicy(checked: CheckedPolicy, core: CorePolicy): readonly Diagnostic[] {
  const { allowances } = checked.policy;
  return LINTS.flatMap((lint) => lint(checked, core)).filter(
    ({ code, severity, span }) =>
      severity === 'error' ||
      !allowances.some(
        (allowance) =>
          allowance.code.text === code &&
          allowance.span.start <= span.start &&
          span.end <= allowance.span.end,
      ),
  );
}
