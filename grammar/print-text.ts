const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\t', '\\t'],
]);

/** Characters that a reader would not see, that would turn the line around, or that no file can hold. */
const UNSEEN = /^[\p{C}\p{Zl}\p{Zp}]$/u;

/** A text in double quotes; `print` writes the values in it. */
export function printText<T extends object>(
  parts: readonly (string | T)[],
  print: (value: T) => string,
): string {
  const written = parts.map((part, index) => {
    if (typeof part !== 'string') return `\${${print(part)}}`;
    const text = printCharacters(part);
    // Before a value a last `$` would make `$${`, which writes `${`.
    return index < parts.length - 1 && text.endsWith('$') ? `${text.slice(0, -1)}\\$` : text;
  });
  return `"${written.join('')}"`;
}

function printCharacters(text: string): string {
  return [...text]
    .map((character) => {
      const escaped = ESCAPES.get(character);
      if (escaped !== undefined) return escaped;
      return UNSEEN.test(character) ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : character;
    })
    .join('')
    .replaceAll('${', () => '$${');
}
