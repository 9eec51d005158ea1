import type { Expression } from '../../../grammar/index.ts';
import type { Type } from '../../../stdlib/index.ts';
import { type Rewrite, unfittingText } from '../messages/check-type-messages.ts';
import { type Scope, typeOf } from '../scope.ts';
import { fitText } from './fit-text.ts';

/**
 * Reports texts in a comparison that no value of their type can equal, such as `"Germany"` as a country. `beside` is the
 * field that they are compared with; null when there is none to point at.
 */
export function checkWrittenTexts(expression: Expression, beside: Expression | null, scope: Scope): void {
  switch (expression.kind) {
    case 'text':
      checkText(expression, expression.value, beside, scope);
      return;
    case 'path': {
      const [root, name] = expression.segments;
      const value =
        root?.name === 'settings' && name !== undefined ? scope.settings.get(name.name) : undefined;
      if (value !== undefined) checkText(expression, value, beside, scope);
      return;
    }
    case 'list':
      for (const item of expression.items) checkWrittenTexts(item, beside, scope);
      return;
    case 'otherwise':
      for (const option of expression.options) checkWrittenTexts(option, beside, scope);
      return;
    case 'if':
      for (const branch of [expression.then, expression.else]) checkWrittenTexts(branch, beside, scope);
  }
}

function checkText(expression: Expression, text: string, beside: Expression | null, scope: Scope): void {
  const type = typeOf(expression, scope);
  const misfit = fitText(text, type);
  if (misfit === null) return;
  const { expected, help } = misfit;
  const rewrite = rewriteOf(expression, misfit.meant) ?? domainRewrite(type, text, beside);
  scope.report(unfittingText({ span: expression.span, text, expected, help, rewrite }));
}

function rewriteOf(expression: Expression, meant: string | null): Rewrite | null {
  if (meant === null || expression.kind !== 'text') return null;
  return { text: `"${meant}"`, edits: [{ span: expression.span, text: `"${meant}"` }] };
}

/** A domain beside an address: the author means the domain of the address. */
function domainRewrite(type: Type, text: string, beside: Expression | null): Rewrite | null {
  if (type.kind !== 'email' || beside?.kind !== 'path' || text.includes('@') || !text.includes('.'))
    return null;
  const { end } = beside.span;
  return { text: '.domain', edits: [{ span: { start: end, end }, text: '.domain' }] };
}
