import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, analyseTemplate, EMPTY_WORLD, explainPolicy } from '../../../compiler/index.ts';
import { parseRuleTemplate } from '../../../grammar/index.ts';

const LIMIT = `template: limit
name: Limit
parameters:
  application: { type: app, title: Application, example: Shop }
  most: { type: number, title: Logins, example: 3 }
  window: { type: duration, title: Window, default: 1 day }
rule:
  name: At most \${most} logins to \${application}
  for: { app: = application }
  unless: counts.logins is less than most
  then:
    deny: Enough.
followed_by:
  - name: Logins to \${application} are counted
    for: { app: = application }
    then:
      count: { name: logins, per: user.user_id, window: = window }
  - then:
      log: \${user.name} got in
`;

function given(rules: string) {
  const { value, diagnostics } = parseRuleTemplate({ name: 'templates/limit.yaml', text: LIMIT });
  assert.deepEqual(diagnostics, []);
  const world = { ...EMPTY_WORLD, templates: new Map([['limit', value]]) };
  return [{ name: 'policy.yaml', text: `policy: p\nrules:\n${rules}` }, world] as const;
}

function analysed(rules: string) {
  const { value } = analyse(...given(rules));
  assert.ok(value !== null);
  return value;
}

function rulesOf(rules: string) {
  return analysed(rules).checked.policy.rules;
}

const USE = '  - { id: a, uses: limit, with: { application: Wiki, most: 5 } }\n';

describe('rules that follow that of a template', () => {
  it('stand right after it, with identifiers made of its own', () => {
    const ids = rulesOf(`${USE}  - { id: b, then: { log: b } }\n`).map(({ id }) => id.text);
    assert.deepEqual(ids, ['a', 'a-after', 'a-after-after', 'b']);
  });

  it('leave the identifiers of other rules alone', () => {
    const other = '  - { id: a-after, then: { log: b } }\n';
    const ids = rulesOf(`${USE}${other}`).map(({ id }) => id.text);
    assert.deepEqual(ids, ['a', 'a-after-after', 'a-after-after-after', 'a-after']);
  });

  it('know the parameters, where plain words are wanted too', () => {
    const [, counting] = analysed(USE).core.rules;
    assert.match(JSON.stringify(counting?.clauses), /Wiki/);
    assert.equal(analysed(USE).core.counters[0]?.window, 86_400_000);
  });

  it('have names of their own, beside that which the policy gives the first', () => {
    const named = USE.replace('id: a,', 'id: a, name: Mine,');
    assert.deepEqual(
      rulesOf(named).map(({ name }) => name?.text),
      ['Mine', 'Logins to Wiki are counted', undefined],
    );
  });

  it('are for whom the use is for, in the same mode', () => {
    const narrow = USE.replace('id: a,', 'id: a, mode: disabled, for: { connection: staff },');
    for (const rule of rulesOf(narrow)) {
      assert.equal(rule.mode?.value, 'disabled');
      assert.equal(rule.for?.connection?.[0]?.text, 'staff');
    }
  });

  it('are told one by one', () => {
    const { value } = explainPolicy(...given(USE));
    assert.match(value ?? '', /2\. Logins to Wiki are counted \[a-after\]/);
  });

  it('have their mistakes told in the file of the template', () => {
    const wrong = LIMIT.replace('counted\n', 'counted for ${who}\n').replace(
      'per: user.user_id',
      'per: user.nobody',
    );
    const { value } = parseRuleTemplate({ name: 'templates/limit.yaml', text: wrong });
    assert.ok(value !== null);
    const { diagnostics } = analyseTemplate(value, EMPTY_WORLD);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
      ['unknown-name', 'unknown-field'],
    );
  });

  it('can be expected to apply by tests of the template', () => {
    const codesOf = (rule: string) => {
      const tests = `tests:\n  - name: t\n    with: { application: Wiki, most: 5 }\n    login: { app: Wiki }\n    expect: { applied: [${rule}] }\n`;
      const { value } = parseRuleTemplate({ name: 'templates/limit.yaml', text: LIMIT + tests });
      assert.ok(value !== null);
      const { diagnostics } = analyseTemplate(value, EMPTY_WORLD);
      return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    };
    for (const rule of ['limit', 'limit-after', 'limit-after-after']) assert.deepEqual(codesOf(rule), []);
    assert.deepEqual(codesOf('limit-after-after-after'), ['impossible-expectation']);
  });

  it('are a list of rules, which is not empty', () => {
    const codesOf = (followers: string) =>
      parseRuleTemplate({
        name: 'templates/limit.yaml',
        text: `template: limit\nname: Limit\nrule: { then: { log: a } }\nfollowed_by: ${followers}\n`,
      }).diagnostics.map(({ code }) => code);
    assert.deepEqual(codesOf('[{ then: { log: b } }]'), []);
    for (const wrong of ['[]', '{ then: { log: b } }', '[{ id: b, then: { log: b } }]', '[{ when: yes }]'])
      assert.equal(codesOf(wrong).length, 1, wrong);
  });
});
