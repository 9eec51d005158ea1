import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../../grammar/index.ts';
import schema from '../../grammar/policy.schema.json' with { type: 'json' };
import { checkStructure } from '../../grammar/structure.ts';
import { RESERVED_WORDS } from '../../grammar/tokens.ts';
import { readYaml } from '../../grammar/yaml-profile.ts';

const HEAD = 'policy: hr-portal\n';
/** A rule around effects or other keys. */
const ruleWith = (keys: string) => `${HEAD}rules:\n  - id: a\n${keys.replaceAll(/^(?=.)/gm, '    ')}`;
const thenWith = (keys: string) => ruleWith(`then:\n${keys.replaceAll(/^(?=.)/gm, '  ')}`);

/** A test around its keys; `mark` is how its first key is written. */
const testWith = (keys: string, more = '', first = 'name') =>
  `${HEAD}tests:\n  - ${first}: a\n${`${keys}${more}`.replaceAll(/^(?=.)/gm, '    ')}`;

/** A law around its keys. */
const lawWith = (keys: string, first = 'name: a\n') =>
  `${HEAD}properties:\n  - ${`${first}${keys}`.replaceAll(/\n(?=.)/g, '\n    ')}`;

/** A look-up around its keys. */
const sourceWith = (keys: string) => `${HEAD}sources:\n  ▸crm◂:${keys}`;

/** As `MISTAKES`, in what asks and what lasts. */
const MISTAKES_OF_LASTING_EFFECTS: readonly (readonly [code: string, text: string, help?: string])[] = [
  ['wrong-shape', `${HEAD}▸sources◂: [a]\n`, 'write keys with values, without `- ` or brackets'],
  ['wrong-shape', `${HEAD}sources: { crm: ▸https://x.example◂ }\n`],
  ['empty-value', sourceWith('\n')],
  ['missing-key', sourceWith(' { method: GET }\n'), 'write `url:` and its value'],
  ['bad-name', `${HEAD}sources:\n  ▸my crm◂: { url: https://x.example }\n`, 'did you mean `my_crm`?'],
  ['bad-name', `${HEAD}sources:\n  ▸any◂: { url: https://x.example }\n`],
  ['unknown-key', `${HEAD}▸source◂: {}\n`, 'did you mean `sources`?'],
  ['unknown-key', `${HEAD}▸http◂: {}\n`, 'did you mean `sources`?'],
  [
    'wrong-shape',
    `${HEAD}sources:\n  crm:\n    url: https://x.example\n    ▸headers◂: [a]\n`,
    'write keys with values, without `- ` or brackets',
  ],
  [
    'wrong-shape',
    `${HEAD}sources:\n  crm:\n    url: https://x.example\n    headers: ▸a◂\n`,
    'write keys with values, for example `{ Authorization: "Bearer ${secrets.CRM_TOKEN}" }`',
  ],
  ['wrong-shape', `${HEAD}sources:\n  crm:\n    url: https://x.example\n    headers: { ▸a◂: [b] }\n`],
  ['wrong-shape', `${HEAD}sources:\n  crm: { ▸url◂: [https://x.example] }\n`],
  [
    'unknown-choice',
    `${HEAD}sources:\n  crm: { url: https://x.example, if_it_fails: ▸ignore◂ }\n`,
    'write `deny` or `continue`',
  ],
  [
    'unknown-key',
    `${HEAD}sources:\n  crm: { url: https://x.example, ▸ttl◂: 1 hour }\n`,
    'did you mean `cache`?',
  ],
  ['wrong-shape', thenWith('▸set_user_metadata◂: [a]\n')],
  [
    'wrong-shape',
    thenWith('set_app_metadata: ▸last_seen◂\n'),
    'write keys with values, for example `{ plan: = crm.plan }`',
  ],
  ['empty-value', thenWith('▸set_app_metadata◂: {}\n')],
  [
    'empty-value',
    thenWith('▸set_app_metadata◂: { also_on_deny: yes }\n'),
    'write keys with values, or remove it',
  ],
  ['unknown-choice', thenWith('set_app_metadata: { a: b, also_on_deny: ▸always◂ }\n'), 'write `yes` or `no`'],
  ['unknown-key', thenWith('▸user_metadata◂: { a: b }\n'), 'did you mean `set_user_metadata`?'],
  ['bad-name', thenWith('count: ▸failed logins◂\n'), 'did you mean `failed_logins`?'],
  ['bad-name', thenWith('count: { name: ▸1◂ }\n'), 'write a name such as `working_hours`'],
  ['missing-key', thenWith('▸count◂: { per: user.user_id }\n'), 'write `name:` and its value'],
  ['wrong-shape', thenWith('▸count◂: [a]\n')],
  [
    'wrong-shape',
    thenWith('count: { name: a, ▸per◂: [user.user_id] }\n'),
    'write a text, for example `user.user_id`',
  ],
  ['unknown-key', thenWith('count: { name: a, ▸within◂: 1 hour }\n'), 'did you mean `window`?'],
  ['unknown-key', thenWith('▸counter◂: a\n'), 'did you mean `count`?'],
  ['missing-key', thenWith('▸call◂: { method: POST }\n'), 'write `url:` and its value'],
  [
    'wrong-shape',
    thenWith('call: ▸https://x.example◂\n'),
    'write keys with values, for example `{ url: https://api.example.com/people }`',
  ],
  ['unknown-key', thenWith('notify: { url: https://x.example, ▸timeout◂: 1 second }\n')],
  ['unknown-key', thenWith('▸webhook◂: { url: https://x.example }\n'), 'did you mean `notify`?'],
  ['empty-value', thenWith('▸notify◂:\n')],
  ['missing-key', thenWith('▸redirect◂: { sign_with: KEY }\n'), 'write `to:` and its value'],
  ['unknown-key', thenWith('redirect: { to: x, ▸url◂: x }\n')],
  ['empty-value', thenWith('redirect: { to: x, ▸with◂: {} }\n')],
  ['wrong-shape', thenWith('▸link_to◂: { user: a }\n')],
  [
    'unknown-key',
    ruleWith('▸notify◂: { url: x }\n'),
    'write `then:` on a line of its own above it, and indent `notify` by two more spaces',
  ],
];

