import { compileRule } from '../../compiler/index.ts';
import { createPipeline, type Pipeline, type Step, type Workers } from '../../runtime/index.ts';
import { compileOrThrow } from '../compiled-policy.ts';

/** A tenant of the soak, and what its logins are to become. */
export interface SoakTenant {
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly expect: (login: SoakLogin) => SoakOutcome;
}

/** `at-risk`: its tenant has cost a process, so it may be allowed or fail. */
export type SoakOutcome = 'allow' | 'deny' | 'failure' | 'at-risk';

/** `number`: which login of all it is, from 0. */
export interface SoakLogin {
  readonly number: number;
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Opens so many tenants of all kinds. `port`: of the local server that some of them ask. */
export async function openTenants(
  count: number,
  workers: Workers,
  port: number,
): Promise<readonly SoakTenant[]> {
  const kinds = kindsOf();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const kind = kinds[index % kinds.length] ?? ordinary();
      const name = `tenant-${index}`;
      const pipeline = await createPipeline(kind.steps, {
        workers,
        tenant: name,
        network: { allow: [`127.0.0.1:${port}`], private: ['127.0.0.0/8'] },
        configuration: { API: `http://127.0.0.1:${port}` },
      });
      return { name, pipeline, expect: kind.expect };
    }),
  );
}

/** A login whose user, country and kind follow from its number. */
export function loginOf(number: number): SoakLogin {
  return {
    number,
    user: {
      user_id: `auth0|${number % 5000}`,
      email: `user${number % 5000}@${number % 3 === 0 ? 'example.com' : 'acme.example'}`,
      email_verified: number % 4 !== 0,
      number,
      app_metadata: { roles: number % 2 === 0 ? ['admin', 'editor'] : ['reader'], team: `t${number % 20}` },
      user_metadata: { notes: 'x'.repeat(number % 700) },
    },
    context: {
      clientID: 'c1',
      clientName: 'wiki',
      protocol: 'oidc-basic-profile',
      stats: { loginsCount: number % 50 },
      request: { ip: '203.0.113.7', query: { scope: 'openid profile' }, geoip: { country_code: 'DE' } },
    },
  };
}

interface Kind {
  readonly steps: readonly Step[];
  readonly expect: SoakTenant['expect'];
}

/** Ten kinds, of which the hostile one comes in three. */
function kindsOf(): readonly Kind[] {
  const round = [
    ordinary(),
    ordinary(),
    enriching(),
    enriching(),
    mixed(),
    denying(),
    failing(),
    remembering(),
  ];
  const hostile = [looping(), filling(), hanging()];
  return hostile.flatMap((kind) => [...round, late(), kind]);
}

const allow = () => 'allow' as const;
const verified = ({ user }: SoakLogin) => (user.email_verified === true ? 'allow' : 'deny');

const ordinary = (): Kind => ({
  steps: [rule('roles', ROLES), rule('lodash', LODASH), rule('promise', PROMISE)],
  expect: allow,
});
const enriching = (): Kind => ({ steps: [rule('request', REQUEST), rule('roles', ROLES)], expect: allow });
const mixed = (): Kind => ({ steps: [policy(), rule('roles', ROLES), policy('after')], expect: verified });
const denying = (): Kind => ({ steps: [rule('roles', ROLES), rule('deny', DENY)], expect: verified });
const failing = (): Kind => ({
  steps: [rule('throw', THROW), rule('roles', ROLES)],
  expect: ({ number }) => (number % 8 === 0 ? 'failure' : 'allow'),
});
const remembering = (): Kind => ({ steps: [rule('global', REMEMBER), rule('timer', TIMER)], expect: allow });
const late = (): Kind => ({ steps: [rule('late', LATE), rule('log', LOG)], expect: allow });
const looping = (): Kind => hostile('for (;;) {}', 300, 'allow');
const filling = (): Kind =>
  hostile('const kept = []; for (;;) kept.push(new Array(1000).fill(user));', 300, 'allow');
const hanging = (): Kind => hostile('`${3n ** (2n ** 24n)}`;', 250, 'at-risk');

/** One login in `every` does it; `others`: what becomes of the others. */
function hostile(text: string, every: number, others: SoakOutcome): Kind {
  const body = `if (user.number % ${every} === 50) { ${text} } callback(null, user, context);`;
  return {
    steps: [rule('hostile', body), rule('roles', ROLES)],
    expect: ({ number }) => (number % every === 50 ? 'failure' : others),
  };
}

const ROLES = `
  const roles = (user.app_metadata && user.app_metadata.roles) || [];
  context.idToken['https://example.com/roles'] = roles.map(function (role) { return role.toUpperCase(); });
  context.accessToken['https://example.com/team'] = user.app_metadata.team;
  callback(null, user, context);`;

const LODASH = `
  const _ = require('lodash');
  context.idToken['https://example.com/picked'] = _.pick(user, ['email', 'user_id']);
  console.log('picked', _.size(user));
  callback(null, user, context);`;

const PROMISE = `
  const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
  (async () => { await wait(); user.seen = true; callback(null, user, context); })();`;

const REQUEST = `
  const request = require('request');
  request.get({ url: configuration.API + '/roles', json: true, qs: { id: user.user_id } }, function (error, response, body) {
    if (error) return callback(error);
    context.idToken['https://example.com/level'] = body.level;
    callback(null, user, context);
  });`;

const DENY = `
  if (!user.email_verified) return callback(new UnauthorizedError('Please verify your email.'));
  callback(null, user, context);`;

const THROW = `
  if (user.number % 8 === 0) throw new TypeError('cannot read ' + user.email);
  callback(null, user, context);`;

const REMEMBER = `
  global.seen = global.seen || {};
  global.seen[user.user_id] = { at: Date.now(), email: user.email };
  if (Object.keys(global.seen).length > 200) global.seen = {};
  callback(null, user, context);`;

const TIMER = `
  setTimeout(function () { context.idToken['https://example.com/late'] = true; callback(null, user, context); }, 2);`;

const LATE = `
  callback(null, user, context);
  setTimeout(function () { console.log('late'); }, 20);`;

const LOG = `
  for (let i = 0; i < 5; i++) console.log('login', i, user, context.request);
  callback(null, user, context);`;

function rule(id: string, body: string): Step {
  const text = `function (user, context, callback) {${body}\n}`;
  const { value, diagnostics } = compileRule(
    { name: `rules/${id}.js`, text },
    {
      id,
      name: id,
      mode: 'enforce',
      timeout: null,
      ifItFails: 'deny',
      may: { network: null, secrets: null },
      modules: [],
    },
  );
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

function policy(id = 'before'): Step {
  const text = `policy: ${id}
rules:
  - id: ${id}-verified
    name: Only verified addresses
    unless: user.email_verified
    then:
      deny: Please verify your email first
`;
  return compileOrThrow({ name: `${id}.yaml`, text });
}
