import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  POLICY_CODES,
  type Policy,
  parseExpression,
  parsePolicy,
  readSource,
  type Sentence,
  visitExpression,
} from '../../grammar/index.ts';
import { readYaml } from '../../grammar/yaml-profile.ts';
import { mutated, policyText } from '../arbitraries/index.ts';
import { runs } from '../laws/runs.ts';
import { HR_PORTAL } from './hr-portal.ts';

const CASES = join(import.meta.dirname, '../cases/diagnostics');

/** A rule with these keys, indented as they stand here. */
const ruleWith = (keys: string) => `policy: p\nrules:\n  - id: a\n${keys.replaceAll(/^(?=.)/gm, '    ')}`;
const thenWith = (keys: string) => ruleWith(`then:\n${keys.replaceAll(/^(?=.)/gm, '  ')}`);

describe('parsePolicy', () => {
  for (const [name, text] of [
    ['LF', HR_PORTAL],
    ['CR LF', HR_PORTAL.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${HR_PORTAL}`],
  ] as const) {
    it(`reads a whole policy with ${name}`, () => {
      const { value, diagnostics } = parsePolicy({ name: 'hr-portal.yaml', text });
      assert.deepEqual(diagnostics, []);
      assert.deepEqual(
        value?.rules.map(({ id }) => id.text),
        ['hr-staff-only', 'admin-mfa', 'roles-claim'],
      );
      for (const sentence of sentencesOf(value)) {
        assert.equal(text.slice(sentence.span.start, sentence.span.end), sentence.text);
      }
    });
  }

  it('gives the same tree for LF and CR LF, but for the places', () => {
    const [unix, dos] = [HR_PORTAL, HR_PORTAL.replaceAll('\n', '\r\n')].map(read);
    assert.deepEqual(withoutSpans({ ...dos, source: 0 }), withoutSpans({ ...unix, source: 0 }));
  });

  it('reads every definition', () => {
    const policy = read(HR_PORTAL);
    assert.deepEqual(withoutSpans(policy.settings), [
      { name: word('support'), value: word('it-help@example.com') },
    ]);
    assert.deepEqual(withoutSpans(policy.networks), [
      { name: word('office'), ranges: [word('203.0.113.0/24'), word('2001:db8:10::/48')] },
    ]);
    assert.deepEqual(withoutSpans(policy.schedules), [
      {
        name: word('working_hours'),
        days: word('mon-fri'),
        from: word('08:00'),
        to: word('19:00'),
        timezone: word('Europe/Berlin'),
        except: [],
        holidays: null,
      },
    ]);
    assert.deepEqual(withoutSpans(policy.lists), [
      {
        name: word('hr_allowlist'),
        of: word('email'),
        items: [word('ana.auditor@partner.example'), word('Bob@contractor.example')],
        file: null,
        column: null,
      },
      {
        name: word('break_glass'),
        of: word('email'),
        items: [],
        file: word('lists/break-glass.csv'),
        column: null,
      },
    ]);
    assert.deepEqual(withoutSpans(policy.tables[0]?.rows[1]), {
      key: word('HR Team'),
      value: [word('hr.read')],
    });
    assert.deepEqual(
      policy.conditions.map(({ name }) => name.text),
      ['is_staff', 'is_admin', 'in_office'],
    );
    assert.equal(policy.exempt?.text, 'user.email in break_glass');
  });

  it('reads short forms of definitions', () => {
    const policy = read(
      'policy: p\nnetworks: { home: 10.0.0.0/8 }\nlists: { staff: [a, b] }\ntables:\n  t: { from: group, to: role, rows: { a: b } }\nassume: { user.groups: [] }\n',
    );
    assert.deepEqual(
      policy.networks[0]?.ranges.map(({ text }) => text),
      ['10.0.0.0/8'],
    );
    assert.deepEqual(
      policy.lists[0]?.items.map(({ text }) => text),
      ['a', 'b'],
    );
    assert.deepEqual(withoutSpans(policy.tables[0]?.rows), [{ key: word('a'), value: word('b') }]);
    assert.equal(policy.assume[0]?.field.expression.kind, 'path');
    assert.deepEqual(withoutSpans(policy.assume[0]?.value), { kind: 'list', items: [] });
  });

  it('reads trees of conditions', () => {
    const [rule] = read(
      ruleWith('when:\n  all:\n    - user.ok\n    - none: [user.a, user.b]\nthen: { stop: yes }\n'),
    ).rules;
    assert.equal(rule?.when?.kind, 'all');
    assert.deepEqual(rule?.when?.kind === 'all' && rule.when.items.map(({ kind }) => kind), [
      'sentence',
      'none',
    ]);
  });

  it('reads the scope of a rule', () => {
    const [rule] = read(ruleWith('for: { app: [hr, crm], event: login }\nthen: { stop: yes }\n')).rules;
    assert.deepEqual(withoutSpans(rule?.for), {
      app: [word('hr'), word('crm')],
      connection: null,
      organization: null,
      protocol: null,
      event: [word('login')],
    });
  });

  it('takes one text for a list of one', () => {
    const [rule] = read(ruleWith('tags: audit\nthen: { require_mfa: { methods: totp } }\n')).rules;
    assert.deepEqual(withoutSpans(rule?.tags), [word('audit')]);
    assert.deepEqual(effects('require_mfa: { methods: totp, remember: 12 hours }\n'), [
      {
        kind: 'require_mfa',
        methods: [word('totp')],
        provider: null,
        remember: word('12 hours'),
        maxAge: null,
      },
    ]);
  });

  it('reads `deny` in all its forms', () => {
    const plain = { kind: 'deny', message: null, code: null, log: null };
    assert.deepEqual(effects('deny: yes\n'), [plain]);
    assert.deepEqual(effects('deny: "yes"\n'), [{ ...plain, message: text('yes', true) }]);
    assert.deepEqual(effects('deny: Sorry.\n'), [{ ...plain, message: text('Sorry.') }]);
    assert.deepEqual(effects('deny: { message: Sorry., code: no_staff, log: refused }\n'), [
      { kind: 'deny', message: text('Sorry.'), code: word('no_staff'), log: text('refused') },
    ]);
    assert.deepEqual(effects('deny:\n  code: no_staff\n'), [{ ...plain, code: word('no_staff') }]);
  });

  it('reads flags and limits', () => {
    assert.deepEqual(effects('admit: yes\nstop: true\nlimit_session: { idle: 30 minutes }\n'), [
      { kind: 'admit' },
      { kind: 'stop' },
      { kind: 'limit_session', lasts: null, idle: word('30 minutes') },
    ]);
  });

  it('reads claims for both tokens and for one', () => {
    const both = ['id_token', 'access_token'];
    assert.deepEqual(effects('set_claims:\n  saml: { a: x }\n  b: [y]\n'), [
      {
        kind: 'set_claims',
        claims: [
          { tokens: both, name: word('b'), value: { kind: 'list', items: [text('y')] } },
          { tokens: ['saml'], name: word('a'), value: text('x') },
        ],
      },
    ]);
    assert.deepEqual(effects('remove_claims: a\n'), [
      { kind: 'remove_claims', claims: [{ tokens: both, name: word('a') }] },
    ]);
    assert.deepEqual(effects('remove_claims: { id_token: [a], access_token: b }\n'), [
      {
        kind: 'remove_claims',
        claims: [
          { tokens: ['id_token'], name: word('a') },
          { tokens: ['access_token'], name: word('b') },
        ],
      },
    ]);
  });

  it('reads scopes, a profile and a line of the log', () => {
    assert.deepEqual(effects('add_scopes: a\nset_profile: { address: { city: Berlin } }\nlog: hello\n'), [
      { kind: 'add_scopes', scopes: text('a') },
      {
        kind: 'set_profile',
        fields: [
          {
            name: word('address'),
            value: { kind: 'record', fields: [{ name: word('city'), value: text('Berlin') }] },
          },
        ],
      },
      { kind: 'log', message: text('hello') },
    ]);
  });

  it('works out what begins with `= `, and what stands in `${…}`', () => {
    assert.deepEqual(
      valueKinds('a: = user.name\nb: Hi ${user.name}\nc: costs $${5}\nd: plain\ne: "= user.a"\n'),
      ['path', 'template', 'text', 'text', 'path'],
    );
  });

  it('places a worked-out value after the sign', () => {
    const source = thenWith('log: =   user.name\n');
    const [log] = read(source).rules[0]?.then ?? [];
    assert.ok(log?.kind === 'log' && log.message.kind === 'sentence');
    const { sentence } = log.message;
    assert.equal(source.slice(sentence.span.start, sentence.span.end), 'user.name');
    assert.equal(source.slice(sentence.expression.span.start, sentence.expression.span.end), 'user.name');
    assert.equal(source.slice(log.message.span.start, log.message.span.end), '=   user.name');
  });

  it('warns of a missing space after `=`', () => {
    assert.deepEqual(told(thenWith('log: =user.name\n')), [['missing-space-after-equals', '=']]);
    assert.deepEqual(told(thenWith('log: =>\n')), []);
  });

  it('shows the first rule of two with one `id`', () => {
    const source =
      'policy: p\nrules:\n  - { id: a, then: { stop: yes } }\n  - { id: a, then: { stop: yes } }\n';
    const [diagnostic] = parsePolicy({ name: 'p', text: source }).diagnostics;
    assert.equal(diagnostic?.code, 'duplicate-id');
    assert.equal(diagnostic?.span.start, source.lastIndexOf('a, then'));
    assert.equal(diagnostic?.notes?.[0]?.span.start, source.indexOf('a, then'));
  });

  it('gives what it could read when something is wrong', () => {
    const source = `${HR_PORTAL}nonsense: yes\n`.replace('when: is_admin', 'when: "IT" in user.groups');
    const { value, diagnostics } = parsePolicy({ name: 'p', text: source });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['starts-with-quote', 'unknown-key'],
    );
    const [, admin] = value?.rules ?? [];
    assert.ok(admin?.when?.kind === 'sentence');
    assert.equal(admin.when.sentence.expression.kind, 'unreadable');
    assert.equal(value?.rules.length, 3);
  });

  it('tells twelve mistakes of a file in one go, in the order of the file', () => {
    const source = [
      'policy: HR Portal',
      'nmae: HR',
      'default: denied',
      'networks:',
      '  head office: [10.0.0.0/8]',
      'lists:',
      '  staff: { of: email }',
      'rules:',
      '  - id: a',
      '    if: user.ok',
      '    when: "HR" in user.groups',
      '    then: { deny: no }',
      '  - id: a',
      '    unless: !user.ok',
      '    then: { allow: yes }',
      '  - id: c',
      '    when: user.team is "Team #1"',
      '    mode: report',
      '    then: { stop: yes }',
      '',
    ].join('\n');
    assert.deepEqual(
      told(source).map(([code]) => code),
      [
        'bad-id',
        'unknown-key',
        'unknown-choice',
        'bad-name',
        'missing-key',
        'unknown-key',
        'starts-with-quote',
        'unknown-choice',
        'duplicate-id',
        'yaml-tag',
        'unknown-key',
        'cut-by-comment',
        'unknown-choice',
      ],
    );
  });
});

describe('the comments that allow something', () => {
  const because = '# lintel: allow some-code because we checked';
  const subject = (source: string) => {
    const { value, diagnostics } = parsePolicy({ name: 'p', text: source });
    assert.deepEqual(diagnostics, []);
    const [allowance] = value?.allowances ?? [];
    assert.ok(allowance !== undefined);
    assert.deepEqual([allowance.code.text, allowance.reason.text], ['some-code', 'we checked']);
    assert.equal(source.slice(allowance.code.span.start, allowance.code.span.end), 'some-code');
    assert.equal(source.slice(allowance.reason.span.start, allowance.reason.span.end), 'we checked');
    return source.slice(allowance.span.start, allowance.span.end);
  };

  it('speak of the whole rule below them', () => {
    assert.equal(
      subject(
        `policy: p\nrules:\n  ${because}\n\n  # more\n  - id: a\n    then:\n      stop: yes\n\n  - id: b\n    then: { stop: yes }\n`,
      ),
      'id: a\n    then:\n      stop: yes',
    );
  });

  it('speak of the line below them', () => {
    assert.equal(
      subject(`policy: p\nrules:\n  - id: a\n    ${because}\r\n    name: b\n    then: { stop: yes }\n`),
      'name: b',
    );
  });

  it('speak of their own line at its end', () => {
    assert.equal(subject(`policy: p\nrules:\n  - id: a   ${because}\n    then: { stop: yes }\n`), '- id: a');
  });

  it('speak of themselves at the end of a file', () => {
    assert.equal(subject(`policy: p\n${because}\n`), because);
  });

  it('need a reason, a code and the word', () => {
    assert.deepEqual(told('policy: p # lintel: allow some-code\n'), [
      ['allowance-without-reason', '# lintel: allow some-code'],
    ]);
    assert.deepEqual(
      told('policy: p # lintel: allow some-code because \n').map(([code]) => code),
      ['allowance-without-reason'],
    );
    for (const rest of ['', 'allow', 'ignore some-code because x', 'allow Some Code because x']) {
      assert.deepEqual(
        told(`policy: p #lintel: ${rest}\n`).map(([code]) => code),
        ['unreadable-allowance'],
      );
    }
  });

  it('are not looked for in texts', () => {
    assert.deepEqual(told('policy: p\nname: >\n  # lintel: nothing\n'), []);
  });
});

