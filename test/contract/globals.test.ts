import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { NEXT, openTenant, telling } from './open-tenant.ts';

describe('configuration', () => {
  const tenant = openTenant();
  const given = { configuration: { KEY: 'a', COUNT: '5', 'odd@key+*:': 'b' }, secrets: { TOKEN: 's' } };

  it('holds texts only', async (test) => {
    const value = await tenant.value(
      test,
      '[typeof configuration.COUNT, configuration.COUNT + 1, configuration]',
      given,
    );
    assert.deepEqual(value, ['string', '51', { ...given.configuration, ...given.secrets }]);
  });

  it('lacks what is not set', async (test) => {
    assert.equal(await tenant.value(test, 'typeof configuration.MISSING', given), 'undefined');
    assert.deepEqual(await tenant.value(test, 'Object.keys(configuration)'), []);
  });

  it('stays as it is for the next rule, whatever a rule writes', async (test) => {
    const { idToken } = await tenant.run(
      test,
      [
        `configuration.KEY = 'z'; delete configuration.COUNT; ${NEXT}`,
        telling('[configuration.KEY, configuration.COUNT]'),
      ],
      given,
    );
    assert.deepEqual(idToken.told, ['a', '5']);
  });

  it('has of the secrets those that the rule may use', async (test) => {
    const may = { network: null, secrets: ['A'] };
    const rule = ruleOf(telling('[configuration.A, configuration.B]'), { may });
    const { idToken } = await tenant.run(test, [rule], { secrets: { A: '1', B: '2' } });
    assert.deepEqual(idToken.told, ['1', null]);
  });
});

describe('auth0', () => {
  const tenant = openTenant();

  it('names the management interface', async (test) => {
    const configuration = { AUTH0_DOMAIN: 'acme.eu.auth0.com', AUTH0_ACCESS_TOKEN: 'token' };
    assert.deepEqual(
      await tenant.value(test, '[auth0.domain, auth0.baseUrl, auth0.accessToken]', { configuration }),
      ['acme.eu.auth0.com', 'https://acme.eu.auth0.com/api/v2', 'token'],
    );
  });

  it('fits the client that rules make of it', async (test) => {
    const configuration = { AUTH0_DOMAIN: 'acme.eu.auth0.com', AUTH0_ACCESS_TOKEN: 'token' };
    const client = `new (require('auth0@2.9.1').ManagementClient)({ token: auth0.accessToken, domain: auth0.domain })`;
    assert.deepEqual(
      await tenant.value(test, `[typeof ${client}.getUsers, typeof ${client}.updateAppMetadata]`, {
        configuration,
      }),
      ['function', 'function'],
    );
  });
});

