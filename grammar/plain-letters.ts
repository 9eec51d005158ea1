/** The text in letters without marks: `für` becomes `fuer`, `café` becomes `cafe`. What has no such letter stays. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[äöüÄÖÜßẞ]/g, (letter) => SPELT_OUT.get(letter) ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
}

/** Letters that are spelt out rather than stripped, since `fur` is another word than `für`. */
const SPELT_OUT: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
  ['ẞ', 'SS'],
]);
