import assert from 'node:assert/strict';
import {
  constants,
  createDecipheriv,
  createVerify,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  sign,
} from 'node:crypto';
import { describe, it } from 'node:test';
import { valueInside } from './use-library.ts';

const pem = {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
} as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem });
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521', ...pem });
const ed25519 = generateKeyPairSync('ed25519', pem);

describe('tokens', () => {
  const both = (keys: object, algorithm: string) =>
    valueInside(
      `jwt.verify(jwt.sign({ sub: 'ada' }, input.privateKey, { algorithm: '${algorithm}' }), input.publicKey, { algorithms: ['${algorithm}'] }).sub`,
      keys,
    );
  const secret = { privateKey: 'a secret of the tenant', publicKey: 'a secret of the tenant' };

  for (const algorithm of ['HS256', 'HS384', 'HS512']) {
    it(`are signed and verified with ${algorithm}`, async () =>
      assert.equal(await both(secret, algorithm), 'ada'));
  }
  for (const algorithm of ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']) {
    it(`are signed and verified with ${algorithm}`, async () =>
      assert.equal(await both(rsa, algorithm), 'ada'));
  }
  it('are signed and verified with ES256', async () => assert.equal(await both(p256, 'ES256'), 'ada'));
  it('are signed and verified with ES512', async () => assert.equal(await both(p521, 'ES512'), 'ada'));

  it('of another key are refused', () =>
    assert.rejects(
      valueInside(`jwt.verify(jwt.sign({}, 'one secret'), 'another')`),
      /JsonWebTokenError: invalid signature/,
    ));
  it('without a signature are refused', () =>
    assert.rejects(
      valueInside(`jwt.verify(jwt.sign({}, '', { algorithm: 'none' }), 'secret')`),
      /JsonWebTokenError: jwt signature is required/,
    ));
  it('signed with a public key as a secret are refused', () =>
    assert.rejects(
      valueInside(`jwt.verify(jwt.sign({}, 'x'), input, { algorithms: ['RS256'] })`, rsa.publicKey),
      /JsonWebTokenError: invalid algorithm/,
    ));
  it('expire', () =>
    assert.rejects(
      valueInside(`jwt.verify(jwt.sign({ exp: 1 }, 'secret'), 'secret')`),
      /TokenExpiredError: jwt expired/,
    ));
  it('take the minutes of old versions', async () =>
    assert.equal(
      await valueInside(
        `(() => { const { iat, exp } = jwt.decode(jwt.sign({}, 's', { expiresInMinutes: 5 })); return exp - iat; })()`,
      ),
      300,
    ));
  it('are signed with a callback too', async () =>
    assert.equal(
      await valueInside(
        `await new Promise((resolve) => jwt.sign({ a: 1 }, 's', (_, token) => jwt.verify(token, 's', (error, { a }) => resolve(a))))`,
      ),
      1,
    ));
});

describe('signatures', () => {
  it('of the sandbox are good outside', async () => {
    const signed = await valueInside(
      `crypto.createSign('RSA-SHA256').update('a').update('b').sign(input, 'hex')`,
      rsa.privateKey,
    );
    assert.ok(createVerify('SHA256').update('ab').verify(rsa.publicKey, String(signed), 'hex'));
  });
  it('from outside are good in the sandbox, whatever the padding', async () => {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const signed = sign('sha256', Buffer.from('ab'), { key: rsa.privateKey, padding }).toString('base64');
    assert.equal(
      await valueInside(
        `crypto.createVerify('sha256').update('ab').verify({ key: input.key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING }, input.signed, 'base64')`,
        { key: rsa.publicKey, signed },
      ),
      true,
    );
  });
  it('need no digest with Ed25519', async () =>
    assert.equal(
      await valueInside(
        `crypto.verify(null, Buffer.from('a'), input.publicKey, crypto.sign(null, Buffer.from('a'), input.privateKey))`,
        ed25519,
      ),
      true,
    ));
});

