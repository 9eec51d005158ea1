import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, EMPTY_WORLD, type World } from '../../../../compiler/index.ts';
import { DEFINITIONS, errorsOf } from '../check-harness.ts';

const RULES = `rules:
  - id: r
    then: { count: { name: seats, distinct: user.user_id } }
  - id: s
    when: WHEN
    then: { log: it holds }
`;

function policyWith(source: string, when = 'user.email_verified'): string {
  return `policy: p${DEFINITIONS}  is_vip: crm.plan is "vip"\n  is_full: counts.seats > 3\nsources:\n  crm:\n    ${source}\n${RULES.replace('WHEN', when)}`;
}

function isFine(...sources: readonly string[]): void {
  for (const source of sources)
    it(`${source} is accepted`, () => assert.deepEqual(errorsOf(policyWith(source)), []));
}

function isWrong(source: string, problem: string, world: Partial<World> = {}): void {
  it(`${source} is refused`, () => assert.deepEqual(errorsOf(policyWith(source), world), [problem]));
}

const URL = 'url: https://crm.example.com/x';

describe('the address of a look-up', () => {
  isFine(
    URL,
    'url: http://localhost:8080',
    'url: https://crm.example.com?q=${user.email}',
    'url: https://crm.example.com/${user.name}/${login.count}/${today}?at=${now}&v=${user.email_verified}',
    'url: https://[2001:db8::1]:8443/x',
    'url: https://crm.example.com/${secrets.KEY}',
    'url: https://crm.example.com/${user.app_metadata.crm_id}',
  );
  const fixed = 'bad-url: the host in `url` has to be plain text, so that no login can choose it';
  isWrong('url: https://${user.email.domain}/x', `${fixed} ⟨https://\${user.email.domain}/x⟩`);
  isWrong('url: https://crm.${user.email.domain}/x', `${fixed} ⟨https://crm.\${user.email.domain}/x⟩`);
  isWrong('url: https://crm.example.com${user.name}', `${fixed} ⟨https://crm.example.com\${user.name}⟩`);
  isWrong('url: = user.picture', `${fixed} ⟨= user.picture⟩`);
  isWrong('url: ${user.picture}/x', `${fixed} ⟨\${user.picture}/x⟩`);
  isWrong('url: crm.example.com/x', 'bad-url: `url` does not begin with `https://` ⟨crm.example.com/x⟩');
  it('is missed once', () => {
    const { diagnostics } = analyse({ name: 'p.yaml', text: policyWith('timeout: 1 second') }, EMPTY_WORLD);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      ['`crm` has no `url`'],
    );
  });
  isWrong(
    'url: ftp://crm.example.com/x',
    'bad-url: `url` does not begin with `https://` ⟨ftp://crm.example.com/x⟩',
  );
  isWrong(
    'url: https://ada:pass@crm.example.com/x',
    'bad-url: `url` names a user or a password ⟨https://ada:pass@crm.example.com/x⟩',
  );
  isWrong(
    'url: https://crm.example.com\\@evil.test/x',
    'bad-url: `url` names a user or a password ⟨https://crm.example.com\\@evil.test/x⟩',
  );
  isWrong(
    'url: https://*.example.com/x',
    'bad-url: `*.example.com` in `url` is no host: it has a `*` ⟨https://*.example.com/x⟩',
  );
  isWrong(
    'url: https://crm.example.com/x\\y',
    'bad-url: there is a blank or a `\\` in `url` ⟨https://crm.example.com/x\\y⟩',
  );
  isWrong(
    'url: "https://crm.example.com/x#y"',
    'bad-url: what stands behind `#` in `url` is never sent ⟨"https://crm.example.com/x#y"⟩',
  );
  isWrong(
    'url: https://crm.example.com/${user.groups}',
    'not-joinable: expected a value that can stand in a text, found list of group ⟨user.groups⟩',
  );
});

describe('an address that begins with a setting', () => {
  const withSetting = (value: string, url: string): readonly string[] =>
    errorsOf(policyWith(url), { settings: new Map([['crm', value]]) });

  it('is that of the setting', () =>
    assert.deepEqual(withSetting('https://crm.example.com', 'url: ${settings.crm}/x'), []));

  it('can be all of it', () =>
    assert.deepEqual(withSetting('https://crm.example.com/x', 'url: = settings.crm'), []));

  it('has to name a host', () =>
    assert.deepEqual(withSetting('crm.example.com', 'url: ${settings.crm}/x'), [
      'bad-url: `url` does not begin with `https://` ⟨${settings.crm}/x⟩',
    ]));

  it('cannot be continued by a login inside the host', () =>
    assert.deepEqual(withSetting('https://crm.', 'url: ${settings.crm}${user.email.domain}/x'), [
      'bad-url: the host in `url` has to be plain text, so that no login can choose it ⟨${settings.crm}${user.email.domain}/x⟩',
    ]));

  it('cannot have one in the middle of the host', () =>
    assert.deepEqual(withSetting('crm.example.com', 'url: https://${settings.crm}/x'), [
      'bad-url: the host in `url` has to be plain text, so that no login can choose it ⟨https://${settings.crm}/x⟩',
    ]));
});

describe('the hosts of a project', () => {
  const withHosts = (...hosts: readonly string[]): readonly string[] => errorsOf(policyWith(URL), { hosts });
  const refused = [
    'host-not-allowed: the project does not let anybody call `crm.example.com` ⟨https://crm.example.com/x⟩',
  ];
  for (const host of ['crm.example.com', 'CRM.example.com', '*.example.com', '*', 'crm.example.com:443'])
    it(`let a look-up through with ${host}`, () => assert.deepEqual(withHosts('other.test', host), []));
  for (const host of ['example.com', '*.crm.example.com', 'crm.example.com:8443', 'evilcrm.example.com'])
    it(`do not let it through with ${host}`, () => assert.deepEqual(withHosts(host), refused));
  it('let nobody through when there are none', () => assert.deepEqual(withHosts(), refused));
});

