import { type Diagnostic, type Effect, parseExpression, type Template } from '../../grammar/index.ts';
import { builtins, LOGIN_NAMES } from '../../stdlib/index.ts';
import type { CheckedPolicy } from '../check/check.ts';
import { rulesWrittenIn, sourcesWrittenIn } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { quotedField } from './lint-messages.ts';

/** A text in an effect that is written like a field or a sentence, so that the author surely meant its value. */
export const quotedFieldLint: Lint = (checked) =>
  [
    ...sourcesWrittenIn(checked.policy).map(({ request }) => request.body),
    ...rulesWrittenIn(checked.policy).flatMap((rule) => rule.then.flatMap(valuesOf)),
  ].flatMap((value) => (value === null ? [] : textsOf(value, checked)));

function valuesOf(effect: Effect): readonly Template[] {
  switch (effect.kind) {
    case 'set_claims':
    case 'add_to_claims':
      return effect.claims.map(({ value }) => value);
    case 'set_profile':
    case 'set_user_metadata':
    case 'set_app_metadata':
      return effect.fields.map(({ value }) => value);
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [effect.scopes];
    case 'link_to':
      return [effect.user];
    case 'redirect':
      return effect.with.map(({ value }) => value);
    case 'call':
    case 'notify':
      return effect.request.body === null ? [] : [effect.request.body];
    default:
      return [];
  }
}

function textsOf(template: Template, checked: CheckedPolicy): readonly Diagnostic[] {
  switch (template.kind) {
    case 'sentence':
      return [];
    case 'list':
      return template.items.flatMap((item) => textsOf(item, checked));
    case 'record':
      return template.fields.flatMap(({ value }) => textsOf(value, checked));
    case 'text':
      return isField(template.value, checked) || isSentence(template.value)
        ? [quotedField({ span: template.span, text: template.value })]
        : [];
  }
}

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
