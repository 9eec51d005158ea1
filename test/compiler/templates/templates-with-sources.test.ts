import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, analyseTemplate, EMPTY_WORLD, explainPolicy, type World } from '../../../compiler/index.ts';
import { parseRuleTemplate, textAt } from '../../../grammar/index.ts';

const SEATS = `template: seats
name: Seats of a plan
summary: Refuses who has no seat.
category: Access
parameters:
  crm: { type: url, title: The service, example: https://crm.example.com }
  key: { type: secret, title: Its key, example: CRM_TOKEN }
  most: { type: number, title: Seats, example: 3 }
  patience: { type: duration, title: How long to wait, default: 1 second }
sources:
  plans:
    url: \${crm}/plans/\${user.email}
    headers: { Authorization: "Bearer \${key}" }
    timeout: = patience
rule:
  name: Seats of a plan
  when: plans.name is "free" and counts.seats is at least most
  then:
    deny: There is no seat left.
tests:
  - with: { crm: https://crm.example.com, key: CRM_TOKEN, most: 3 }
    login: { user: { email: ada@example.com } }
    expect: { outcome: deny }
`.replace('    deny:', '    count: { name: seats, distinct: user.user_id, also_on_deny: yes }\n    deny:');

const parsed = (text: string) => {
  const { value, diagnostics } = parseRuleTemplate({ name: 'templates/seats.yaml', text });
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    [],
  );
  assert.ok(value !== null);
  return value;
};

function analysed(given: string, world: Partial<World> = {}, rules = '', template = SEATS) {
  const text = `policy: p\nrules:\n  - id: vip\n    uses: seats\n    with: { ${given} }\n${rules}`;
  const source = { name: 'policy.yaml', text };
  const inside = { ...EMPTY_WORLD, templates: new Map([['seats', parsed(template)]]), ...world };
  return { source, world: inside, ...analyse(source, inside) };
}

function errorsIn(given: string, world: Partial<World> = {}, rules = ''): readonly string[] {
  const { source, diagnostics } = analysed(given, world, rules);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, span }) => `${code}: ${textAt(source, span)}`);
}

const GIVEN = 'crm: https://crm.example.com, key: CRM_TOKEN, most: 3';

describe('a parameter of a type that there is not', () => {
  for (const [type, example] of [
    ['list of number', '[3]'],
    ['list of people', 'staff'],
    ['numbers', '3'],
  ] as const)
    it(`is told of once: ${type}`, () => {
      const most = '{ type: number, title: Seats, example: 3 }';
      const text = SEATS.replace(most, `{ type: ${type}, title: Seats, example: ${example} }`);
      const template = parsed(text);
      const { diagnostics } = analyseTemplate(template, EMPTY_WORLD);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ code, span }) => `${code} ${textAt(template.source, span)}`),
        [`unknown-type ${type}`],
      );
    });
});

describe('a template with a look-up', () => {
  it('gives its policy a look-up with a name of its own', () => {
    const { value, diagnostics } = analysed(GIVEN);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== 'note'),
      [],
    );
    const [source] = value!.core.sources;
    assert.equal(source?.name, 'plans of vip');
    assert.equal(source.timeout, 1000);
    assert.equal(source.request.url[0], 'https://crm.example.com/plans/');
  });

  it('is fine by itself, whatever the project has', () =>
    assert.deepEqual(
      analyseTemplate(parsed(SEATS), {
        ...EMPTY_WORLD,
        hosts: [],
        secrets: [],
        targets: ['auth0'],
      }).diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    ));

  it('is checked against the hosts, the secrets and the targets of the project that uses it', () => {
    assert.deepEqual(errorsIn(GIVEN, { hosts: ['other.test'] }), [
      'host-not-allowed: https://crm.example.com',
    ]);
    assert.deepEqual(errorsIn(GIVEN, { secrets: ['OTHER'] }), ['unknown-secret: CRM_TOKEN']);
    assert.ok(errorsIn(GIVEN, { targets: ['auth0'] }).includes('unsupported-in-target: seats'));
  });

  it('tells once of a secret that stands in several places', () => {
    const signed = SEATS.replace(
      / {2}then:\n[\s\S]*?(?=tests:)/,
      '  then:\n    redirect: { to: https://a.test/, with: { a: b }, sign_with: = key }\n',
    ).replace(' and counts.seats is at least most', '');
    const { diagnostics } = analysed(GIVEN, { secrets: ['OTHER'] }, '', signed);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-secret'],
    );
  });

  it('needs a host in what it is given, and says so of the parameter', () => {
    const { diagnostics } = analysed('crm: crm.example.com, key: CRM_TOKEN, most: 3');
    assert.deepEqual(
      diagnostics.map(({ message, help }) => `${message}; ${help}`),
      ['`crm` does not begin with `https://`; write `https://crm.example.com`'],
    );
    assert.deepEqual(errorsIn('crm: crm.example.com, key: CRM_TOKEN, most: 3'), ['bad-url: crm.example.com']);
  });

  it('keeps its look-up to itself', () =>
    assert.deepEqual(
      errorsIn(GIVEN, {}, '  - id: other\n    when: plans.name is "free"\n    then: { log: a }\n'),
      ['unknown-name: plans'],
    ));

  it('is explained', () => {
    const { source, world } = analysed(GIVEN);
    const text = explainPolicy(source, world).value ?? '';
    assert.match(text, /It asks plans of vip and counts\.seats of vip\./);
    assert.match(text, /plans of vip is what GET .* answers within 1 second/);
  });
});

describe('a template by itself', () => {
  const wrong = (from: string, to: string): readonly string[] =>
    analyseTemplate(parsed(SEATS.replace(from, () => to)), EMPTY_WORLD)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ message }) => message);

  it('cannot show a secret', () =>
    assert.deepEqual(wrong('deny: There', 'deny: ${key} There'), ['the secret `key` cannot stand here']));

  it('cannot call a look-up like a parameter', () =>
    assert.ok(wrong('  plans:\n', '  most:\n').includes('the name `most` is already a parameter')));

  it('cannot ask a look-up with another', () =>
    assert.deepEqual(wrong('${user.email}', '${counts.seats}'), ['no source can wait for `counts.seats`']));
});
