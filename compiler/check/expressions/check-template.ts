import type { Template, Word } from '../../../grammar/index.ts';
import { isTextKind, listOf, scalar, type Type } from '../../../stdlib/index.ts';
import { fitText } from '../definitions/fit-text.ts';
import { emptyName, unfittingEffectValue } from '../messages/check-effect-messages.ts';
import { unfittingText } from '../messages/check-type-messages.ts';
import { type Scope, writtenText } from '../scope.ts';
import { adaptExpression } from './adapt-expression.ts';
import { checkExpression } from './check-expression.ts';

const RECORD: Type = { kind: 'record', fields: new Map(), open: true };

/** Checks a value in an effect by itself; gives its type. `what` is the key that it stands behind. */
export function checkTemplate(template: Template, what: string, scope: Scope): Type {
  switch (template.kind) {
    case 'text':
      return scalar('text');
    case 'sentence': {
      const found = checkExpression(template.sentence.expression, scope);
      if (!['network', 'schedule', 'pattern'].includes(found.kind)) return found;
      const help = 'networks, schedules and patterns are for conditions';
      scope.report(unfittingEffectValue({ span: template.span, what, expected: 'a value', found, help }));
      return { kind: 'error' };
    }
    case 'list':
      for (const item of template.items) checkTemplate(item, what, scope);
      return listOf({ kind: 'any' });
    case 'record':
      for (const { name, value } of template.fields) {
        checkNamed(name, scope);
        checkTemplate(value, name.text, scope);
      }
      return RECORD;
  }
}

/** Checks the name of a claim, or of a field of a value. */
export function checkNamed({ text, span }: Word, scope: Scope): void {
  if (text.trim() === '') scope.report(emptyName({ span }));
}

/** Checks a message: a text. */
export function checkMessage(template: Template, what: string, scope: Scope): void {
  const found = checkTemplate(template, what, scope);
  if (fitsText(template, found, scope)) return;
  const written = template.kind === 'sentence' ? writtenText(template.sentence.expression, scope) : '';
  const help = isJoinable(found) ? `write it into a text: \`"… \${${written}} …"\`` : 'write a text';
  scope.report(unfittingEffectValue({ span: template.span, what, expected: 'text', found, help }));
}

/** Checks what is added to a claim: a text or a list. */
export function checkAddition(template: Template, what: string, scope: Scope): void {
  const found = checkTemplate(template, what, scope);
  if (isTextKind(found.kind) || ['list', 'any', 'error'].includes(found.kind)) return;
  const help = 'write a text or a list; `set_claims` takes any value';
  scope.report(unfittingEffectValue({ span: template.span, what, expected: 'text or a list', found, help }));
}

/** Checks scopes: a text, or a list of texts. */
export function checkScopes(template: Template, what: string, scope: Scope): void {
  const items = template.kind === 'list' ? template.items : [template];
  for (const item of items) {
    const found = checkTemplate(item, what, scope);
    if (item.kind === 'text') {
      checkText(item, scalar('scope'), scope);
      continue;
    }
    if (item === template && isTextList(item, found, scope)) continue;
    if (fitsText(item, found, scope)) continue;
    const expected = item === template ? 'a list of texts' : 'text';
    const help = 'write scopes such as `[read:reports, write:reports]`';
    scope.report(unfittingEffectValue({ span: item.span, what, expected, found, help }));
  }
}

/** Checks a value that is given to a field of a known type. */
export function checkFieldValue(template: Template, type: Type, what: string, scope: Scope): void {
  if (template.kind === 'list' && type.kind === 'list') {
    for (const item of template.items) checkFieldValue(item, type.of, what, scope);
    return;
  }
  const found = checkTemplate(template, what, scope);
  if (template.kind === 'text' && isTextKind(type.kind)) {
    checkText(template, type, scope);
    return;
  }
  if (template.kind === 'sentence' && adaptExpression(template.sentence.expression, type, scope)) return;
  if (template.kind === 'record' && type.kind === 'record') return;
  if (areTexts(found, type) || type.kind === 'any' || found.kind === 'error') return;
  const start = { start: template.span.start, end: template.span.start };
  const isBare = template.kind === 'text' && type.kind !== 'list';
  scope.report(
    unfittingEffectValue({
      span: template.span,
      what,
      expected: type.kind === 'list' ? `a list of ${type.of.kind}` : type.kind,
      found,
      help: isBare
        ? `a value that is no text starts with \`= \`: \`= ${template.value}\``
        : 'write a value of this type',
      rewrite: isBare ? { text: `= ${template.value}`, edits: [{ span: start, text: '= ' }] } : null,
    }),
  );
}

function checkText({ value, span }: Template & { kind: 'text' }, type: Type, scope: Scope): void {
  const misfit = fitText(value, type);
  if (misfit === null) return;
  scope.report(unfittingText({ span, text: value, expected: misfit.expected, help: misfit.help }));
}

function fitsText(template: Template, found: Type, scope: Scope): boolean {
  if (isTextKind(found.kind) || found.kind === 'error') return true;
  return template.kind === 'sentence' && adaptExpression(template.sentence.expression, scalar('text'), scope);
}

function isTextList(template: Template, found: Type, scope: Scope): boolean {
  if (found.kind === 'list' && isTextKind(found.of.kind)) return true;
  return (
    template.kind === 'sentence' &&
    adaptExpression(template.sentence.expression, listOf(scalar('scope')), scope)
  );
}

function areTexts(found: Type, wanted: Type): boolean {
  if (found.kind === 'list' && wanted.kind === 'list') return areTexts(found.of, wanted.of);
  return isTextKind(found.kind) && isTextKind(wanted.kind);
}

function isJoinable(type: Type): boolean {
  return ['number', 'yes/no', 'date', 'time', 'instant', 'ip'].includes(type.kind);
}