describe('the cases', () => {
  for (const code of POLICY_CODES) {
    it(`${code} is what its case shows, and all that it shows`, () => {
      const { value: source, diagnostics } = readSource(
        'policy.yaml',
        readFileSync(join(CASES, code, 'policy.yaml')),
      );
      const all = diagnostics.length > 0 ? diagnostics : parsePolicy(source).diagnostics;
      assert.deepEqual(
        all.map((diagnostic) => diagnostic.code),
        [code],
      );
    });
  }
});

const STYLES = ['plain', 'single quotes', 'double quotes', '|', '>-'] as const;
type Style = (typeof STYLES)[number];

describe('laws', () => {
  for (const style of STYLES) {
    it(`every part of a sentence stands where its span says (${style})`, () => {
      let seen = 0;
      const property = fc.property(
        policyText(),
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom('\n', '\r\n'),
        (policy, folds, lineBreak) => {
          for (const sentence of conditionsOf(policy)) {
            const written = writeSentence(sentence, style, folds);
            const source = ruleWith(`when: ${written}\nthen: { stop: yes }\n`).replaceAll('\n', lineBreak);
            const { value, diagnostics } = parsePolicy({ name: 'p', text: source });
            if (diagnostics.length > 0) continue;
            seen++;
            for (const found of sentencesOf(value)) assertPlaced(source, found, style);
          }
        },
      );
      fc.assert(property, runs(60));
      assert.ok(seen > 100, `only ${seen} sentences were seen`);
    });
  }

  it('no file makes the parser throw, and diagnostics stand inside the file', () => {
    fc.assert(
      fc.property(mutated(fc.oneof(fc.constant(HR_PORTAL), policyText())), (text) => {
        assertSound(text);
      }),
      runs(5000),
    );
  });

  it('no bytes make the reader throw', () => {
    const bytes = new TextEncoder().encode(HR_PORTAL);
    const flip = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 5 }), (flips) => {
        const changed = Uint8Array.from(bytes);
        for (const { at, to } of flips) changed[at] = to;
        const { value, diagnostics } = readSource('p', changed);
        assertInside(value.text, diagnostics);
        assertSound(value.text);
      }),
      runs(1000),
    );
  });

  it('what is lost was told: a file without diagnostics has every rule with an effect', () => {
    fc.assert(
      fc.property(mutated(fc.constant(HR_PORTAL)), (text) => {
        const { value, diagnostics } = parsePolicy({ name: 'p', text });
        if (diagnostics.length > 0) return;
        assert.ok(value !== null);
        for (const { id, then } of value.rules) assert.ok(id.text !== '' && then.length > 0);
      }),
      runs(1000),
    );
  });
});

