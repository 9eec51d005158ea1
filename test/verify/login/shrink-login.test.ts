import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';
import { loginSchema } from '../../../verify/generate/login-schema.ts';
import { loginSize } from '../../../verify/login/login-size.ts';
import { shrinkLogin } from '../../../verify/login/shrink-login.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';

const ordinary = { protocol: 'oidc-basic-profile' };

const busy: TimedLogin = {
  user: {
    email: 'Grace.Hopper@mail.example.com.evil.test',
    email_verified: false,
    groups: ['Payroll', 'HR Team', 'Contractors'],
    app_metadata: { plan: 'pro', seats: 187_342, notes: { a: 'long text', b: [1, 2, 3] } },
    created_at: '2026-03-04T05:06:07.089Z',
  },
  context: {
    protocol: 'samlp',
    clientName: 'crm',
    request: { ip: '198.51.100.9', geoip: { country_code: 'KP' }, query: { scope: 'openid' } },
    authentication: { methods: [{ name: 'mfa', timestamp: BASE_MOMENT - 86_399_123 }] },
  },
  now: BASE_MOMENT + 123_456_789,
};

/** What laws of these tests look at in a login. */
interface Seen {
  readonly user: {
    readonly email?: string;
    readonly groups?: readonly string[];
    readonly app_metadata?: { readonly seats?: number };
    readonly created_at?: string;
    readonly logins_count?: number;
  };
  readonly context: {
    readonly protocol?: string;
    readonly clientName?: string;
    readonly request?: { readonly ip?: string; readonly geoip?: { readonly country_code?: string } };
  };
  readonly now: number;
}

type Matters = (login: Seen) => unknown;

/** What is left of a login of which only this matters. */
async function shrink(matters: Matters, login = busy): Promise<TimedLogin> {
  assert.ok(matters(login), 'the login that is made smaller breaks the law');
  return shrinkLogin(login, async (smaller) => Boolean(matters(smaller)));
}

function left(user: object, context: object = ordinary, now = BASE_MOMENT): TimedLogin {
  return { user: { ...user }, context: { ...context }, now };
}

const answered: TimedLogin = {
  ...busy,
  answers: {
    crm: { kind: 'value', value: { plan: 'platinum', items: [{ price: 400 }, { price: 3 }] } },
    hr: { kind: 'failed' },
    'counts.seats': { kind: 'value', value: 12 },
  },
};
/** What is left of the answers of which only this matters. */
async function leftAnswers(
  matters: (answers: NonNullable<TimedLogin['answers']>) => unknown,
): Promise<unknown> {
  const { answers } = await shrinkLogin(answered, async ({ answers = {} }) => Boolean(matters(answers)));
  return answers;
}

