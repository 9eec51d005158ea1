import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  argumentChecker,
  argumentsOf,
  type Diagnostic,
  exampleArguments,
  instantiateRule,
  instantiateSources,
  parametersAsWords,
  parsePolicy,
  parseRuleTemplate,
  type RuleDefinition,
  type RuleTemplate,
  type Source,
  textAt,
} from '../../grammar/index.ts';
import { sketchRequest } from './sketch-template.ts';

const TEMPLATE = `template: vip
name: Very important people
parameters:
  place: { type: url, title: Address }
  key: { type: secret, title: Key, default: CRM_TOKEN }
  patience: { type: duration, title: Patience, default: 1 second }
  on_failure: { type: text, title: On failure, default: deny }
  counter: { type: text, title: Counter, default: visits }
sources:
  crm:
    url: \${place}/people/\${user.email}
    headers: { Authorization: "Bearer \${key}" }
    timeout: = patience
    if_it_fails: = on_failure
rule:
  name: Visits of \${place} with \${key}
  when: crm.level is at least 3
  then:
    count: { name: = counter, per: user.user_id, window: = patience }
    call: { url: "\${place}/seen", headers: { Key: = key }, timeout: = patience, if_it_fails: = on_failure }
    redirect: { to: https://x.example, with: { a: b }, sign_with: = key }
`;

const PLACE = 'place: https://crm.example.com';

function templateOf(text = TEMPLATE): RuleTemplate {
  const { value, diagnostics } = parseRuleTemplate({ name: 'templates/vip.yaml', text });
  assert.deepEqual(diagnostics, []);
  return value ?? assert.fail('a template without mistakes is read');
}

/** A rule that uses the template, and what it says for the parameters. */
function useOf(given: string, template = templateOf()) {
  const source: Source = {
    name: 'policy.yaml',
    text: `policy: p\nrules:\n  - { id: r, uses: vip, with: { ${given} } }\n`,
  };
  const rule: RuleDefinition = parsePolicy(source).value?.rules[0] ?? assert.fail('there is a rule');
  const use = rule.uses ?? assert.fail('the rule uses a template');
  const values = argumentsOf(template, use, source);
  const words = new Map(values.map(({ parameter, value }) => [parameter.name.text, value]));
  return { rule, source, template, given: values, words, parameters: [] };
}

function sourceOf(given: string) {
  const [source = assert.fail('the template has a look-up')] = instantiateSources(useOf(given), {
    diagnostics: [],
  });
  return source;
}

/** What is told of `with`. */
function toldOf(given: string): readonly string[] {
  const { rule, template, source } = useOf(given);
  const diagnostics = argumentChecker(template)(rule.uses ?? assert.fail('the rule uses a template'));
  return diagnostics.map(({ code, span, help }) => `${code} ${textAt(source, span)}: ${help}`);
}

describe('the look-ups of a template', () => {
  it('become look-ups of the policy, with a name that no sentence can write', () => {
    const { name, request, timeout, ifItFails } = sourceOf(
      `${PLACE}, patience: 3 seconds, on_failure: continue`,
    );
    assert.equal(name.text, 'crm of r');
    assert.equal(
      sketchRequest(request),
      '- = (join place "/people/" user.email) (Authorization: = (join "Bearer " key)) nothing',
    );
    assert.deepEqual([timeout?.text, ifItFails?.value], ['3 seconds', 'continue']);
  });

  it('stand where the template is used', () => {
    const { rule, source, ...use } = useOf(PLACE);
    const [crm] = instantiateSources({ rule, source, ...use }, { diagnostics: [] });
    const spans = [crm?.span, crm?.name.span, crm?.request.url.span, crm?.timeout?.span];
    assert.deepEqual(
      spans.map((span = { start: 0, end: 0 }) => textAt(source, span)),
      ['vip', 'vip', 'vip', 'vip'],
    );
  });

  it('are known to its rule', () => {
    const { template } = instantiateRule(useOf(PLACE), { diagnostics: [] });
    assert.deepEqual(template?.sources, [{ name: 'crm', as: 'crm of r' }]);
  });

  it('tell their mistakes only in the file of the template', () => {
    const wrong = templateOf(TEMPLATE.replace('${user.email}', '${user.}'));
    const told = (use: ReturnType<typeof useOf>) => {
      const diagnostics: Diagnostic[] = [];
      instantiateSources(use, { diagnostics });
      return diagnostics.map(({ code }) => code);
    };
    assert.deepEqual(told(useOf(PLACE, wrong)), []);
    assert.deepEqual(told({ ...useOf(PLACE, wrong), source: wrong.source }), ['unexpected-character']);
  });

  it('need not be there', () => {
    const without = templateOf(TEMPLATE.replace(/sources:.*(?=rule:)/s, ''));
    assert.deepEqual(instantiateSources(useOf(PLACE, without), { diagnostics: [] }), []);
    assert.deepEqual(instantiateRule(useOf(PLACE, without), { diagnostics: [] }).template?.sources, []);
  });

  it('have to have the shape of look-ups', () => {
    const { diagnostics } = parseRuleTemplate({
      name: 'vip.yaml',
      text: TEMPLATE.replace('timeout:', 'patience:'),
    });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-key'],
    );
  });
});