describe('the libraries that need no require', () => {
  const tenant = openTenant();
  const uses: Readonly<Record<string, readonly [expression: string, value: unknown]>> = {
    _: [`_.pluck ? _.pluck([{ a: 1 }], 'a') : _.map([{ a: 1 }], 'a')`, [1]],
    '_ with the names of version 2': [
      `[_.contains([1], 1), _.any([1], (x) => x), _.where([{ a: 1 }, { a: 2 }], { a: 2 }), _.findWhere([{ a: 1 }], { a: 1 }), _.pairs({ a: 1 }), _.compose((x) => x + 1, (x) => x * 2)(3)]`,
      [true, true, [{ a: 2 }], { a: 1 }, [['a', 1]], 7],
    ],
    '_ with those names in a chain': [
      `[_([{ a: 1 }]).pluck('a').value(), _([1]).contains(1), _.chain([1, 2]).select((x) => x > 1).value()]`,
      [[1], true, [2]],
    ],
    'global._ and globalThis.request': [
      `[global._.last([1, 2]), typeof globalThis['request'].get]`,
      [2, 'function'],
    ],
    async: [
      `new Promise((resolve) => async.waterfall([(next) => next(null, 1), (one, next) => next(null, one + 1)], (error, two) => resolve([error, two])))`,
      [null, 2],
    ],
    'async.parallel': [
      `new Promise((resolve) => async.parallel({ a: (done) => setTimeout(() => done(null, 1), 1), b: (done) => done(null, 2) }, (error, found) => resolve(found)))`,
      { a: 1, b: 2 },
    ],
    bcrypt: [
      `new Promise((resolve) => bcrypt.hash('p', 4, (e, hash) => bcrypt.compare('p', hash, (e, same) => resolve(same))))`,
      true,
    ],
    Buffer: [`[new Buffer('a').toString('base64'), Buffer.from('YQ==', 'base64').toString()]`, ['YQ==', 'a']],
    crypto: [`crypto.createHmac('sha256', 'k').update('a').digest('hex').slice(0, 8)`, '78da9151'],
    'crypto with a key in a text': [
      `(() => { const c = crypto.createCipheriv('aes-128-cbc', '0123456789abcdef', 'fedcba9876543210'); const d = crypto.createDecipheriv('aes-128-cbc', '0123456789abcdef', 'fedcba9876543210'); return d.update(c.update('secret', 'utf8', 'hex') + c.final('hex'), 'hex', 'utf8') + d.final('utf8'); })()`,
      'secret',
    ],
    ip: [`ip('10.1.2.3').in_range(['10.0.0.0/8'])`, true],
    jwt: [`jwt.verify(jwt.sign({ a: 1 }, 'key', { expiresInMinutes: 5 }), 'key').a`, 1],
    'jwt with its options': [
      `(() => { const { iss, aud, sub, exp, iat } = jwt.decode(jwt.sign({}, Buffer.from('key'), { algorithm: 'HS256', issuer: 'i', audience: 'a', subject: 's', expiresIn: '5m' })); return [iss, aud, sub, exp - iat]; })()`,
      ['i', 'a', 's', 300],
    ],
    'jwt with a callback': [
      `new Promise((resolve) => jwt.verify('no.token.here', 'key', (error, payload) => resolve([error.name, payload])))`,
      ['JsonWebTokenError', null],
    ],
    pbkdf2: [`typeof pbkdf2`, 'object'],
    q: [`q.all([q(1), q.delay(1).then(() => 2)])`, [1, 2]],
    querystring: [`querystring.stringify({ a: ['b', 'c d'] })`, 'a=b&a=c%20d'],
    uuid: [`[uuid().length, uuid.v4().length, uuid.v1().length]`, [36, 36, 36]],
    xml2js: [
      `new Promise((resolve) => xml2js.parseString('<a><b>1</b></a>', (error, tree) => resolve(tree)))`,
      { a: { b: ['1'] } },
    ],
    'xmldom and xpath': [
      `xpath.select('//b/text()', new xmldom.DOMParser().parseFromString('<a><b>1</b></a>', 'text/xml')).toString()`,
      '1',
    ],
    xtend: [`xtend({ a: 1 }, { b: 2 })`, { a: 1, b: 2 }],
    request: [
      `['get', 'post', 'put', 'patch', 'del', 'delete', 'head', 'defaults'].filter((name) => typeof request[name] !== 'function')`,
      [],
    ],
  };
  for (const [name, [expression, value]] of Object.entries(uses)) {
    it(`have ${name}`, async (test) => assert.deepEqual(await tenant.value(test, expression), value));
  }

  for (const [name, module] of Object.entries({
    _: 'lodash',
    async: 'async',
    bcrypt: 'bcrypt',
    Buffer: 'buffer',
    crypto: 'crypto',
    jwt: 'jsonwebtoken',
    q: 'q',
    querystring: 'querystring',
    request: 'request',
    URL: 'url',
    uuid: 'uuid',
    xml2js: 'xml2js',
    xmldom: 'xmldom',
    xpath: 'xpath',
    xtend: 'xtend',
  })) {
    it(`are the same after a rule has required one: ${name}`, async (test) => {
      const looked = telling(`[typeof ${name}, Object.keys(${name}).sort().join()]`);
      const alone = await tenant.run(test, [looked]);
      const after = await tenant.run(test, [`require('${module}@1.0.0'); ${NEXT}`, looked]);
      assert.equal(alone.outcome, 'allow', alone.log.at(-1)?.text);
      assert.deepEqual(after.idToken.told, alone.idToken.told);
    });
  }

  it('can be hidden by a name of the rule', async (test) => {
    assert.equal(
      await tenant.value(test, `(() => { var request = 1, _ = 2, jwt = 3; return request + _ + jwt; })()`),
      6,
    );
  });

  it('have no drivers for databases: the rule that calls one fails, and the log names it', async (test) => {
    for (const name of ['mongo', 'mysql', 'postgres', 'sqlserver']) {
      const { outcome, log } = await tenant.run(test, [`${name}('db', function () { ${NEXT} });`]);
      assert.equal(outcome, 'failure');
      assert.match(log.at(-1)?.text ?? '', new RegExp(`${name} is not defined`));
    }
  });
});

