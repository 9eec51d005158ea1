import { readNumber, readTruth } from '../../compiler/index.ts';
import type { Data } from '../../grammar/index.ts';

/**
 * Whether a value of a token is the one that a test expects. What the test writes without quotes is read as what the
 * token holds: `3` is the number and the text. Lists count in their order, records in any.
 */
export function holdsClaim(expected: Data, found: unknown): boolean {
  switch (expected.kind) {
    case 'text':
      return holdsText(expected, found);
    case 'list':
      return (
        Array.isArray(found) &&
        found.length === expected.items.length &&
        expected.items.every((item, index) => holdsClaim(item, found[index]))
      );
    case 'record': {
      if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
      const fields = new Map<string, unknown>(Object.entries(found));
      return (
        fields.size === expected.fields.length &&
        expected.fields.every(
          ({ name, value }) => fields.has(name.text) && holdsClaim(value, fields.get(name.text)),
        )
      );
    }
  }
}

function holdsText({ text, isQuoted }: Data & { readonly kind: 'text' }, found: unknown): boolean {
  switch (typeof found) {
    case 'string':
      return found === text;
    case 'boolean':
      return !isQuoted && found === readTruth(text);
    case 'number':
      return !isQuoted && found === readNumber(text);
    default:
      return false;
  }
}
