/** What JSON can say, and a missing value. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Literal[]
  | { readonly [name: string]: Literal };

/** The literal of a value: evaluating it gives the value. `__proto__` becomes an own property like any other. */
export function literalText(value: Literal): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${keyText(name)}: ${literalText(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? quote(value) : String(value);
}

/** `__proto__` written plainly would be the prototype. */
function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : `[${quote(name)}]`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a number of the language is finite, so no other gets here');
  return Object.is(value, -0) || value < 0 ? `(${Object.is(value, -0) ? '-0' : value})` : String(value);
}

/** What means nothing in a text or comment of JavaScript. */
const HARMLESS = /^[ !#-;=-[\]-~]*$/;

/** A text as it may stand in a comment. Whatever could end the line, or a script element, is taken out. */
export function commentText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/<(?=[/!])/g, '< ');
}

/** JSON's quoting, and what ends a line or a script element in some reader is escaped too. */
function quote(text: string): string {
  if (HARMLESS.test(text)) return `"${text}"`;
  return JSON.stringify(text)
    .replace(
      /[\u2028\u2029\u007f-\u009f]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/<(?=[/!])/g, '\\u003c');
}
