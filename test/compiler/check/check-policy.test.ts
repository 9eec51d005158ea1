import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkPolicy, EMPTY_WORLD, type World } from '../../../compiler/index.ts';
import { hasErrors, parsePolicy, printExpression, type Source } from '../../../grammar/index.ts';
import { anyExpression } from '../../arbitraries/expression.ts';
import { policyText } from '../../arbitraries/index.ts';
import { check, errorsOf, policyWith, policyWithValue } from './check-harness.ts';

const RULES = 'rules:\n  - id: r\n    then: { log: hello }\n';

function isWrong(parts: string, problem: string, world: Partial<World> = {}): void {
  it(`${parts.replace(/\s+/g, ' ').slice(0, 80)} is refused`, () =>
    assert.deepEqual(errorsOf(policyWith(parts.includes('rules:') ? parts : parts + RULES), world), [
      problem,
    ]));
}

describe('conditions', () => {
  const order = (parts: string): readonly string[] => {
    const { checked } = check(policyWith(parts + RULES));
    assert.deepEqual(checked.diagnostics, []);
    return [...checked.value.names].filter(([, { kind }]) => kind === 'condition').map(([name]) => name);
  };
  it('come after those that they use', () => {
    assert.deepEqual(order('conditions: { a: b and c, b: not c, c: user.blocked, d: b }\n'), [
      'c',
      'b',
      'a',
      'd',
    ]);
  });
  it('may be trees', () => {
    assert.deepEqual(
      order('conditions:\n  a: { any: [b, { none: [c, user.blocked] }] }\n  b: user.blocked\n  c: b\n'),
      ['b', 'c', 'a'],
    );
  });
  const chain = (length: number): string =>
    `conditions:\n${Array.from({ length }, (_, index) => `  c${index}: c${index + 1}\n`).join('')}  c${length}: user.blocked\n`;
  it('may be chains of fifty', () => assert.equal(order(chain(49)).length, 50));
  isWrong(
    chain(50),
    'condition-too-deep: the condition `c0` ends a row of more than 50 that refer to each other ⟨c0⟩',
  );
  isWrong(
    'conditions: { a: b, b: a }\n',
    'circular-condition: the conditions refer to each other in a circle: `a` → `b` → `a` ⟨a⟩',
  );
  isWrong('conditions: { a: not a }\n', 'circular-condition: the condition `a` refers to itself ⟨a⟩');
  isWrong(
    'conditions: { a: b and c, b: c, c: a }\n',
    'circular-condition: the conditions refer to each other in a circle: `a` → `b` → `c` → `a` ⟨a⟩',
  );
  const doubling = `conditions:\n  c0: user.blocked\n${Array.from({ length: 20 }, (_, index) => `  c${index + 1}: c${index} and c${index}\n`).join('')}`;
  isWrong(
    doubling,
    'condition-too-large: the condition `c14` comes to 16,384 comparisons once the conditions in it are written out, more than 10,000 ⟨c14⟩',
  );
  it('count in the rules that use them', () => {
    const conditions = doubling.split('\n').slice(0, 13).join('\n');
    const rule = `rules:\n  - id: big\n    when: ${Array.from({ length: 6 }, () => 'c11').join(' and ')}\n    then: { log: hello }\n`;
    assert.deepEqual(errorsOf(policyWith(`${conditions}\n${rule}`)), [
      'condition-too-large: the rule `big` comes to 12,288 comparisons once the conditions in it are written out, more than 10,000 ⟨big⟩',
    ]);
  });
});

describe('assumptions', () => {
  const assumed = (parts: string, world: Partial<World> = {}): unknown => {
    const { checked } = check(policyWith(parts + RULES), world);
    assert.deepEqual(checked.diagnostics, []);
    return Object.fromEntries(checked.value.assumptions);
  };
  it('are values of their fields', () => {
    const text = `assume:
  user.groups: []
  user.blocked: no
  login.count: 0
  user.app_metadata.blocked: no
  user.app_metadata.plan: free
  user.app_metadata.level: 3
  user.app_metadata.land: "no"
  user.app_metadata.teams: [a, b]
  request.country: DE
  user.created_at: 2026-01-01T00:00:00Z
`;
    assert.deepEqual(assumed(text), {
      'user.groups': [],
      'user.blocked': false,
      'login.count': 0,
      'user.app_metadata.blocked': false,
      'user.app_metadata.plan': 'free',
      'user.app_metadata.level': 3,
      'user.app_metadata.land': 'no',
      'user.app_metadata.teams': ['a', 'b'],
      'request.country': 'DE',
      'user.created_at': Date.UTC(2026, 0, 1),
    });
  });
  it('of the policy win over those of the project', () => {
    const world = {
      assume: [
        { field: 'user.groups', value: ['x'] },
        { field: 'roles', value: [] },
      ],
    };
    assert.deepEqual(assumed('assume: { user.groups: [] }\n', world), { 'user.groups': [], roles: [] });
  });
  isWrong(
    'assume: { today: 2026-01-01 }\n',
    'not-assumable: expected a field that can be missing, found `today` ⟨today⟩',
  );
  isWrong(
    'assume: { user.email.domain: example.com }\n',
    'not-assumable: expected a field that can be missing, found `user.email.domain` ⟨user.email.domain⟩',
  );
  isWrong(
    'settings: { a: b }\nassume: { settings.a: c }\n',
    'not-assumable: expected a field that can be missing, found `settings.a` ⟨settings.a⟩',
  );
  for (const place of ['context.request.ip', 'context.authentication.methods', 'context.clientName'])
    isWrong(
      `assume: { ${place}: x }\n`,
      `not-assumable: \`${place}\` is assumed by the name that sentences have for it ⟨${place}⟩`,
    );
  isWrong(
    'assume: { request.ip: 10.0.0.0/8 }\n',
    'unfitting-value: expected ip for `request.ip` ⟨10.0.0.0/8⟩',
  );
  it('can be addresses', () =>
    assert.deepEqual(assumed('assume: { request.ip: 203.0.113.7 }\n'), { 'request.ip': '203.0.113.7' }));
  isWrong('assume: { user.gruops: [] }\n', 'unknown-field: unknown field `user.gruops` ⟨user.gruops⟩');
  isWrong('assume: { user.blocked: never }\n', 'unfitting-value: expected yes/no for `user.blocked` ⟨never⟩');
  isWrong('assume: { login.count: many }\n', 'unfitting-value: expected number for `login.count` ⟨many⟩');
  isWrong(
    'assume: { user.groups: none }\n',
    'unfitting-value: expected list of group for `user.groups` ⟨none⟩',
  );
  isWrong(
    'assume: { user.name: = user.nickname }\n',
    'unfitting-value: expected text for `user.name` ⟨= user.nickname⟩',
  );
  isWrong('assume: { user.name: [] }\n', 'unfitting-value: expected text for `user.name` ⟨[]⟩');
  isWrong(
    'assume: { request.country: Germany }\n',
    'unfitting-value: expected a country code, found `Germany` ⟨Germany⟩',
  );
});