describe('parameters where plain words are wanted', () => {
  it('are put in under the effects that last', () => {
    const [count, call, redirect] = instantiateRule(
      useOf(`${PLACE}, patience: 2 hours, on_failure: continue, counter: seats, key: HOOK`),
      { diagnostics: [] },
    ).then;
    assert.ok(count?.kind === 'count' && call?.kind === 'call' && redirect?.kind === 'redirect');
    assert.deepEqual([count.name.text, count.window?.text], ['seats', '2 hours']);
    assert.deepEqual([call.timeout?.text, call.ifItFails?.value], ['2 hours', 'continue']);
    assert.equal(redirect.signWith?.text, 'HOOK');
  });

  it('are known, those of look-ups too', () => {
    assert.deepEqual([...parametersAsWords(templateOf())].toSorted(), [
      'counter',
      'key',
      'on_failure',
      'patience',
    ]);
    const short = templateOf(TEMPLATE.replace(/count: \{.*\}/, 'count: = counter'));
    assert.ok(parametersAsWords(short).has('counter'));
  });

  it('are held against what can stand there', () => {
    assert.deepEqual(toldOf(PLACE), []);
    assert.deepEqual(toldOf(`${PLACE}, on_failure: ignore`), [
      'unknown-choice ignore: write `deny` or `continue`',
    ]);
    assert.deepEqual(toldOf(`${PLACE}, counter: my seats`), ['bad-name my seats: did you mean `my_seats`?']);
    assert.deepEqual(toldOf(`${PLACE}, key: [A]`).length, 1);
  });

  it('have to be parameters', () => {
    const { diagnostics } = parseRuleTemplate({
      name: 'vip.yaml',
      text: TEMPLATE.replaceAll('if_it_fails: = on_failure', 'if_it_fails: = nothing'),
    });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-choice', 'unknown-choice'],
    );
  });

  it('have a sample that fits where the template is checked by itself', () => {
    const bare = templateOf(TEMPLATE.replaceAll(/, default: .*? }/g, ' }'));
    const sample = (name: string) => {
      const value = exampleArguments(bare, 'example').entries.get(name)?.value;
      return value?.kind === 'text' ? value.text : null;
    };
    assert.deepEqual(['key', 'on_failure', 'counter'].map(sample), ['EXAMPLE_SECRET', 'deny', 'example']);
  });
});

describe('a secret of a template', () => {
  it('is told by its name', () => {
    const use = useOf(`${PLACE}, key: HOOK`);
    assert.equal(
      instantiateRule(use, { diagnostics: [] }).name?.text,
      'Visits of https://crm.example.com with ${secrets.HOOK}',
    );
    const [{ request } = assert.fail()] = instantiateSources(use, { diagnostics: [] });
    const [{ value } = assert.fail()] = request.headers;
    assert.ok(value.kind === 'sentence');
    assert.equal(value.sentence.text, 'Bearer ${secrets.HOOK}');
  });

  it('is told by its name in a sentence', () => {
    const { then } = instantiateRule(useOf(`${PLACE}, key: HOOK`), { diagnostics: [] });
    const call = then.find((effect) => effect.kind === 'call');
    const value = call?.kind === 'call' ? call.request.headers[0]?.value : undefined;
    assert.ok(value?.kind === 'sentence');
    assert.equal(value.sentence.text, 'secrets.HOOK');
  });
});