/** The code, a text with the underlined part between `▸` and `◂`, and the help if it matters. */
const MISTAKES: readonly (readonly [code: string, text: string, help?: string])[] = [
  ['unknown-key', `${HEAD}▸rule◂s2: []\n`.replace('▸rule◂s2', '▸rulse◂'), 'did you mean `rules`?'],
  ['unknown-key', `${HEAD}▸rule◂:\n  - id: a\n`, 'did you mean `rules`?'],
  [
    'unknown-key',
    ruleWith('▸deny◂: yes\n'),
    'write `then:` on a line of its own above it, and indent `deny` by two more spaces',
  ],
  ['unknown-key', `${HEAD}▸Name◂: HR\n`, 'did you mean `name`?'],
  ['unknown-key', ruleWith('▸if◂: user.ok\nthen: { stop: yes }\n'), 'did you mean `when`?'],
  ['unknown-key', ruleWith('▸condition◂: user.ok\nthen: { stop: yes }\n'), 'did you mean `when`?'],
  ['unknown-key', thenWith('▸allow◂: yes\n'), 'did you mean `admit`?'],
  ['unknown-key', thenWith('▸effect◂: deny\n'), 'did you mean `deny`?'],
  ['unknown-key', thenWith('▸mfa◂: yes\n'), 'did you mean `require_mfa`?'],
  ['unknown-key', thenWith('deny: { ▸text◂: no way, code: x }\n')],
  ['unknown-key', ruleWith('when:\n  ▸and◂: [a, b]\nthen: { stop: yes }\n'), 'did you mean `all`?'],
  [
    'unknown-key',
    ruleWith('when: { ▸user.ok◂: x }\nthen: { stop: yes }\n'),
    'known here: `all`, `any`, `none` or `not_all`',
  ],
  ['unknown-key', `${HEAD}▸constructor◂: x\n`],
  ['unknown-key', `${HEAD}▸__proto__◂: x\n`],
  ['unknown-key', `${HEAD}▸template◂: a\n`],
  ['beside-uses', ruleWith('uses: a\n▸when◂: user.ok\n')],
  ['beside-uses', ruleWith('uses: a\n▸script◂: a.js\n')],
  [
    'missing-key',
    `${HEAD}rules:\n  - id: ▸a◂\n    with: {}\n    then: { stop: yes }\n`,
    'write `uses:` and its value',
  ],
  ['wrong-shape', ruleWith('uses: a\n▸with◂: [a]\n')],
  ['then-and-script', ruleWith('script: a.js\n▸then◂: { stop: yes }\n')],
  ['missing-key', 'policy: hr-portal\nrules:\n  - id: ▸a◂\n    if_it_fails: deny\n    then: { stop: yes }\n'],
  ['unknown-choice', ruleWith('script: a.js\nif_it_fails: ▸allow◂\n')],
  ['unknown-key', ruleWith('▸javascript◂: a.js\nthen: { stop: yes }\n'), 'did you mean `script`?'],
  ['unknown-key', testWith('▸like◂: dana\nexpect: { outcome: deny }\n'), 'write `login: { like: dana }`'],
  ['misplaced-key', `${HEAD}▸fixtures◂: {}\n`],
  ['empty-value', testWith('▸table◂: []\n')],
  [
    'empty-value',
    testWith('▸table◂:\n  - [country, expect.outcome]\n'),
    'write a row with as many cells below it for each login',
  ],
  ['wrong-shape', testWith('table: ▸none◂\n'), 'write a list: begin each item with `- `'],
  ['wrong-shape', testWith('table:\n  - [country]\n  - ▸DE◂\n')],
  ['empty-value', testWith('table:\n  - [country]\n  - ▸-◂\n')],
  ['empty-value', testWith('login: {}\nexpect: { outcome: deny }\n▸answers◂:\n')],
  ['empty-value', testWith('login: {}\nexpect: { ▸metadata◂: {} }\n')],
  ['unknown-key', testWith('login: {}\nexpect: { metadata: { ▸user◂: { a: b } } }\n')],
  ['unknown-key', `${HEAD}▸laws◂: []\n`, 'did you mean `properties`?'],
  ['wrong-shape', `${HEAD}▸properties◂:\n  a: x\n`],
  ['wrong-shape', `${HEAD}properties:\n  - ▸nobody gets in◂\n`],
  ['missing-key', lawWith('▸given◂: user.ok\nalways: user.ok\n', ''), 'write `name:` and its value'],
  ['missing-key', lawWith('given: user.ok\n', '▸name◂: a\n'), 'write `always:` and its value'],
  ['always-and-never', lawWith('always: user.ok\n▸never◂: user.ok\n')],
  ['unknown-key', lawWith('▸if◂: user.ok\nalways: user.ok\n'), 'did you mean `given`?'],
  ['unknown-key', lawWith('▸then◂: user.ok\nnever: user.ok\n'), 'did you mean `always`?'],
  ['empty-value', `${HEAD}▸skip_laws◂: {}\n`],
  ['empty-value', `${HEAD}skip_laws:\n  ▸forms-agree◂:\n`],
  ['wrong-shape', `${HEAD}skip_laws: ▸forms-agree◂\n`],
  [
    'unknown-key',
    testWith('login: {}\n▸expected◂: {}\n', '\nexpect: { mfa: required }'),
    'known here: `name`, `login`, `table`, `expect`, `at`, `answers` or `skip`',
  ],
  ['unknown-key', testWith('login: {}\nexpect: { ▸result◂: deny }\n'), 'did you mean `outcome`?'],
  ['unknown-key', testWith('login: {}\nexpect: { ▸claim◂: {} }\n'), 'did you mean `claims`?'],
  [
    'missing-key',
    `${HEAD}tests:\n  - ▸login◂: {}\n    expect: { outcome: deny }\n`,
    'write `name:` and its value',
  ],
  ['missing-key', testWith('login: {}\n', '', '▸name◂'), 'write `expect:` and its value'],
  ['missing-key', '▸name◂: HR\n', 'write `policy:` and its value, such as `policy: staff-portal`'],
  ['missing-key', `${HEAD}rules:\n  - id: ▸a◂\n`, 'write `then:` and its value'],
  [
    'missing-key',
    `${HEAD}rules:\n  - ▸then◂: { stop: yes }\n`,
    'write `id:` and its value, such as `id: staff-only`',
  ],
  ['missing-key', `${HEAD}lists:\n  ▸staff◂: { of: email }\n`, 'write `items:` and its value'],
  ['missing-key', `${HEAD}lists:\n  ▸staff◂: { items: [], column: a }\n`, 'write `file:` and its value'],
  ['missing-key', `${HEAD}tables:\n  ▸roles◂: { from: group, rows: {} }\n`, 'write `to:` and its value'],
  ['empty-value', `${HEAD}▸name◂:\n`],
  ['empty-value', ruleWith('▸then◂: {}\n')],
  ['empty-value', ruleWith('for: { ▸app◂: [] }\nthen: { stop: yes }\n')],
  ['empty-value', ruleWith('when:\n  any:\n    - a\n    ▸-◂\nthen: { stop: yes }\n')],
  ['empty-value', `${HEAD}▸rules◂:\n`],
  ['empty-value', thenWith('▸require_mfa◂:\n')],
  ['empty-value', testWith('login: { user: { ▸email◂: } }\nexpect: { outcome: deny }\n')],
  ['empty-value', testWith('login: {}\n▸expect◂: {}\n')],
  ['empty-value', testWith('login: {}\nexpect: { ▸claims◂: {} }\n')],
  [
    'wrong-shape',
    testWith('▸login◂: [dana]\nexpect: { outcome: deny }\n'),
    'write a text or keys with values, for example `{ app: hr, user: { email: dana@example.com } }`',
  ],
  [
    'wrong-shape',
    testWith('login: {}\nexpect: ▸deny◂\n'),
    'write keys with values, for example `{ outcome: deny, by: staff-only }`',
  ],
  ['wrong-shape', `${HEAD}tests:\n  - ▸deny◂\n`],
  ['wrong-shape', `${HEAD}rules: ▸none◂\n`, 'write a list: begin each item with `- `'],
  ['wrong-shape', `${HEAD}rules:\n  - ▸deny all◂\n`],
  ['wrong-shape', `${HEAD}▸name◂: [a]\n`, 'write a text, for example `HR portal sign-in`'],
  [
    'wrong-shape',
    ruleWith('then: ▸deny◂\n'),
    'write keys with values, for example `{ deny: Only staff can sign in. }`',
  ],
  ['wrong-shape', ruleWith('▸then◂: [{ deny: yes }]\n'), 'write keys with values, without `- ` or brackets'],
  [
    'wrong-shape',
    ruleWith('▸when◂: [a, b]\nthen: { stop: yes }\n'),
    'write `all:` above the list if every line has to hold, `any:` if one is enough',
  ],
  ['wrong-shape', thenWith('set_claims:\n  id_token: ▸x◂\n')],
  [
    'wrong-shape',
    `${HEAD}networks:\n  ▸office◂: { from: x }\n`,
    'write a text or a list, for example `[203.0.113.0/24]`',
  ],
  ['unknown-choice', `${HEAD}default: ▸denied◂\n`, 'did you mean `deny`?'],
  ['unknown-choice', ruleWith('mode: ▸report_only◂\nthen: { stop: yes }\n'), 'did you mean `report-only`?'],
  [
    'unknown-choice',
    ruleWith('for: { event: [login, ▸refersh◂] }\nthen: { stop: yes }\n'),
    'did you mean `refresh`?',
  ],
  ['unknown-choice', ruleWith('for: { event: ▸sign-up◂ }\nthen: { stop: yes }\n')],
  ['unknown-choice', thenWith('stop: ▸no◂\n'), 'write `yes`, or remove the line'],
  ['unknown-choice', thenWith('require_mfa: ▸never◂\n')],
  ['unknown-choice', thenWith('deny: ▸no◂\n')],
  ['unknown-choice', testWith('login: {}\nexpect: { outcome: ▸denied◂ }\n'), 'did you mean `deny`?'],
  ['unknown-choice', testWith('login: {}\nexpect: { mfa: ▸yes◂ }\n'), 'write `required` or `not required`'],
  ['bad-id', 'policy: ▸HR Portal◂\n', 'did you mean `hr-portal`?'],
  ['bad-id', `${HEAD}rules:\n  - id: ▸staffOnly◂\n    then: { stop: yes }\n`, 'did you mean `staff-only`?'],
  ['bad-name', `${HEAD}networks:\n  ▸head office◂: [10.0.0.0/8]\n`, 'did you mean `head_office`?'],
  ['bad-name', `${HEAD}networks:\n  ▸Größe◂: [10.0.0.0/8]\n`, 'did you mean `Groesse`?'],
  ['bad-name', `${HEAD}lists:\n  ▸in◂: [a]\n`],
  ['mixed-groups', ruleWith('when:\n  all: [a, b]\n  ▸any◂: [c, d]\nthen: { stop: yes }\n')],
  ['file-and-items', `${HEAD}lists:\n  staff: { ▸items◂: [a], file: b.csv }\n`],
  ['file-and-items', `${HEAD}tables:\n  t: { from: group, to: role, ▸rows◂: { a: b }, file: b.csv }\n`],
  ...MISTAKES_OF_LASTING_EFFECTS,
  [
    'too-many-rules',
    `${HEAD}▸rules◂:\n${Array.from({ length: 2001 }, (_, n) => `- { id: r${n}, then: { stop: yes } }\n`).join('')}`,
  ],
];

