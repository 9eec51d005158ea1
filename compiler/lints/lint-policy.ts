import type { Diagnostic } from '../../grammar/index.ts';
import type { CheckedPolicy } from '../check/check.ts';
import type { CorePolicy } from '../core.ts';
import { appliesWhenMissingLint } from './applies-when-missing.ts';
import { badPatternLint } from './bad-pattern.ts';
import { constantConditionLint } from './constant-condition.ts';
import { duplicateItemLint } from './duplicate-item.ts';
import { emailSuffixLint } from './email-suffix.ts';
import { entryPathLint } from './entry-path.ts';
import { idleLawLint } from './idle-law.ts';
import { idleWildcardLint } from './idle-wildcard.ts';
import { lawMissesChallengeLint } from './law-misses-challenge.ts';
import type { Lint } from './lint.ts';
import { literalCredentialLint } from './literal-credential.ts';
import { networkOfEverythingLint } from './network-of-everything.ts';
import { neverGivenLint } from './never-given.ts';
import { quotedFieldLint } from './quoted-field.ts';
import { reservedClaimLint } from './reserved-claim.ts';
import { unanchoredPatternLint } from './unanchored-pattern.ts';
import { unquotedValueLint } from './unquoted-value.ts';
import { unreachableRuleLint } from './unreachable-rule.ts';

const LINTS: readonly Lint[] = [
  badPatternLint,
  unreachableRuleLint,
  constantConditionLint,
  emailSuffixLint,
  idleWildcardLint,
  networkOfEverythingLint,
  unanchoredPatternLint,
  duplicateItemLint,
  reservedClaimLint,
  literalCredentialLint,
  quotedFieldLint,
  unquotedValueLint,
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