describe('what a look-up sends', () => {
  isFine(
    `${URL}\n    method: POST\n    body: { email: = user.email, key: = secrets.KEY, all: ["x \${secrets.KEY}"] }`,
    `${URL}\n    headers: { Authorization: "Bearer \${secrets.KEY}", X-Key: = secrets.KEY, X-Name: = user.name }`,
  );
  isWrong(`${URL}\n    method: post`, 'bad-method: a look-up sends no request with the method `post` ⟨post⟩');
  isWrong(
    `${URL}\n    method: DELETE`,
    'bad-method: a look-up sends no request with the method `DELETE` ⟨DELETE⟩',
  );
  isWrong(`${URL}\n    body: hello`, 'bad-method: a `GET` request has no body ⟨hello⟩');
  isWrong(
    `${URL}\n    headers: { "X Key": a }`,
    'bad-header: `X Key` cannot be sent as a header: it is no name of a header ⟨"X Key"⟩',
  );
  isWrong(
    `${URL}\n    headers: { Host: a }`,
    'bad-header: `Host` cannot be sent as a header: it belongs to the connection ⟨Host⟩',
  );
  isWrong(
    `${URL}\n    headers: { X-Key: a, x-key: b }`,
    'bad-header: `x-key` cannot be sent as a header: it is there twice ⟨x-key⟩',
  );
  isWrong(
    `${URL}\n    headers: { X-Key: "a\\nb" }`,
    'bad-header: `X-Key` cannot be sent as a header: its value has characters that no header can have ⟨"a\\nb"⟩',
  );
  isWrong(
    `${URL}\n    headers: { X-Groups: = user.groups }`,
    'unfitting-effect-value: `X-Groups` expected text, found list of group ⟨= user.groups⟩',
  );
  isWrong(
    `${URL}\n    method: POST\n    body: = lower(secrets.KEY)`,
    'misplaced-secret: the secret `secrets.KEY` cannot stand here ⟨secrets.KEY⟩',
  );
  isWrong(`${URL}/\${secrets.KEZ}`, 'unknown-secret: the project has no secret `KEZ` ⟨KEZ⟩', {
    secrets: ['KEY'],
  });
  isWrong(
    `${URL}/\${secrets}`,
    'unfinished-name: expected one field of `secrets`, found all of it ⟨secrets⟩',
  );
});

describe('how long a look-up takes', () => {
  isFine(`${URL}\n    timeout: 10 seconds\n    cache: 7 days\n    retry: 5\n    if_it_fails: continue`);
  isWrong(`${URL}\n    timeout: soon`, 'not-a-duration: expected a duration, found `soon` ⟨soon⟩');
  isWrong(
    `${URL}\n    timeout: 11 seconds`,
    'out-of-range: `timeout` goes up to 10 seconds, and this is `11 seconds` ⟨11 seconds⟩',
  );
  isWrong(
    `${URL}\n    cache: 8 days`,
    'out-of-range: `cache` goes up to 7 days, and this is `8 days` ⟨8 days⟩',
  );
  for (const retry of ['6', '-1', '1.5', 'often'])
    isWrong(
      `${URL}\n    retry: ${retry}`,
      `out-of-range: \`retry\` goes from 0 to 5, and this is \`${retry}\` ⟨${retry}⟩`,
    );
});

describe('a look-up', () => {
  isWrong(`${URL}/\${crm.id}`, 'look-up-in-look-up: no source can wait for `crm` ⟨crm⟩');
  isWrong(
    `${URL}/\${counts.seats}`,
    'look-up-in-look-up: no source can wait for `counts.seats` ⟨counts.seats⟩',
  );
  isWrong(
    `${URL}/\${is_vip}`,
    'look-up-in-look-up: no source can wait for `crm`, which the condition `is_vip` asks ⟨is_vip⟩',
  );
  isWrong(
    `${URL}/\${claims.x}`,
    'result-only-name: `claims.x` is known only after the last rule, not inside a rule ⟨claims.x⟩',
  );

  for (const when of [
    'crm.plan is "free"',
    'crm exists and is_vip',
    'crm["x y"] is 3',
    'any item in crm.items where item.price > 3',
    '(count of item in crm where item.id exists) is 3',
    '(crm.plan otherwise "free") is "free"',
  ])
    it(`is read by ${when}`, () => assert.deepEqual(errorsOf(policyWith(URL, when)), []));

  it('shares its name with nothing', () =>
    assert.deepEqual(
      errorsOf(policyWith(`${URL}\n  user: { url: https://a.test }\n  staff: { url: https://a.test }`)),
      [
        'name-taken: the name `user` is already a name of the login ⟨user⟩',
        'name-taken: the name `staff` is already a list ⟨staff⟩',
      ],
    ));

  it('cannot be asked by a law', () =>
    assert.deepEqual(
      errorsOf(`${policyWith(URL)}properties:\n  - { name: a, given: is_vip, never: crm.plan is "x" }\n`),
      [
        'look-up-in-law: no law can ask `crm`, which the condition `is_vip` asks ⟨is_vip⟩',
        'look-up-in-law: no law can ask `crm` ⟨crm⟩',
      ],
    ));

  it('cannot be assumed', () =>
    assert.deepEqual(errorsOf(`${policyWith(URL)}assume: { crm.plan: free }\n`), [
      'not-assumable: expected a field that can be missing, found `crm.plan` ⟨crm.plan⟩',
    ]));
});
