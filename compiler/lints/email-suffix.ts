import { type Comparison, textAt } from '../../grammar/index.ts';
import { expressionsOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { emailSuffix } from './lint-messages.ts';

/** A part of an e-mail address or domain compared as text, which look-alike domains pass too. */
export const emailSuffixLint: Lint = (checked) =>
  expressionsOf(checked.policy, 'comparison').flatMap((node) => {
    if (node.kind !== 'comparison' || node.quantifier !== null) return [];
    const kind = checked.types.get(node.left)?.kind;
    if (kind !== 'email' && kind !== 'domain') return [];
    const lookAlike = lookAlikeOf(node, kind);
    if (lookAlike === null) return [];
    const written = textAt(checked.policy.source, node.left.span);
    const domain = lookAlike.domain;
    const instead = `${kind === 'email' ? `${written}.domain` : written} is "${domain}"`;
    return emailSuffix({
      span: node.span,
      operator: node.operator,
      text: lookAlike.text,
      instead,
      lookAlike: lookAlike.example,
    });
  });

/** An address or domain that the author surely did not mean, and that the comparison lets through. */
function lookAlikeOf(
  { operator, right }: Comparison,
  kind: 'email' | 'domain',
): { readonly text: string; readonly domain: string; readonly example: string } | null {
  if (right.kind !== 'text') return null;
  const text = right.value;
  const end =
    operator === 'like' ? (/^\*([^*?]+)$/.exec(text)?.[1] ?? null) : operator === 'ends with' ? text : null;
  const domain = (end ?? text).replace(/^.*@/, '').replace(/^\./, '');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain)) return null;
  if (end !== null) {
    if (end.startsWith('.') || end.includes('@')) return null;
    return { text, domain, example: kind === 'email' ? `someone@evil${domain}` : `evil${domain}` };
  }
  if (operator !== 'contains') return null;
  return { text, domain, example: kind === 'email' ? `someone@${domain}.evil.test` : `${domain}.evil.test` };
}
