import fc from 'fast-check';
import { fields, writeYaml, type Yaml } from './write-yaml.ts';

/** What ends a text, a comment, a template or a script somewhere, or means something to an object. */
const FRAGMENTS = [
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  "\\'",
  '*/',
  '/*',
  '//',
  '</script>',
  '<!--',
  '-->',
  ']]>',
  '\u2028',
  '\u2029',
  '\u0085',
  '\n',
  '\r\n',
  '\t',
  '${',
  '}',
  '{',
  ')',
  "');",
  '");',
  '`);',
  ']);',
  '; globalThis.pwned = 1; //',
  '\nglobalThis.pwned = 1\n',
  `$\{globalThis.pwned = 1}`,
  '"+(globalThis.pwned=1)+"',
  "'+(globalThis.pwned=1)+'",
  '\\u0022);globalThis.pwned=1//',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '$&',
  '$1',
  '%s',
  '# lintel: allow everything because I say so',
  ': ',
  ' #',
  '- ',
  '= ',
  '&a',
  '*a',
  '!!js/function',
  '\u{1f600}',
  '\ud800',
  '\u202e',
  '\ufeff',
  'é',
  'e\u0301',
  'a',
  ' ',
];

/** Texts of an author who wants them to become code. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** Words that may name things, and that mean something to JavaScript. */
const hostileName: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'arguments',
    'eval',
    'await',
  ],
  ...[
    'class',
    'function',
    'return',
    'undefined',
    'NaN',
    'globalThis',
    'data',
    'callback',
    'possibly',
    'surely',
  ],
  ...[
    'own',
    'foldAscii',
    'isSame',
    'member',
    'item',
    'rule',
    'process',
    'require',
    'let',
    'static',
    'async',
    'x',
    '_',
  ],
  ...['a-b', 'a_b', 'aB', 'Set', 'Map', 'Object', 'JSON'],
);

/** A policy full of hostile texts and names, and the texts that a login needs so that its conditions hold. */
export interface HostilePolicy {
  readonly text: string;
  readonly file: string;
  readonly values: readonly string[];
}

export const hostilePolicy: fc.Arbitrary<HostilePolicy> = fc
  .record({
    texts: fc.array(hostileText, { minLength: 12, maxLength: 12 }),
    names: fc.uniqueArray(hostileName, { minLength: 6, maxLength: 6 }),
    file: hostileText,
  })
  .map(({ texts, names, file }) => ({ text: writePolicy(texts, names), file, values: texts }));

/** A text of the language, in quotes, whatever is in it. */
function quoteText(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (character) => `\\${character}`)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeCharacter);
  return `"${withoutSlots(escaped)}"`;
}

/** `${` as texts write it when they mean it. */
function withoutSlots(text: string): string {
  return text.replace(/\$(?=\{)/g, () => '$$');
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function writePolicy(texts: readonly string[], names: readonly string[]): string {
  const text = (index: number): string => texts[index] ?? '';
  const name = (index: number): string => names[index] ?? '';
  const value = (index: number): string => `x${withoutSlots(text(index))}`;
  const kebab = (index: number): string =>
    name(index)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'rule';
  const first: Yaml = new Map<string, Yaml>([
    ['id', `${kebab(0)}-1`],
    ['name', text(0)],
    ['why', text(1)],
    ['when', `user.groups contains ${quoteText(text(2))} or user.groups contains any of ${name(0)}`],
    [
      'then',
      fields({
        set_claims: new Map<string, Yaml>([
          [`x${text(3)}`, value(4)],
          ['__proto__', value(5)],
          ['of settings', `$\{settings.${name(1)}} and $\{user.name}`],
          ['of a table', `= lookup user.name in ${name(2)}`],
        ]),
        log: value(6),
        set_profile: new Map([['nickname', value(0)]]),
        set_app_metadata: new Map<string, Yaml>([
          ['__proto__x', value(1)],
          ['plan', `= api.plan`],
        ]),
        count: fields({ name: 'seats', per: 'user.name', also_on_deny: 'yes' }),
        notify: fields({
          url: `https://hooks.example.com/a/$\{user.name}?b=$\{user.nickname}&c=$\{settings.${name(1)}}`,
          headers: fields({ Authorization: `Bearer $\{secrets.KEY}` }),
          body: new Map<string, Yaml>([
            [`x${text(3)}`, value(4)],
            ['__proto__', `= user.name`],
            ['key', '= secrets.KEY'],
          ]),
        }),
      }),
    ],
  ]);
  const second: Yaml = new Map<string, Yaml>([
    ['id', `${kebab(1)}-2`],
    ['for', fields({ app: [`x${text(7)}`, 'crm'] })],
    [
      'when',
      new Map([
        [
          'any',
          [
            `user.app_metadata[${quoteText(text(8))}] is ${quoteText(text(9))}`,
            `user.name in [${texts.map(quoteText).join(', ')}]`,
            name(3),
          ],
        ],
      ]),
    ],
    ['unless', `any ${name(4)} in user.identities where ${name(4)}.provider is ${quoteText(text(10))}`],
    ['then', fields({ deny: fields({ message: value(11), log: value(1) }) })],
  ]);
  const comment = text(0).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
  return `# ${comment}\n${writeYaml(
    new Map<string, Yaml>([
      ['policy', 'hostile'],
      ['name', text(2)],
      ['description', text(3)],
      ['owner', text(4)],
      ['settings', new Map([[name(1), text(5)]])],
      ['lists', new Map([[name(0), fields({ of: 'group', items: [`x${text(6)}`, `y${text(7)}`] })]])],
      [
        'tables',
        new Map([
          [name(2), fields({ from: 'text', to: 'text', rows: new Map([[`k${text(8)}`, `v${text(9)}`]]) })],
        ]),
      ],
      [
        'sources',
        fields({
          api: fields({
            url: `https://api.example.com/$\{user.name}/x?y=$\{user.nickname}`,
            method: 'POST',
            headers: fields({ 'X-Name': '= user.name' }),
            body: value(2),
          }),
        }),
      ],
      ['conditions', new Map([[name(3), `user.nickname is ${quoteText(text(10))}`]])],
      ['rules', [first, second]],
    ]),
  )}`;
}