describe('checkStructure', () => {
  for (const [code, marked, help] of MISTAKES) {
    it(`${code}: ${JSON.stringify(marked.slice(0, 120))}`, () => {
      const text = marked.replace(/[▸◂]/g, '');
      const diagnostics = check(text);
      assert.deepEqual(
        diagnostics.map((diagnostic) => [
          diagnostic.code,
          text.slice(diagnostic.span.start, diagnostic.span.end),
        ]),
        [[code, /▸(.*)◂/s.exec(marked)?.[1]]],
      );
      if (help !== undefined) assert.equal(diagnostics[0]?.help, help);
    });
  }

  it('accepts true for yes, in the words of editors too', () => {
    assert.deepEqual(check(thenWith('stop: true\nadmit: "yes"\nrequire_mfa: yes\n')), []);
  });

  it('accepts a message that is only one word', () => {
    assert.deepEqual(check(thenWith('deny: Sorry\n')), []);
  });

  it('says nothing about values that YAML has spoilt, or about keys that they may have hidden', () => {
    assert.deepEqual(check(`${HEAD}rules:\n  - id: a\n    then: &x { stop: no }\n`), []);
    assert.deepEqual(check(`${HEAD}rules:\n  - <<: { id: a }\n    then: { stop: yes }\n`), []);
  });

  it('tells each of several mistakes once', () => {
    const text = `${HEAD}nmae: x\nrules:\n  - id: A\n    mode: on\n    then: { deny: [x], stop: no }\n  - then: {}\n`;
    assert.deepEqual(
      check(text)
        .map(({ code }) => code)
        .toSorted(),
      [
        'bad-id',
        'empty-value',
        'missing-key',
        'unknown-choice',
        'unknown-choice',
        'unknown-key',
        'wrong-shape',
      ],
    );
  });

  it('never speaks the words of the schema library', () => {
    for (const [, marked] of MISTAKES) {
      for (const { message, help } of check(marked.replace(/[▸◂]/g, ''))) {
        assert.doesNotMatch(
          `${message} ${help}`.replaceAll('`properties`', ''),
          /\bmust\b|propert|schema|object|array|string|undefined|null/i,
        );
      }
    }
  });
});

