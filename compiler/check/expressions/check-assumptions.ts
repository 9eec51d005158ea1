import { type Assumption, type Expression, parseExpression, type Template } from '../../../grammar/index.ts';
import {
  dateOf,
  formatType,
  instantOf,
  isTextKind,
  LOGIN_NAMES,
  type Type,
  type Value,
} from '../../../stdlib/index.ts';
import type { World } from '../check.ts';
import { fitText } from '../definitions/fit-text.ts';
import { assumedByPlace, notAssumable, unfittingAssumption } from '../messages/check-definition-messages.ts';
import { unfittingText } from '../messages/check-type-messages.ts';
import { type Scope, writtenText } from '../scope.ts';
import { checkExpression } from './check-expression.ts';
import { namesOfPlace } from './login-paths.ts';

/** What stands for missing fields: field as authors write it → value. The policy's own word wins over the project's. */
export function checkAssumptions(
  assumptions: readonly Assumption[],
  world: World,
  scope: Scope,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>(world.assume.map(({ field, value }) => [field, value]));
  for (const { field, value } of assumptions) {
    const type = checkExpression(field.expression, scope);
    if (type.kind === 'error') continue;
    const name = fieldName(field.expression, type, scope);
    if (name === null) {
      scope.report(notAssumable({ name: writtenText(field.expression, scope), span: field.span }));
      continue;
    }
    const known = namesOfPlace(name.split('.'));
    if (known.length > 0) {
      scope.report(assumedByPlace({ name, span: field.span, names: known }));
      continue;
    }
    const assumed = assumedValue(value, type, name, scope);
    if (assumed !== undefined) values.set(name, assumed);
  }
  return values;
}

/** The name of a field that a login may lack; null for the clock, a part of an address, a thing of the policy and the like. */
function fieldName(expression: Expression, type: Type, scope: Scope): string | null {
  if (expression.kind !== 'path') return null;
  const names = expression.segments.map(({ name }) => name);
  const [root = '', ...rest] = names;
  const login = LOGIN_NAMES.get(root);
  if (scope.names.has(root) || login === undefined || login.field?.kind === 'clock') return null;
  if (type.kind === 'record') return null;
  const of = rest.slice(0, -1).reduce((name, step) => name?.children.get(step), LOGIN_NAMES.get(root));
  return of?.field?.type.kind === 'email' ? null : names.join('.');
}

/** The value that a template writes plainly, at a type; reported, and missing, when it writes none. */
function assumedValue(template: Template, type: Type, field: string, scope: Scope): Value {
  if (template.kind === 'list' && (type.kind === 'list' || type.kind === 'any')) {
    const member: Type = type.kind === 'list' ? type.of : type;
    const values = template.items.map((item) => assumedValue(item, member, field, scope));
    return values.includes(undefined) ? undefined : values;
  }
  const { span } = template;
  const text = template.kind === 'text' ? template.value : null;
  const misfit = text === null ? null : fitText(text, type);
  if (text !== null && misfit !== null) {
    scope.report(unfittingText({ span, text, expected: misfit.expected, help: misfit.help }));
    return undefined;
  }
  const isQuoted = /["']/.test(scope.source.text.charAt(span.start));
  const value = text === null ? undefined : plainValue(text, type, isQuoted);
  if (value !== undefined) return value;
  const expected = type.kind === 'any' ? 'a plain value' : formatType(type);
  scope.report(unfittingAssumption({ span, field, expected, example: exampleOf(type) }));
  return undefined;
}

function plainValue(text: string, type: Type, isQuoted: boolean): Value {
  if (isTextKind(type.kind)) return text;
  switch (type.kind) {
    case 'date':
      return dateOf(text);
    case 'yes/no':
      return truthOf(text);
    case 'number':
      return numberOf(text);
    case 'instant':
      return instantOf(text);
    case 'ip':
      return parseExpression(text).value?.kind === 'ip' ? text : undefined;
    case 'any':
      return isQuoted ? text : (truthOf(text) ?? numberOf(text) ?? text);
    default:
      return undefined;
  }
}

function truthOf(text: string): boolean | undefined {
  if (text === 'yes' || text === 'true') return true;
  return text === 'no' || text === 'false' ? false : undefined;
}

function numberOf(text: string): number | undefined {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

function exampleOf(type: Type): string {
  if (type.kind === 'list') return '[]';
  if (type.kind === 'yes/no') return 'no';
  if (type.kind === 'number') return '0';
  if (type.kind === 'ip') return '203.0.113.7';
  return type.kind === 'instant' ? '2026-01-01T00:00:00Z' : 'none';
}
