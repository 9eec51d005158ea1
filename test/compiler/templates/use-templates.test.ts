import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyse, EMPTY_WORLD, emitPolicy, explainPolicy, interpretPolicy } from '../../../compiler/index.ts';
import { parseRuleTemplate, textAt } from '../../../grammar/index.ts';
import { hostileText } from '../../arbitraries/index.ts';

const OWN_NAMES = `template: own-names
name: Own names
parameters:
  nick: { type: text, title: Nick }
  team: { type: group, title: Team, default: Staff }
  teams: { type: list of group, title: Teams, default: [A, B] }
  place: { type: network, title: Place, default: 198.51.100.0/24 }
  address: { type: email, title: Address, default: Root@Example.com }
  level: { type: number, title: Level, default: 3 }
  lasts: { type: duration, title: Lasts, default: 1 hour }
rule:
  name: \${nick} of \${team}
  for: { connection: corporate }
  when:
    any:
      - user.nickname is nick
      - user.user_metadata.team is team
      - user.groups contains any of teams
      - request.ip in place
      - user.email.domain is address.domain
      - login.count is more than level
  then:
    deny: { message: 'no \${nick}', code: = nick }
`;

/** A policy that uses the template above; `more` stands at its top. */
const policyWith = (given: string, more = '', beside = '') =>
  `policy: p\n${more}rules:\n  - id: r\n    uses: own-names\n    with: { ${given} }\n${beside}`;

function analysed(text: string, template = OWN_NAMES) {
  const source = { name: 'policy.yaml', text };
  const parsed = parseRuleTemplate({ name: 'templates/own-names.yaml', text: template });
  assert.deepEqual(parsed.diagnostics, []);
  const world = { ...EMPTY_WORLD, templates: new Map([['own-names', parsed.value]]) };
  return { source, world, ...analyse(source, world) };
}

function coreOf(text: string) {
  const { value, diagnostics } = analysed(text);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity !== 'note'),
    [],
  );
  assert.ok(value !== null);
  return value.core;
}

/** The code and the underlined text of each error. */
function errorsIn(text: string): readonly string[] {
  const { source, diagnostics } = analysed(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, span }) => `${code}: ${textAt(source, span)}`);
}

const IN_DOUBT_OF_NOTHING = {
  user: { nickname: '', user_metadata: { team: '' }, groups: [], email: 'a@b.example' },
  context: { connection: 'corporate', request: { ip: '192.0.2.1' }, stats: { loginsCount: 1 } },
};

/** What becomes of a login in which nothing fits but what is said. */
function outcomeOf(text: string, user: Record<string, unknown>, context: Record<string, unknown> = {}) {
  const login = structuredClone(IN_DOUBT_OF_NOTHING);
  return interpretPolicy(coreOf(text), { ...login.user, ...user }, { ...login.context, ...context }, 0)
    .outcome;
}

describe('a parameter', () => {
  it('compares by its type', () => {
    assert.equal(outcomeOf(policyWith('nick: Ada'), { nickname: 'ada' }), 'allow');
    assert.equal(outcomeOf(policyWith('nick: Ada'), { user_metadata: { team: 'STAFF' } }), 'deny');
    assert.equal(outcomeOf(policyWith('nick: Ada'), { email: 'eve@EXAMPLE.com' }), 'deny');
    assert.equal(outcomeOf(policyWith('nick: Ada'), { groups: ['b'] }), 'deny');
  });

  it('takes what the policy names', () => {
    const more = 'lists: { admins: { of: group, items: [Root] } }\nnetworks: { vpn: [203.0.113.0/24] }\n';
    const text = policyWith('nick: Ada, teams: admins, place: vpn', more);
    assert.equal(outcomeOf(text, { groups: ['root'] }), 'deny');
    assert.equal(outcomeOf(text, { groups: ['a'] }), 'allow');
    assert.equal(outcomeOf(text, {}, { request: { ip: '203.0.113.9' } }), 'deny');
  });

  it('hides what the policy calls by the same name', () => {
    const more = 'lists: { teams: { of: group, items: [Z] } }\nconditions: { team: user.email_verified }\n';
    assert.equal(outcomeOf(policyWith('nick: Ada', more), { groups: ['z'] }), 'allow');
    assert.equal(outcomeOf(policyWith('nick: Ada, teams: teams', more), { groups: ['z'] }), 'deny');
  });

  it('is no name of other rules', () => {
    const beside = '  - id: s\n    when: user.nickname is nick\n    then: { stop: yes }\n';
    assert.deepEqual(errorsIn(policyWith('nick: Ada', '', beside)), ['unknown-name: nick']);
  });

  it('has its mistakes told where they are written', () => {
    assert.deepEqual(errorsIn(policyWith('nick: Ada, teams: nobody')), ['unfitting-parameter: nobody']);
    assert.deepEqual(errorsIn(policyWith('nick: Ada, level: many')), ['unfitting-parameter: many']);
    assert.deepEqual(errorsIn(policyWith('nick: Ada, address: nobody')), ['unfitting-value: nobody']);
    assert.deepEqual(errorsIn(policyWith('nick: Ada, place: 10.0.0.1/8')), ['network-host-bits: 10.0.0.1/8']);
    assert.deepEqual(errorsIn(policyWith('team: A')), ['missing-key: with']);
    assert.deepEqual(errorsIn(policyWith('nick: Ada, teem: A')), ['unknown-key: teem']);
  });
});