describe('the schema', () => {
  it('keeps the words of the language out of names', () => {
    assert.deepEqual(new Set(schema.$defs.name.not.enum), RESERVED_WORDS);
  });

  it('describes every key', () => {
    for (const [name, key] of keysIn(schema)) {
      const target = typeof key === 'object' ? { ...refOf(key), ...key } : {};
      if (key !== false)
        assert.ok('title' in target && 'description' in target, `\`${name}\` has a title and a description`);
    }
  });

  it('has examples that it accepts', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(schema, 'policy');
    for (const part of partsOf(schema, 'policy#')) {
      const validate = ajv.compile({ $ref: part.pointer });
      for (const example of part.examples)
        assert.ok(validate(example), `${part.pointer}: ${JSON.stringify(example)}`);
    }
  });
});

function check(text: string): readonly Diagnostic[] {
  const { root } = readYaml({ name: 'policy.yaml', text });
  assert.ok(root !== null, `YAML reads ${JSON.stringify(text)}`);
  return checkStructure(root);
}

type Part = Readonly<Record<string, unknown>>;

function refOf(part: object): Part {
  const ref = '$ref' in part ? String(part.$ref).split('/').at(-1) : undefined;
  return (schema.$defs as Record<string, Part>)[ref ?? ''] ?? {};
}

function* keysIn(part: unknown): Generator<[string, object | false]> {
  if (typeof part !== 'object' || part === null) return;
  for (const [keyword, value] of Object.entries(part)) {
    if (keyword === 'examples' || keyword === 'dependentSchemas') continue;
    // A key may have the name of a keyword, as `properties` has.
    if (keyword === 'properties') {
      yield* Object.entries(value as Record<string, object>);
      for (const key of Object.values(value as Record<string, object>)) yield* keysIn(key);
    } else yield* keysIn(value);
  }
}

function* partsOf(
  part: unknown,
  pointer: string,
): Generator<{ pointer: string; examples: readonly unknown[] }> {
  if (typeof part !== 'object' || part === null) return;
  if ('examples' in part && Array.isArray(part.examples)) yield { pointer, examples: part.examples };
  for (const [keyword, value] of Object.entries(part)) {
    if (keyword !== 'examples') yield* partsOf(value, `${pointer}/${keyword}`);
  }
}