describe('what Node has', () => {
  const tenant = openTenant();
  const uses: Readonly<Record<string, readonly [expression: string, value: unknown]>> = {
    'timers that can be cleared': [
      `new Promise((resolve) => { const seen = []; const timer = setInterval(() => { seen.push('i'); if (seen.filter((one) => one === 'i').length === 2) { clearInterval(timer); setTimeout(resolve, 5, seen.sort()); } }, 1); clearTimeout(setTimeout(() => seen.push('no'), 1)); setImmediate(() => seen.push('now')); clearImmediate(setImmediate(() => seen.push('no'))); })`,
      ['i', 'i', 'now'],
    ],
    'timers with arguments': [`new Promise((resolve) => setTimeout((a, b) => resolve(a + b), 1, 1, 2))`, 3],
    microtasks: [
      `new Promise((resolve) => { process.nextTick(() => queueMicrotask(() => resolve('later'))); })`,
      'later',
    ],
    addresses: [
      `[new URL('/b?c=d', 'https://a.example').searchParams.get('c'), String(new URLSearchParams({ a: 'b c' }))]`,
      ['d', 'a=b+c'],
    ],
    'texts as bytes': [
      `[atob(btoa('a')), new TextDecoder().decode(new TextEncoder().encode('é'))]`,
      ['a', 'é'],
    ],
    copies: [`structuredClone({ at: new Date(0), list: new Map([[1, 2]]) }).list.get(1)`, 2],
    'dates and numbers for a place': [
      `[new Date(0).toLocaleDateString('en-US', { timeZone: 'UTC' }), (1234.5).toLocaleString('de-DE'), new Intl.DateTimeFormat('en', { timeZone: 'America/New_York', hour: 'numeric' }).format(0)]`,
      ['1/1/1970', '1.234,5', '7 PM'],
    ],
    'the environment, which is empty': [
      `[typeof process.env.PATH, Object.keys(process.env), typeof process.version]`,
      ['undefined', [], 'string'],
    ],
  };
  for (const [name, [expression, value]] of Object.entries(uses)) {
    it(`is there: ${name}`, async (test) => assert.deepEqual(await tenant.value(test, expression), value));
  }
});

describe('console', () => {
  const tenant = openTenant();
  const lines = async (test: Parameters<typeof tenant.run>[0], body: string) =>
    (await tenant.run(test, [`${body} ${NEXT}`])).trace?.[0]?.console?.map(
      ({ level, text }) => `${level} ${text}`,
    );

  it('writes with its level', async (test) => {
    assert.deepEqual(
      await lines(
        test,
        `console.log(1); console.info(2); console.warn(3); console.error(4); console.exception(5); console.debug(6);`,
      ),
      ['info 1', 'info 2', 'warning 3', 'error 4', 'error 5', 'debug 6'],
    );
  });

  it('formats as Node does', async (test) => {
    assert.deepEqual(
      await lines(
        test,
        `console.log('%s has %d of %o', 'Ada', 2, { a: 1 }, 'more', [1, 'b'], null, undefined, { c: { d: { e: { f: 1 } } } });`,
      ),
      [`info Ada has 2 of { a: 1 } more [ 1, 'b' ] null undefined { c: { d: { e: [Object] } } }`],
    );
  });

  it('keeps its lines when the rule fails, and after it', async (test) => {
    const { trace } = await tenant.run(test, [`console.log('before'); null.x;`]);
    assert.deepEqual(
      trace?.[0]?.console?.map(({ text }) => text),
      ['before'],
    );
  });
});