describe('keys', () => {
  it('say what they are', async () =>
    assert.deepEqual(
      await valueInside(
        `(() => { const key = crypto.createPrivateKey(input); return [key.type, key.asymmetricKeyType, key.asymmetricKeyDetails.modulusLength, String(key.asymmetricKeyDetails.publicExponent)]; })()`,
        rsa.privateKey,
      ),
      ['private', 'rsa', 2048, '65537'],
    ));
  it('go into other forms and back', async () =>
    assert.equal(
      await valueInside(
        `crypto.createPublicKey({ key: crypto.createPublicKey(input.privateKey).export({ format: 'jwk' }), format: 'jwk' }).export({ type: 'spki', format: 'pem' })`,
        p256,
      ),
      p256.publicKey,
    ));
  it('that are secrets keep their bytes', async () =>
    assert.deepEqual(
      await valueInside(
        `(() => { const key = crypto.createSecretKey(Buffer.from('abc')); return [key.symmetricKeySize, String(key.export())]; })()`,
      ),
      [3, 'abc'],
    ));
  it('that are none say so', () => assert.rejects(valueInside(`crypto.createPublicKey('nothing')`), /Error/));
});

describe('encryption', () => {
  it('is undone outside', async () => {
    const [text, tag] = (await valueInside(
      `(() => { const cipher = crypto.createCipheriv('aes-256-gcm', 'k'.repeat(32), Buffer.alloc(12)); cipher.setAAD(Buffer.from('x'));
        return [cipher.update('héllo', 'utf8', 'hex') + cipher.final('hex'), cipher.getAuthTag().toString('hex')]; })()`,
    )) as [string, string];
    const decipher = createDecipheriv('aes-256-gcm', 'k'.repeat(32), Buffer.alloc(12));
    decipher.setAAD(Buffer.from('x')).setAuthTag(Buffer.from(tag, 'hex'));
    assert.equal(decipher.update(text, 'hex', 'utf8') + decipher.final('utf8'), 'héllo');
  });
  it('takes a key of binary text', async () =>
    assert.equal(
      await valueInside(
        `(() => { const key = '\\xff'.repeat(32); const iv = Buffer.alloc(16);
          const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
          const decipher = crypto.createDecipheriv('aes-256-cbc', Buffer.from(key, 'latin1'), iv);
          return decipher.update(cipher.update('a', 'utf8', 'hex') + cipher.final('hex'), 'hex', 'utf8') + decipher.final('utf8'); })()`,
      ),
      'a',
    ));
  it('that was tampered with is refused', () =>
    assert.rejects(
      valueInside(
        `(() => { const decipher = crypto.createDecipheriv('aes-256-gcm', 'k'.repeat(32), Buffer.alloc(12)); decipher.setAuthTag(Buffer.alloc(16)); decipher.update('00', 'hex'); return decipher.final('hex'); })()`,
      ),
      /unable to authenticate/,
    ));
  it('with a public key is opened by the private one', async () => {
    const sealed = await valueInside(
      `crypto.publicEncrypt(input, Buffer.from('a')).toString('base64')`,
      rsa.publicKey,
    );
    assert.equal(privateDecrypt(rsa.privateKey, Buffer.from(String(sealed), 'base64')).toString(), 'a');
  });
  it('from outside is opened in the sandbox', async () => {
    const sealed = publicEncrypt({ key: rsa.publicKey, oaepHash: 'sha256' }, Buffer.from('a')).toString(
      'base64',
    );
    assert.equal(
      await valueInside(
        `String(crypto.privateDecrypt({ key: input.key, oaepHash: 'sha256' }, Buffer.from(input.sealed, 'base64')))`,
        { key: rsa.privateKey, sealed },
      ),
      'a',
    );
  });
});

describe('what is random', () => {
  it('has the right shape', async () =>
    assert.equal(
      await valueInside(
        `crypto.randomBytes(8).length === 8 && /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()) && crypto.randomInt(3, 4) === 3 && crypto.getRandomValues(new Uint32Array(4)).length === 4`,
      ),
      true,
    ));
  it('is never the same twice', async () =>
    assert.equal(
      await valueInside(
        `new Set(Array.from({ length: 20 }, () => crypto.randomBytes(8).toString('hex'))).size`,
      ),
      20,
    ));
  it('comes later to a callback', async () =>
    assert.equal(
      await valueInside(
        `await new Promise((resolve) => crypto.randomBytes(4, (error, bytes) => resolve(bytes.length)))`,
      ),
      4,
    ));
});

describe('digests of Web Crypto', () => {
  it('are those of Node', async () =>
    assert.equal(
      await valueInside(
        `Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('a'))).toString('hex') === crypto.createHash('sha256').update('a').digest('hex')`,
      ),
      true,
    ));
});

describe('comparison in constant time', () => {
  it('tells what is equal', async () =>
    assert.deepEqual(
      await valueInside(
        `[crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')), crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac'))]`,
      ),
      [true, false],
    ));
  it('refuses different lengths', () =>
    assert.rejects(
      valueInside(`crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))`),
      /same byte length/,
    ));
});