describe('settings', () => {
  it('of the environment win', () => {
    const { checked } = check(policyWith(`settings: { a: own, b: own }\n${RULES}`), {
      settings: new Map([['b', 'theirs']]),
    });
    assert.deepEqual(
      [...checked.value.settings],
      [
        ['a', 'own'],
        ['b', 'theirs'],
      ],
    );
  });
});

describe('a rule', () => {
  const expiring = (date: string): string =>
    `rules:\n  - id: r\n    expires: ${date}\n    then: { log: hello }\n`;
  isWrong(expiring('2026-11-22'), 'rule-expired: the rule `r` was to go after 2026-11-22 ⟨2026-11-22⟩', {
    today: '2026-11-23',
  });
  isWrong(
    expiring('31.12.2026'),
    'not-a-date: expected a date of the calendar, found `31.12.2026` ⟨31.12.2026⟩',
  );
  it('runs on its last day, and for ever where nobody asks for the date', () => {
    assert.deepEqual(errorsOf(policyWith(expiring('2026-11-23')), { today: '2026-11-23' }), []);
    assert.deepEqual(errorsOf(policyWith(expiring('2020-01-01'))), []);
  });
});

describe('diagnostics', () => {
  it('say nothing about what could not be read', () => {
    const text = policyWith(
      'rules:\n  - id: r\n    when: (user.email is is 3) and 3\n    then: { log: hello }\n',
    );
    const source: Source = { name: 'p.yaml', text };
    const { value } = parsePolicy(source);
    assert.ok(value !== null);
    const messages = checkPolicy(value, EMPTY_WORLD).diagnostics.map(({ message }) => message);
    assert.deepEqual(messages, ['expected a yes/no sentence, found number']);
  });
  it('come in the order of the file', () => {
    const text = policyWith(
      'exempt: user.nme is "a"\nrules:\n  - id: r\n    when: user.emial is "b"\n    then: { log: "= user.nickname + user.grups" }\nconditions: { c: frob is "c" }\n',
    );
    assert.deepEqual(errorsOf(text), [
      'unknown-field: unknown field `user.nme` ⟨user.nme⟩',
      'unknown-field: unknown field `user.emial` ⟨user.emial⟩',
      'unknown-field: unknown field `user.grups` ⟨user.grups⟩',
      'unknown-name: unknown name `frob` ⟨frob⟩',
    ]);
  });
});

describe('laws', () => {
  const parsed = (text: string) => {
    const source: Source = { name: 'p', text };
    return parsePolicy(source).value;
  };
  it('checking never throws, and points into the file', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        const text = policyWithValue(printExpression(expression).replace(/\s+/g, ' '));
        const policy = parsed(text);
        fc.pre(policy !== null);
        for (const { span } of checkPolicy(policy, EMPTY_WORLD).diagnostics) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('a policy whose words changed places is checked without throwing', () => {
    fc.assert(
      fc.property(
        policyText(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }),
        (original, swaps) => {
          const text = swaps.reduce(swapWords, original);
          const policy = parsed(text);
          if (policy !== null) checkPolicy(policy, EMPTY_WORLD);
        },
      ),
      { numRuns: 200 },
    );
  });
  it('a generated policy has no errors', () => {
    fc.assert(
      fc.property(policyText(), (text) => {
        const policy = parsed(text);
        assert.ok(policy !== null && !hasErrors(checkPolicy(policy, EMPTY_WORLD).diagnostics));
      }),
      { numRuns: 60 },
    );
  });
});

/** The text with one of its words in the place of another. */
function swapWords(text: string, [from, to]: readonly [number, number]): string {
  const words = [...text.matchAll(/[\w.]+/g)];
  const [source, target] = [words[from % words.length]!, words[to % words.length]!];
  return text.slice(0, target.index) + source[0] + text.slice(target.index + target[0].length);
}
