import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  analyse,
  compile,
  compileTarget,
  EMPTY_WORLD,
  explainPolicy,
  interpretPolicy,
  type RuleText,
  type World,
} from '../../../compiler/index.ts';
import { textAt } from '../../../grammar/index.ts';
import {
  buildConstant,
  compilePattern,
  libraryText,
  openContext,
  type RuleContext,
} from '../../../stdlib/index.ts';

const RULE = 'function (user, context, callback) { callback(null, user, context); }';

describe('a rule with `script`', () => {
  it('hands its JavaScript to the runtime, with what is said about it', () => {
    const [facts] = compiled(`name: Tier
    mode: report-only
    timeout: 800 ms
    if_it_fails: continue
    may: { network: [api.example.com, "*.b.example:8080"], secrets: [] }`).rules;
    assert.deepEqual(facts?.script, {
      id: 'tier',
      name: 'Tier',
      file: 'a.js',
      text: RULE,
      shape: 'rule',
      mode: 'report-only',
      modules: [],
      isContained: true,
      timeout: 800,
      ifItFails: 'continue',
      may: { network: ['api.example.com', '*.b.example:8080'], secrets: [] },
    });
  });

  it('may use all of the project and fails closed when nothing is said', () => {
    const script = compiled('').rules[0]?.script;
    assert.deepEqual(
      [script?.timeout, script?.ifItFails, script?.may],
      [null, 'deny', { network: null, secrets: null }],
    );
  });

  const answers: readonly (readonly [condition: string, user: object, said: string | undefined])[] = [
    ['', {}, 'run'],
    ['when: user.email_verified', { email_verified: true }, 'run'],
    ['when: user.email_verified', { email_verified: false }, undefined],
    ['when: user.email_verified', {}, 'doubt'],
    ['unless: user.email_verified', {}, 'doubt'],
    ['unless: user.email_verified', { email_verified: true }, undefined],
    ['for: { app: hr }', {}, 'doubt'],
  ];
  for (const [condition, user, said] of answers) {
    it(`says ${said ?? 'nothing'} for ${JSON.stringify(user)} with ${condition || 'no condition'}`, () => {
      for (const form of ['code', 'tracedCode'] as const) assert.equal(saidBy(condition, user, form), said);
      assert.equal(interpreted(condition, user), said);
    });
  }

  it('says doubt after a `stop` that may have been', () => {
    const stop = '- id: first\n    when: user.email_verified\n    then: { stop: yes }\n  ';
    assert.equal(saidBy('', {}, 'code', stop), 'doubt');
    assert.equal(saidBy('', { email_verified: true }, 'code', stop), undefined);
    assert.equal(saidBy('', { email_verified: false }, 'code', stop), 'run');
  });

  it('finds what is wrong with its keys, at the smallest place', () => {
    assert.deepEqual(findingsOf('timeout: soon'), ['not-a-duration soon']);
    assert.deepEqual(findingsOf('timeout: 0 s'), ['not-a-duration 0 s']);
    assert.deepEqual(findingsOf('may: { network: ["https://a.example"] }'), ['bad-host "https://a.example"']);
    assert.deepEqual(findingsOf('may: { secrets: [TOKEM] }', { secrets: ['TOKEN'] }), [
      'unknown-secret TOKEM',
    ]);
    assert.deepEqual(findingsOf('may: { secrets: [TOKEN] }'), []);
    assert.deepEqual(findingsOf('', { scripts: new Map() }), ['unreadable-file a.js']);
    assert.deepEqual(findingsOf('', { scripts: files('function (') }), ['unreadable-file a.js']);
  });

  it('notes that it refuses a login in doubt, unless it goes on', () => {
    const condition = 'when: user.app_metadata.crm';
    assert.deepEqual(notesOf(condition), ['applies-when-missing']);
    assert.deepEqual(notesOf(`${condition}\n    if_it_fails: continue`), []);
  });

  it('cannot be compiled to run elsewhere', () => {
    const source = sourceOf('');
    const { value, diagnostics } = compileTarget(source, worldWith({}), 'standalone');
    assert.equal(value, null);
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, textAt(source, span)]),
      [['unsupported-in-target', 'script']],
    );
  });

  it('is retold with its file', () => {
    const told = explainPolicy(sourceOf('timeout: 800 ms'), worldWith({})).value ?? '';
    assert.match(told, /→ the JavaScript in a.js runs within 800 ms\n.*the login is refused/);
  });
});

function sourceOf(keys: string, before = '') {
  return {
    name: 'p.yaml',
    text: `policy: p\nrules:\n  ${before}- id: tier\n    script: a.js\n    ${keys}\n`,
  };
}

function files(text: string): ReadonlyMap<string, RuleText> {
  return new Map([['a.js', { kind: 'text', source: { name: 'a.js', text } }]]);
}

function worldWith(more: Partial<World>): World {
  return { ...EMPTY_WORLD, scripts: files(RULE), ...more };
}

function compiled(keys: string, before = '') {
  const { value, diagnostics } = compile(sourceOf(keys, before), worldWith({}));
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('; '));
  return value;
}

function findingsOf(keys: string, more: Partial<World> = {}): readonly string[] {
  const source = sourceOf(keys);
  return compile(source, worldWith(more)).diagnostics.map(
    ({ code, span }) => `${code} ${textAt(source, span)}`,
  );
}

function notesOf(keys: string): readonly string[] {
  return compile(sourceOf(keys), worldWith({})).diagnostics.map(({ code }) => code);
}

/** What the last rule of the emitted policy leaves in `context.lintel.script`. */
function saidBy(keys: string, user: object, form: 'code' | 'tracedCode', before = ''): string | undefined {
  const policy = compiled(keys, before);
  const constants = policy.constants.map((one) => [one.name, buildConstant(one, compilePattern)] as const);
  const load = new Function('data', `${libraryText([...policy.functions])}\nreturn (${policy[form]})(data);`);
  const context: RuleContext = {};
  openContext(context, 0);
  if (form === 'tracedCode' && context.lintel !== undefined)
    context.lintel.trace = { clauses: [], reads: [], verdict: null, exempted: false };
  for (const rule of load(new Map(constants))) rule(user, context, () => {});
  return context.lintel?.script;
}

function interpreted(keys: string, user: object): string | undefined {
  const { value } = analyse(sourceOf(keys), worldWith({}));
  assert.ok(value !== null);
  const context: RuleContext & Record<string, unknown> = {};
  interpretPolicy(value.core, { ...user }, context, 0);
  return context.lintel?.script;
}
