/** Where a text stands: a comma or bracket ends one that stands in brackets without quotes. */
export type TextPlace = 'line' | 'brackets' | 'key';

/**
 * A text as a policy file holds it on one line, in quotes only where it needs them: where YAML would read it otherwise,
 * where it would read as a number, as yes or no, or as `missing`, and where a reader would not see all of it.
 */
export function printYamlText(text: string, place: TextPlace): string {
  if (HIDDEN.test(text)) return printEscaped(text);
  const isPlain = isPlainText(text, place) && (place === 'key' || !LOOKS_LIKE_OTHER.test(text));
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}

/** True where the text can stand without quotes, whatever it would then be read as. */
export function isPlainText(text: string, place: TextPlace): boolean {
  return (place === 'line' ? PLAIN_ON_LINE : PLAIN).test(text) && !text.includes(': ');
}

const PLAIN =
  /^[\p{L}\p{N}_/+](?:[\p{L}\p{N}\p{M} _.@+/:=%&;!?~^$*'<>|\\-]*[\p{L}\p{N}\p{M}_.@+/=%&;!?~^$*'<>|\\-])?$/u;
const PLAIN_ON_LINE =
  /^[\p{L}\p{N}_/+](?:[\p{L}\p{N}\p{M} ,_.@+/:=%&;!?~^$*'<>|\\-]*[\p{L}\p{N}\p{M}_.@+/=%&;!?~^$*'<>|\\-])?$/u;

const LOOKS_LIKE_OTHER = /^(?:yes|no|true|false|null|missing|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)$/i;

/** Characters that cannot be seen, that turn the line around, or that no file can hold; blanks other than the space. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|[^\S ]/u;

function printEscaped(text: string): string {
  const written = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const short = SHORT.get(character);
    if (short !== undefined) return short;
    if (!HIDDEN.test(character)) return character;
    if (code > 0xffff) return `\\U${hex(code, 8)}`;
    return code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
  });
  return `"${written.join('')}"`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
