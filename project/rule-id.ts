import path from 'node:path';

/** `rules/Add Country_v2.js` → `add-country-v2`: the file name without its extension, in kebab-case. */
export function ruleIdOf(file: string): string {
  const name = path.posix.basename(file, path.posix.extname(file));
  const id = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return id === '' ? 'rule' : id;
}