function assertSound(text: string): void {
  const { value, diagnostics } = parsePolicy({ name: 'p', text });
  assert.ok(value !== null || diagnostics.length > 0, 'nothing was read, and nothing was told');
  assertInside(text, diagnostics);
}

function assertInside(text: string, diagnostics: ReturnType<typeof parsePolicy>['diagnostics']): void {
  for (const { span, notes = [], fixes = [], ...diagnostic } of diagnostics) {
    const spans = [
      span,
      ...notes.map((note) => note.span),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span)),
    ];
    for (const { start, end } of spans) {
      assert.ok(0 <= start && start <= end && end <= text.length, `${diagnostic.code} at ${start}-${end}`);
    }
    const ours = diagnostic.message.replace(/`.*`/s, '');
    assert.doesNotMatch(ours, /undefined|null|NaN|\[object/, diagnostic.code);
  }
}

/** The sentence in a style of YAML, with line breaks at some of the spaces outside its texts and patterns. */
function writeSentence(sentence: string, style: Style, folds: Iterator<boolean>): string {
  const pieces = sentence.split(/("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/)/);
  const folded = pieces
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replaceAll(/(?<=\S) (?=\S)/g, () => (folds.next().value ? '\n    ' : ' ')),
    )
    .join('');
  switch (style) {
    case 'plain':
      return folded;
    case 'single quotes':
      return `'${folded.replaceAll("'", "''")}'`;
    case 'double quotes':
      return `"${folded.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('u', '\\x75')}"`;
    case '|':
    case '>-':
      return `${style}\n    ${folded}`;
  }
}

function assertPlaced(source: string, sentence: Sentence, style: Style): void {
  assert.equal(decode(source.slice(sentence.span.start, sentence.span.end), style), sentence.text);
  visitExpression(sentence.expression, (part) => {
    const written = decode(source.slice(part.span.start, part.span.end), style);
    const { value, diagnostics } = parseExpression(written);
    assert.deepEqual(diagnostics, [], written);
    assert.deepEqual(withoutSpans(value), withoutSpans(part), written);
  });
}

/** What a part of a text in this style says. */
function decode(written: string, style: Style): string {
  const line = written.replaceAll(/[ \t]*\r?\n[ \t]*/g, ' ');
  if (style !== 'single quotes' && style !== 'double quotes') return line;
  const quote = style === 'single quotes' ? "'" : '"';
  const value = readYaml({ name: 'x', text: `k: ${quote}${line}${quote}\n` }).root?.entries.get('k')?.value;
  assert.ok(value?.kind === 'text', written);
  return value.text;
}

function read(source: string): Policy {
  const { value, diagnostics } = parsePolicy({ name: 'policy.yaml', text: source });
  assert.deepEqual(diagnostics, []);
  assert.ok(value !== null);
  return value;
}

function told(source: string): [code: string, underlined: string][] {
  return parsePolicy({ name: 'policy.yaml', text: source }).diagnostics.map(({ code, span }) => [
    code,
    source.slice(span.start, span.end),
  ]);
}

function effects(keys: string): unknown {
  return withoutSpans(read(thenWith(keys)).rules[0]?.then);
}

/** For each claim, the kind of its text or of its worked-out value. */
function valueKinds(claims: string): (string | undefined)[] {
  const [effect] = read(thenWith(`set_claims:\n${claims.replaceAll(/^(?=.)/gm, '  ')}`)).rules[0]?.then ?? [];
  assert.ok(effect?.kind === 'set_claims');
  return effect.claims.map(({ value }) =>
    value.kind === 'sentence' ? value.sentence.expression.kind : value.kind,
  );
}

const word = (value: string) => ({ text: value });
const text = (value: string, isQuoted = false) => ({ kind: 'text', value, isQuoted });

function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (name, part) =>
      ['span', 'operatorSpan', 'key'].includes(name) && part?.start !== undefined ? undefined : part,
    ),
  );
}

/** The sentences of a policy file that are whole texts. */
function conditionsOf(policy: string): readonly string[] {
  return sentencesOf(parsePolicy({ name: 'p', text: policy }).value)
    .filter(({ expression, text: sentence }) => {
      return isDeepStrictEqual(withoutSpans(parseExpression(sentence).value), withoutSpans(expression));
    })
    .map(({ text: sentence }) => sentence);
}

/** Every sentence of a policy, those of worked-out values included. */
function sentencesOf(policy: Policy | null): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('expression' in part && 'text' in part) sentences.push(part as Sentence);
    else for (const value of Object.values(part)) collect(value);
  };
  collect(policy);
  assert.ok(sentences.length > 0);
  return sentences;
}
