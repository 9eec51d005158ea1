import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../compiler/index.ts';
import { listOf, scalar } from '../../../stdlib/index.ts';
import { DEFINITIONS, errorsOf } from './check-harness.ts';

const withEffect = (effect: string, header = ''): string =>
  `policy: p${DEFINITIONS}  is_vip: crm.plan is "vip"\n${header}sources: { crm: { url: https://crm.example.com/ } }\nrules:\n  - id: r\n    then:\n      ${effect}\n`;

function isWrong(effect: string, problem: string, world: Partial<World> = {}): void {
  it(`${effect.replace(/\s+/g, ' ')} is refused`, () =>
    assert.deepEqual(errorsOf(withEffect(effect), world), [problem]));
}

function isFine(...effects: readonly string[]): void {
  for (const effect of effects)
    it(`${effect} is accepted`, () => assert.deepEqual(errorsOf(withEffect(effect)), []));
}

describe('metadata', () => {
  isFine(
    'set_user_metadata: { last_country: = request.country, seen: { at: = now, of: [a, = user.name] } }',
    'set_app_metadata: { plan: = crm.plan, also_on_deny: yes }',
    'set_user_metadata: { email: a text }',
  );
  const wrong = 'bad-metadata-name:';
  isWrong(
    'set_user_metadata: { a.b: x }',
    `${wrong} \`user_metadata\` cannot hold a field \`a.b\`: names have neither dots nor \`$\` in them ⟨a.b⟩`,
  );
  isWrong(
    'set_app_metadata: { a: [{ $b: x }] }',
    `${wrong} \`app_metadata\` cannot hold a field \`$b\`: names have neither dots nor \`$\` in them ⟨$b⟩`,
  );
  isWrong(
    'set_app_metadata: { "": x }',
    `${wrong} \`app_metadata\` cannot hold a field \`\`: a name has at least one letter ⟨""⟩`,
  );
  isWrong('set_app_metadata: { a: [{ "": x }] }', 'empty-name: a name has at least one letter ⟨""⟩');
  isWrong(
    'set_app_metadata: { email: x }',
    `${wrong} \`app_metadata\` cannot hold a field \`email\`: it would hide the field of that name in the profile ⟨email⟩`,
  );
  isWrong(
    'set_user_metadata: { a: { constructor: x } }',
    `${wrong} \`user_metadata\` cannot hold a field \`constructor\`: the name means something else ⟨constructor⟩`,
  );
  isWrong(
    'set_user_metadata: { a: = office }',
    'unfitting-effect-value: `a` expected a value, found network ⟨= office⟩',
  );
});

describe('metadata that the project describes', () => {
  const field = { type: scalar('number'), summary: '' };
  const tags = { type: listOf(scalar('text')), summary: '' };
  const fields = new Map([
    ['level', field],
    ['tags', tags],
  ]);
  const attributes: World['attributes'] = new Map([
    ['app_metadata', { kind: 'record', fields, open: false } as const],
  ]);
  isWrong(
    'set_app_metadata: { level: high }',
    'unfitting-effect-value: `level` expected number, found text ⟨high⟩',
    { attributes },
  );
  isWrong(
    'set_app_metadata: { levl: = login.count }',
    'unknown-profile-field: unknown field `levl` of `app_metadata` ⟨levl⟩',
    { attributes },
  );
  it('takes values of the described types', () =>
    assert.deepEqual(
      errorsOf(withEffect('set_app_metadata: { level: = login.count, tags: [a, b] }'), { attributes }),
      [],
    ));
});

describe('a name of something that is sent', () => {
  const sent = 'call: { url: https://a.example.com/, body: { a: [{ "": = user.name }] } }';
  const along = 'redirect: { to: https://a.example.com/, with: { "": x }, sign_with: KEY }';
  for (const effect of [sent, along])
    isWrong(effect, 'empty-name: a name has at least one letter ⟨""⟩', { secrets: ['KEY'] });
});

