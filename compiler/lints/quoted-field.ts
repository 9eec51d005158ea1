import { parseExpression } from '../../grammar/index.ts';
import { builtins, LOGIN_NAMES } from '../../stdlib/index.ts';
import type { CheckedPolicy } from '../check/check.ts';
import type { Lint } from './lint.ts';
import { quotedField } from './lint-messages.ts';
import { textsWrittenIn } from './written-texts.ts';

/** A text in an effect that is written like a field or a sentence, so that the author surely meant its value. */
export const quotedFieldLint: Lint = (checked) =>
  textsWrittenIn(checked.policy).flatMap(({ value, span }) =>
    isField(value, checked) || isSentence(value) ? [quotedField({ span, text: value })] : [],
  );

/** `lookup user.groups in roles`, `lower(user.name)`, `user.department otherwise "none"`: nobody writes texts like these. */
function isSentence(text: string): boolean {
  if (!/^(lookup |if |[A-Za-z]+\(|[a-z_]+\.[\w.]+ otherwise )/.test(text)) return false;
  const { value, diagnostics } = parseExpression(text);
  if (value === null || diagnostics.length > 0) return false;
  return value.kind !== 'call' || builtins.has(value.name.name);
}

/** `user.department`, `settings.support`, `request.country`: at least two names, the first of them ours; or the clock. */
function isField(text: string, checked: CheckedPolicy): boolean {
  if (text === 'now' || text === 'today') return true;
  if (!/^[a-z_]+(\.[A-Za-z_][\w-]*)+$/.test(text)) return false;
  const [root = '', ...rest] = text.split('.');
  if (root === 'settings') return checked.settings.has(rest.join('.'));
  // With more names it may be a host: `crm.example.com`.
  if (checked.names.get(root)?.kind === 'source') return rest.length === 1;
  const name = LOGIN_NAMES.get(root);
  return name !== undefined && (name.open || name.children.has(rest[0] ?? ''));
}
