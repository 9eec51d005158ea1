import { CHECK_CODES, LINT_CODES } from '../compiler/index.ts';
import { POLICY_CODES, SENTENCE_CODES } from '../grammar/index.ts';
import { PROJECT_CODES } from '../project/index.ts';

/** Every code that a diagnostic can have. */
export function allCodes(): readonly string[] {
  return [...POLICY_CODES, ...SENTENCE_CODES, ...CHECK_CODES, ...LINT_CODES, ...PROJECT_CODES];
}