describe('count', () => {
  isFine(
    'count: { name: seats }',
    'count: { name: seats, per: organization.id, distinct: user.user_id, window: 400 days }',
    'count: { name: seats, per: "[user.name, user.nickname]", window: 1 second, also_on_deny: yes }',
    'count: { name: seats, per: user.app_metadata.team, distinct: login.count }',
  );
  isWrong('count: seats', 'unknown-counter: this policy describes no counter `seats` ⟨seats⟩');
  isWrong(
    'count: { name: seats, window: 500 days }',
    'out-of-range: `window` goes from 1 second to 400 days, and this is `500 days` ⟨500 days⟩',
  );
  isWrong(
    'count: { name: seats, window: 10 ms }',
    'out-of-range: `window` goes from 1 second to 400 days, and this is `10 ms` ⟨10 ms⟩',
  );
  isWrong('count: { name: seats, per: crm.id }', 'look-up-in-look-up: no counter can wait for `crm` ⟨crm⟩');
  isWrong(
    'count: { name: seats, distinct: is_vip }',
    'look-up-in-look-up: no counter can wait for `crm`, which the condition `is_vip` asks ⟨is_vip⟩',
  );
  isWrong(
    'count: { name: seats, per: counts.seats }',
    'look-up-in-look-up: no counter can wait for `counts.seats` ⟨counts.seats⟩',
  );
  isWrong(
    'count: { name: seats, per: user.identities }',
    'unfitting-effect-value: `per` expected a text or a number, found list of record ⟨user.identities⟩',
  );
});

describe('a counter', () => {
  const policy = (...counts: readonly string[]): string =>
    `policy: p\nrules:\n${counts.map((count, index) => `  - id: r${index}\n    when: counts.seats is at least 3\n    then: { count: ${count} }\n`).join('')}`;

  it('can be described twice alike, and named without a description', () =>
    assert.deepEqual(
      errorsOf(
        policy(
          '{ name: seats, per: user.email, window: 1 day }',
          'seats',
          '{ name: seats, per:  user.email, window: 24 hours, also_on_deny: yes }',
        ),
      ),
      [],
    ));

  for (const other of ['{ name: seats, per: user.name }', '{ name: seats, per: user.email, window: 1 day }'])
    it(`cannot be described differently by ${other}`, () =>
      assert.deepEqual(errorsOf(policy('{ name: seats, per: user.email }', other)), [
        'counter-described-twice: the counter `seats` is described differently before ⟨seats⟩',
      ]));

  it('has a name that is asked as it is written', () =>
    assert.deepEqual(errorsOf(policy('{ name: seat }')), [
      'unknown-counter: this policy describes no counter `counts.seats` ⟨counts.seats⟩',
    ]));

  it('has no fields', () =>
    assert.deepEqual(errorsOf(policy('{ name: seats }').replace('counts.seats is', 'counts.seats.x is')), [
      'unknown-field: unknown field `counts.seats.x` ⟨counts.seats.x⟩',
    ]));

  it('is one of all counters', () =>
    assert.deepEqual(errorsOf(policy('{ name: seats }').replace('counts.seats is', 'counts is')), [
      'unfinished-name: expected one field of `counts`, found all of it ⟨counts⟩',
    ]));
});