describe('a rule made of a template', () => {
  it('is for those that it and the template are for', () => {
    const text = policyWith('nick: Ada', '', '    for: { app: hr }\n');
    const hr = { clientName: 'hr', clientID: 'x' };
    assert.equal(outcomeOf(text, { nickname: 'Ada' }, hr), 'deny');
    assert.equal(outcomeOf(text, { nickname: 'Ada' }, { ...hr, connection: 'google' }), 'allow');
    assert.equal(outcomeOf(text, { nickname: 'Ada' }, { clientName: 'crm', clientID: 'y' }), 'allow');
  });

  it('is told with the values in its sentences', () => {
    const { source, world } = analysed(policyWith('nick: Ada, teams: [X, Y]'));
    const text = explainPolicy(source, world).value ?? '';
    assert.match(text, /1\. Ada of Staff \[r\]/);
    assert.match(text, /- user\.groups contains any of \["X", "Y"\]\n/);
    assert.match(text, /the login is refused: "no Ada"\n/);
  });

  it('points with its lines to the place where it is used', () => {
    const [rule] = coreOf(policyWith('nick: Ada')).rules;
    assert.deepEqual(new Set(rule?.clauses.map(({ line }) => line)), new Set([4]));
  });

  it('is nothing that runs while its template is unusable', () => {
    const source = { name: 'policy.yaml', text: policyWith('nick: Ada') };
    const result = analyse(source, { ...EMPTY_WORLD, templates: new Map([['own-names', null]]) });
    assert.deepEqual(result, { value: null, diagnostics: [] });
  });
});

describe('laws of values under `with`', () => {
  const HARMLESS = 'harmless';

  it('whatever a text holds, the rule is that of a harmless text, with the text in its place', () => {
    const shape = JSON.stringify(withoutWording(coreOf(policyWith(`nick: ${HARMLESS}`))));
    fc.assert(
      fc.property(writableText(), (text) => {
        // What stands in the rule anyway could not be told from it.
        fc.pre(!shape.includes(JSON.stringify(text)));
        const core = withoutWording(coreOf(policyWith(`nick: ${JSON.stringify(text)}`)));
        const back = JSON.parse(JSON.stringify(core), (_, value) => replaced(value, text, HARMLESS));
        assert.equal(JSON.stringify(back), shape);
      }),
    );
  });

  it('whatever a text holds, it is compared with just that text', () => {
    fc.assert(
      fc.property(writableText(), writableText(), (text, other) => {
        const policy = policyWith(`nick: ${JSON.stringify(text)}`);
        assert.equal(outcomeOf(policy, { nickname: text }), 'deny');
        assert.equal(outcomeOf(policy, { nickname: other }), other === text ? 'deny' : 'allow');
      }),
    );
  });

  it('whatever a text holds, what is emitted does nothing of its own', () => {
    fc.assert(
      fc.property(writableText(), (text) => {
        const { source, value } = analysed(policyWith(`nick: ${JSON.stringify(text)}`));
        assert.ok(value !== null);
        const { code } = emitPolicy(value.core, source);
        assert.equal(typeof new Function(`return ${code};`)(), 'function');
        assert.equal(Reflect.get(globalThis, 'pwned'), undefined);
      }),
    );
  });

  /** Texts that can stand in a file between double quotes, and that are not part of what is there anyway. */
  function writableText(): fc.Arbitrary<string> {
    return hostileText.filter(
      (text) =>
        text.trim() !== '' &&
        text.isWellFormed() &&
        !HARMLESS.includes(text) &&
        analysed(policyWith(`nick: ${JSON.stringify(text)}`)).diagnostics.every(
          ({ severity }) => severity !== 'error',
        ),
    );
  }

  /** Names and sentences for people show the value. */
  function withoutWording(core: ReturnType<typeof coreOf>) {
    const rules = core.rules.map((rule) => ({
      ...rule,
      name: '',
      clauses: rule.clauses.map((clause) => ({ ...clause, span: null, text: '' })),
      span: null,
    }));
    return { ...core, rules };
  }

  function replaced(value: unknown, text: string, by: string): unknown {
    if (value === text) return by;
    return value === `no ${text}` ? `no ${by}` : value;
  }
});

describe('a parameter that stands where plain words are wanted', () => {
  const template = `template: own-names
name: Apps
parameters:
  apps: { type: list of app, title: Apps, example: [hr] }
  strong: { type: list of text, title: Factors, default: [totp] }
rule:
  name: Some apps
  for: { app: = apps }
  then: { require_mfa: { methods: = strong } }
`;
  const policy = (apps: string, lists: string) =>
    `policy: p\nlists:\n${lists}\nrules:\n  - id: r\n    uses: own-names\n    with: { apps: ${apps}, strong: factors }\n`;
  const inline = '  sensitive: { of: app, items: [hr, payroll] }\n  factors: [passkey]';

  it('is the items of a list of the policy, and never an app that is called like the list', () => {
    const { value } = analysed(policy('sensitive', inline), template);
    assert.ok(value !== null);
    const [rule] = value.core.rules;
    assert.deepEqual(
      rule?.clauses.map(({ text }) => text),
      ['app is one of hr, payroll'],
    );
    const [effect] = rule?.effects ?? [];
    assert.deepEqual(effect?.kind === 'require_mfa' ? effect.methods : null, ['passkey']);
  });

  it('cannot be a list whose items stand in a file', () => {
    const { diagnostics } = analysed(
      policy('sensitive', '  sensitive: { of: app, file: apps.csv }\n  factors: [passkey]'),
      template,
    );
    assert.ok(
      diagnostics.some(({ code, message }) => code === 'unfitting-parameter' && /in a file/.test(message)),
    );
  });
});
