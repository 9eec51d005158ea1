import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { library } from '../../stdlib/library.ts';
import { LOGIN_NAMES, type LoginField, type LoginName } from '../../stdlib/login.ts';
import { entryOf, methodNames, mfaAt, splitScopes, usedMfa } from '../../stdlib/login-facts.ts';
import { listOf } from '../../stdlib/shape.ts';
import { isTextKind, type Type } from '../../stdlib/type.ts';

function* namesBelow(names: ReadonlyMap<string, LoginName>, before = ''): Generator<[string, LoginName]> {
  for (const [step, name] of names) {
    yield [before + step, name];
    yield* namesBelow(name.children, `${before}${step}.`);
  }
}

const all = new Map(namesBelow(LOGIN_NAMES));
const fieldOf = (name: string): LoginField => {
  const field = all.get(name)?.field;
  assert.ok(field, name);
  return field;
};
const placeOf = (name: string): string => {
  const field = fieldOf(name);
  return field.kind === 'field' ? [field.root, ...field.path].join('.') : field.kind;
};

/** What an example is at the type of its field; missing when it does not fit. */
function shaped(example: unknown, type: Type): unknown {
  if (type.kind === 'list') return listOf(example, (member) => shaped(member, type.of) ?? undefined);
  const shapes = new Map([
    ['number', 'numberOf'],
    ['yes/no', 'truthOf'],
    ['instant', 'instantOf'],
    ['date', 'dateOf'],
    ['ip', 'ipOf'],
    ['country', 'countryOf'],
    ['record', 'recordOf'],
  ]);
  return library.get(shapes.get(type.kind) ?? (isTextKind(type.kind) ? 'textOf' : ''))?.(example);
}

describe('the names of a login', () => {
  it('are those that the language lists', () =>
    assert.deepEqual(
      [...LOGIN_NAMES.keys()],
      `user app connection organization event request login risk roles scopes session protocol primary_user
      returned now today context claims outcome mfa by`.split(/\s+/),
    ));

  it('stand for their places in the rule contract', () => {
    for (const [name, place] of [
      ['user', 'user'],
      ['user.email', 'user.email'],
      ['user.app_metadata', 'user.app_metadata'],
      ['app', 'context.clientName'],
      ['app.id', 'context.clientID'],
      ['app.metadata', 'context.clientMetadata'],
      ['connection.strategy', 'context.connectionStrategy'],
      ['organization', 'context.organization.name'],
      ['request.ip', 'context.request.ip'],
      ['request.country', 'context.request.geoip.country_code'],
      ['request.user_agent', 'context.request.userAgent'],
      ['login.count', 'context.stats.loginsCount'],
      ['risk.level', 'context.riskAssessment.confidence'],
      ['roles', 'context.authorization.roles'],
      ['session.id', 'context.sessionID'],
      ['primary_user', 'context.primaryUser'],
      ['returned', 'context.returned'],
      ['context', 'context'],
    ] as const) {
      assert.equal(placeOf(name), place);
    }
  });

  it('know an application by name or id', () => {
    const app = fieldOf('app');
    assert.deepEqual(app.kind === 'field' && app.alias, ['clientID']);
  });

  it('are open where directories put what they like', () =>
    assert.deepEqual(
      [...all].filter(([, { open }]) => open).map(([name]) => name),
      `user.user_metadata user.app_metadata app.metadata connection.metadata request.query request.body returned
      context claims`.split(/\s+/),
    ));

  it('speak of the result only where there is one', () =>
    assert.deepEqual(
      [...all].filter(([, { resultOnly }]) => resultOnly).map(([name]) => name),
      ['claims', 'outcome', 'mfa', 'by'],
    ));

  it('do not find what every object has', () => assert.equal(LOGIN_NAMES.get('constructor'), undefined));

  for (const [name, { field, summary }] of all) {
    if (field === null) continue;
    it(`${name} has a sentence, and an example of its type`, () => {
      assert.match(summary, /^[A-Z].*\.$/);
      assert.equal(field.summary, summary);
      assert.notEqual(shaped(field.example, field.type), undefined);
    });
    if (field.kind !== 'derived') continue;
    it(`${name} is worked out by a function of the library`, () => assert.ok(library.has(field.function)));
  }
});

describe('entryOf', () => {
  const entry = (protocol: unknown, prompt: unknown, expected: string | undefined): void =>
    assert.equal(entryOf(protocol, prompt), expected);

  it('tells the entries apart', () => {
    entry('oidc-basic-profile', undefined, 'login');
    entry('samlp', 'login', 'login');
    entry('oidc-basic-profile', 'none', 'silent');
    entry('oauth2-refresh-token', undefined, 'refresh');
    entry('redirect-callback', undefined, 'redirect_resume');
    entry('oauth2-token-exchange', undefined, 'token_exchange');
    entry('urn:ietf:params:oauth:grant-type:token-exchange', undefined, 'token_exchange');
    entry('delegation', undefined, 'delegation');
  });
  it('lets the protocol win over the prompt', () => entry('oauth2-refresh-token', 'none', 'refresh'));
  it('is missing without a protocol', () => {
    entry(undefined, 'none', undefined);
    entry(null, undefined, undefined);
    entry(7, undefined, undefined);
  });
});

describe('the methods of authentication', () => {
  const at = 1795334400000;
  const methods = [
    { name: 'pwd', timestamp: at - 60_000 },
    { name: 'mfa', timestamp: at },
  ];

  it('are known by their names', () => {
    assert.deepEqual(methodNames(methods), ['pwd', 'mfa']);
    assert.deepEqual(methodNames([]), []);
    assert.equal(usedMfa(methods), true);
    assert.equal(usedMfa([{ name: 'pwd' }]), false);
  });
  it('are missing when one has no name', () => {
    for (const broken of [undefined, 'mfa', [{ name: 'pwd' }, {}], [{ name: 7 }], ['mfa']]) {
      assert.equal(methodNames(broken), undefined);
      assert.equal(usedMfa(broken), undefined);
    }
  });
  it('say when the second factor was given, in milliseconds or in seconds', () => {
    assert.equal(mfaAt(methods), at);
    assert.equal(mfaAt([{ name: 'mfa', timestamp: at / 1000 }]), at);
    assert.equal(mfaAt([{ name: 'mfa', timestamp: new Date(at).toISOString() }]), at);
  });
  it('count the last time', () =>
    assert.equal(
      mfaAt([
        { name: 'mfa', timestamp: at },
        { name: 'mfa', timestamp: at - 5 },
      ]),
      at,
    ));
  it('say nothing without a second factor or its time', () => {
    for (const none of [
      undefined,
      [],
      [{ name: 'pwd', timestamp: at }],
      [{ name: 'mfa' }],
      [{ name: 'mfa', timestamp: 'now' }],
    ]) {
      assert.equal(mfaAt(none), undefined);
    }
  });
});

describe('splitScopes', () => {
  it('splits a text at spaces', () => {
    assert.deepEqual(splitScopes(' openid  profile\temail '), ['openid', 'profile', 'email']);
    assert.deepEqual(splitScopes(''), []);
  });
  it('hides no scope inside a member of a list', () =>
    assert.deepEqual(splitScopes(['openid', 'a b']), ['openid', 'a', 'b']));
  it('is missing for anything else', () => {
    for (const other of [undefined, null, 7, {}, [7]]) assert.equal(splitScopes(other), undefined);
  });
});
