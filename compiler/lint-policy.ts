import type { Diagnostic } from '../grammar/index.ts';
import type { CheckedPolicy } from './check.ts';
import type { CorePolicy } from './core.ts';
import type { Lint } from './lint.ts';
import { appliesWhenMissingLint } from './lints/applies-when-missing.ts';
import { badPatternLint } from './lints/bad-pattern.ts';
import { constantConditionLint } from './lints/constant-condition.ts';
import { duplicateItemLint } from './lints/duplicate-item.ts';
import { emailSuffixLint } from './lints/email-suffix.ts';
import { entryPathLint } from './lints/entry-path.ts';
import { idleLawLint } from './lints/idle-law.ts';
import { lawMissesChallengeLint } from './lints/law-misses-challenge.ts';
import { literalCredentialLint } from './lints/literal-credential.ts';
import { networkOfEverythingLint } from './lints/network-of-everything.ts';
import { neverGivenLint } from './lints/never-given.ts';
import { quotedFieldLint } from './lints/quoted-field.ts';
import { reservedClaimLint } from './lints/reserved-claim.ts';
import { unanchoredPatternLint } from './lints/unanchored-pattern.ts';
import { unreachableRuleLint } from './lints/unreachable-rule.ts';

const LINTS: readonly Lint[] = [
  badPatternLint,
  unreachableRuleLint,
  constantConditionLint,
  emailSuffixLint,
  networkOfEverythingLint,
  unanchoredPatternLint,
  duplicateItemLint,
  reservedClaimLint,
  literalCredentialLint,
  quotedFieldLint,
  appliesWhenMissingLint,
  entryPathLint,
  neverGivenLint,
  idleLawLint,
  lawMissesChallengeLint,
];

/** What all lints find, in the order of the list. */
export function lintPolicy(checked: CheckedPolicy, core: CorePolicy): readonly Diagnostic[] {
  return LINTS.flatMap((lint) => lint(checked, core));
}