describe('calls and notifications', () => {
  const url = 'url: https://hooks.example.com/';
  isFine(
    `call: { ${url}, method: DELETE, timeout: 5 seconds, retry: 2, if_it_fails: continue, also_on_deny: yes }`,
    `notify: { ${url}, headers: { X-Key: = secrets.KEY }, body: { who: = user.email, plan: = crm.plan } }`,
    `notify: { ${url}, body: "Hello \${user.name}" }`,
  );
  isWrong(`call: { ${url}, method: GET, body: x }`, 'bad-method: a `GET` request has no body ⟨x⟩');
  isWrong(
    `call: { ${url}, method: FETCH }`,
    'bad-method: `call` sends no request with the method `FETCH` ⟨FETCH⟩',
  );
  isWrong(
    `notify: { ${url}, headers: { Idempotency-Key: x } }`,
    'bad-header: `Idempotency-Key` cannot be sent as a header: it is sent already, the same with each try ⟨Idempotency-Key⟩',
  );
  isWrong(
    `notify: { ${url} }`,
    'host-not-allowed: the project does not let anybody call `hooks.example.com` ⟨https://hooks.example.com/⟩',
    { hosts: ['crm.example.com'] },
  );
  isWrong(
    `call: { ${url}, timeout: 1 minute }`,
    'out-of-range: `timeout` goes up to 10 seconds, and this is `1 minute` ⟨1 minute⟩',
  );
});

describe('secrets', () => {
  for (const effect of [
    'set_claims: { a: = secrets.KEY }',
    'log: "${secrets.KEY}"',
    'link_to: = secrets.KEY',
    'redirect: https://a.example.com/${secrets.KEY}',
    'redirect: { to: https://a.example.com/, with: { a: = secrets.KEY }, sign_with: KEY }',
  ])
    isWrong(effect, 'misplaced-secret: the secret `secrets.KEY` cannot stand here ⟨secrets.KEY⟩');
});

describe('link_to and redirect', () => {
  isFine(
    'link_to: = user.app_metadata.primary_id',
    'link_to: auth0|1',
    'redirect: https://consent.example.com/terms?of=${user.email}',
    'redirect: { to: https://consent.example.com/terms, with: { version: "7", plan: = crm.plan }, sign_with: KEY }',
    'redirect: { to: "https://consent.example.com/#terms", sign_with: KEY }',
  );
  isWrong(
    'link_to: = login.count',
    'unfitting-effect-value: `link_to` expected text, found number ⟨= login.count⟩',
  );
  isWrong(
    'redirect: https://${user.email.domain}/',
    'bad-url: the host in `redirect` has to be plain text, so that no login can choose it ⟨https://${user.email.domain}/⟩',
  );
  isWrong(
    'redirect: { to: https://consent.example.com/, with: { version: "7" } }',
    'bad-redirect: nothing can go along unless it is signed ⟨version⟩',
  );
  isWrong(
    'redirect: { to: https://consent.example.com/, with: { sub: x }, sign_with: KEY }',
    'bad-redirect: `sub` is said already about the login that goes along ⟨sub⟩',
  );
  isWrong(
    'redirect: { to: https://consent.example.com/, sign_with: KEZ }',
    'unknown-secret: the project has no secret `KEZ` ⟨KEZ⟩',
    { secrets: ['KEY'] },
  );
  it('redirect asks for no host of the project', () =>
    assert.deepEqual(
      errorsOf(withEffect('redirect: https://consent.example.com/'), { hosts: ['crm.example.com'] }),
      [],
    ));
});

describe('a rule that refuses', () => {
  const lost = (effect: string, header = ''): readonly string[] =>
    errorsOf(withEffect(`${effect}\n      deny: No`, header));

  for (const [effect, key] of [
    ['count: { name: refusals }', 'count'],
    ['set_app_metadata: { a: b }', 'set_app_metadata'],
    ['notify: { url: https://a.example.com/ }', 'notify'],
    ['redirect: https://a.example.com/', 'redirect'],
    ['link_to: a', 'link_to'],
  ])
    it(`loses ${effect}`, () =>
      assert.deepEqual(lost(effect!), [
        `lost-on-deny: \`${key}\` never happens: this rule refuses the login ⟨${key}⟩`,
      ]));

  it('does what also happens on a refusal', () =>
    assert.deepEqual(lost('count: { name: refusals, also_on_deny: yes }'), []));

  it('does it for those whom it spares', () =>
    assert.deepEqual(lost('count: { name: refusals }', 'exempt: user.email in staff\n'), []));
});