describe('shrinkLogin', () => {
  it('leaves no answers when nothing asks for them', async () => {
    assert.equal(await leftAnswers(() => true), undefined);
  });

  it('keeps only the part of an answer that matters', async () => {
    assert.deepEqual(
      await leftAnswers(({ crm }) => crm?.kind === 'value' && Object(crm.value).items?.length > 0),
      { crm: { kind: 'value', value: { items: [{}] } } },
    );
  });

  it('says that there is nothing where anything else would be more', async () => {
    assert.deepEqual(await leftAnswers((answers) => 'hr' in answers), { hr: { kind: 'missing' } });
  });

  it('lowers counters as far as they go', async () => {
    const seats = (answers: NonNullable<TimedLogin['answers']>) => answers['counts.seats'];
    assert.deepEqual(
      await leftAnswers((answers) => {
        const given = seats(answers);
        return given?.kind === 'value' && Number(given.value) >= 5;
      }),
      { 'counts.seats': { kind: 'value', value: 5 } },
    );
  });

  it('says an app in one word, as tests do', async () => {
    const login = { ...busy, context: { ...busy.context, clientID: 'aBcD1234', clientName: 'CRM of old' } };
    const known = await shrink(
      ({ context }) => 'clientID' in context && context.clientID === 'aBcD1234',
      login,
    );
    assert.deepEqual(known, left({}, { ...ordinary, clientName: 'aBcD1234', clientID: 'aBcD1234' }));
  });

  it('leaves an ordinary login of nobody when nothing matters', async () => {
    assert.deepEqual(await shrink(() => true), left({}));
  });

  it('keeps only the field that matters, with an example in it', async () => {
    assert.deepEqual(await shrink(({ user }) => user.email), left({ email: 'ada@example.com' }));
  });

  it('keeps a look-alike domain short and natural', async () => {
    const login = await shrink(
      ({ user }) => user.email?.includes('example.com') && !user.email.endsWith('@example.com'),
    );
    assert.deepEqual(login.user, { email: 'ada@example.com.test' });
  });

  it('keeps only the member that matters', async () => {
    const { user } = await shrink(({ user }) => user.groups?.includes('HR Team'));
    assert.deepEqual(user, { groups: ['HR Team'] });
  });

  it('prefers no member to an odd one', async () => {
    const { user } = await shrink(({ user }) => Array.isArray(user.groups));
    assert.deepEqual(user, { groups: [] });
  });

  it('finds the edge of a number', async () => {
    const { user } = await shrink(({ user }) => (user.app_metadata?.seats ?? 0) > 100_000);
    assert.deepEqual(user, { app_metadata: { seats: 100_001 } });
  });

  it('keeps the time of the day when it matters, on the base day', async () => {
    const { now } = await shrink(({ now }) => new Date(now).getUTCHours() === 22);
    assert.equal(new Date(now).toISOString(), '2026-11-25T22:00:00.000Z');
  });

  it('keeps the protocol and the country that matter', async () => {
    const { context } = await shrink(
      ({ context }) => context.protocol === 'samlp' && context.request?.geoip?.country_code === 'KP',
    );
    assert.deepEqual(context, { protocol: 'samlp', request: { geoip: { country_code: 'KP' } } });
  });

  it('rounds moments', async () => {
    const { user } = await shrink(({ user: { created_at: at = '' } }) => at > '2026-02' && at < '2026-03-05');
    assert.deepEqual(user, { created_at: '2026-03-04T00:00:00.000Z' });
  });

  it('keeps a value of the wrong shape where that matters', async () => {
    const login = { ...busy, user: { ...busy.user, groups: 5000 } };
    assert.deepEqual((await shrink(({ user }) => typeof user.groups === 'number', login)).user, {
      groups: 0,
    });
  });

  it('prefers a wrong shape that tests can say', async () => {
    const login = { ...busy, user: { email: 42 } };
    const isWrong: Matters = ({ user }) => user.email !== undefined && typeof user.email !== 'string';
    assert.deepEqual((await shrink(isWrong, login)).user, { email: {} });
  });

  it('prefers the spelling of the policies', async () => {
    const login = { ...busy, user: { groups: ['hr team'] } };
    const written = new Map([['hr team', 'HR Team']]);
    const { user } = await shrinkLogin(login, async ({ user }) => /hr team/i.test(String(user.groups)), {
      written,
    });
    assert.deepEqual(user, { groups: ['HR Team'] });
  });

  it('asks no more often than it may', async () => {
    let questions = 0;
    await shrinkLogin(busy, async () => ++questions < 0, { questions: 7 });
    assert.equal(questions, 7);
  });
});

describe('laws of shrinkLogin', () => {
  const text = fc.constantFrom('ada', 'HR Team', 'x', 'Ünï', 'payroll');
  const login = fc.record({
    user: fc.record(
      {
        email: fc.constantFrom('Bob@corp.example', 'ada@example.com', 'x.y@a.b.test'),
        email_verified: fc.boolean(),
        groups: fc.array(text, { maxLength: 3 }),
        logins_count: fc.nat(5000),
        app_metadata: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text))),
      },
      { requiredKeys: [] },
    ),
    context: fc.record(
      {
        protocol: fc.constantFrom('oidc-basic-profile', 'samlp'),
        clientName: text,
        request: fc.record({ ip: fc.constantFrom('10.1.2.3', '2001:db8::7') }),
      },
      { requiredKeys: [] },
    ),
    now: fc.integer({ min: BASE_MOMENT - 1e10, max: BASE_MOMENT + 1e10 }),
  });
  /** Laws that look at several parts at once; each login breaks some. */
  const laws: readonly Matters[] = [
    ({ user }) => user.groups?.length !== 1,
    ({ user, now }) => (user.logins_count ?? 0) % 3 === 1 || now % 2 === 0,
    ({ user, context }) => (user.email ?? '').length > (context.clientName ?? '').length,
    ({ context }) => context.request !== undefined || context.protocol === 'samlp',
    ({ user }) => JSON.stringify(user).length % 2 === 1,
  ];
  const schema = loginSchema(new Map());
  const all = (holds: (before: TimedLogin, after: TimedLogin, law: Matters) => unknown) =>
    fc.assert(
      fc.asyncProperty(login, fc.constantFrom(...laws), async (before, law) => {
        fc.pre(Boolean(law(before)));
        await holds(
          before,
          await shrinkLogin(before, async (one) => Boolean(law(one)), { questions: 5000 }),
          law,
        );
      }),
      { numRuns: 150 },
    );

  it('the result still breaks the law', () => all((_, after, law) => assert.ok(law(after))));

  it('the result is never larger', () =>
    all((before, after) => assert.ok(loginSize(after, schema) <= loginSize(before, schema))));

  it('shrinking the result changes nothing', () =>
    all(async (_, after, law) => {
      const again = await shrinkLogin(after, async (one) => Boolean(law(one)), { questions: 5000 });
      assert.deepEqual(again, after);
    }));

  it('the result of a valid login is valid', () =>
    all((before, after) => {
      if (isValidLogin(before, new Map()).length === 0) assert.deepEqual(isValidLogin(after, new Map()), []);
    }));
});
