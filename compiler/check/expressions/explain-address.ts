import type { Comparison } from '../../../grammar/index.ts';
import { parseNetwork, shapeNamed } from '../../../stdlib/index.ts';
import type { Rewrite } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';

/** What to write for an address that is compared with texts: the networks that they name, without quotes; null: none. */
export function networksInstead(comparison: Comparison, scope: Scope): Rewrite | null {
  const { left, operator, operatorSpan, right } = comparison;
  if (typeOf(left, scope).kind !== 'ip') return null;
  const members = right.kind === 'list' ? right.items : [right];
  const networks = members.map((member) =>
    member.kind === 'text'
      ? networkMeant(member.value)
      : member.kind === 'ip' || member.kind === 'network'
        ? writtenText(member, scope)
        : null,
  );
  // Addresses that only have quotes too many are told one by one.
  if (networks.includes(null) || !networks.some((text) => text?.includes('/'))) return null;
  const [only, ...others] = networks;
  const written = others.length === 0 ? `${only}` : `[${networks.join(', ')}]`;
  const words = /\bnot\b/.test(operator) ? 'is not in' : 'in';
  return {
    text: `${writtenText(left, scope)} ${words} ${written}`,
    edits: [
      { span: operatorSpan, text: words },
      { span: right.span, text: written },
    ],
  };
}

/** The address or network that a text means: `10.0.0.0/8`, and how others write it, such as `10.` and `10.*`. */
function networkMeant(text: string): string | null {
  if (shapeNamed('ipOf')(text) !== undefined) return text;
  if (text.includes('/')) return parseNetwork(text)?.canonical ?? null;
  const [, start] = /^((?:\d{1,3}\.){0,2}\d{1,3})(?:\.|\.\*)*$/.exec(text) ?? [];
  const parts = start?.split('.') ?? [];
  const network = `${[...parts, '0', '0', '0', '0'].slice(0, 4).join('.')}/${parts.length * 8}`;
  // Without a point at its end `10.1` may begin `10.100`, too.
  return start !== undefined && start !== text && parseNetwork(network) !== undefined ? network : null;
}
