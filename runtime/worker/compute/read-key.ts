import {
  createPrivateKey,
  createPublicKey,
  type JsonWebKeyInput,
  type KeyObject,
  type PrivateKeyInput,
  type PublicKeyInput,
} from 'node:crypto';
import { type Payload, tooLarge, wrongPayload } from './payload.ts';

const LONGEST_KEY = 32 * 1024;
/** Signing with RSA costs the third power of it: 50 milliseconds here. */
const LONGEST_MODULUS = 8192;
/** Named curves only: the parameters of others are the author's to invent. */
const CURVES = ['prime256v1', 'secp256k1', 'secp384r1', 'secp521r1'];
const KINDS = ['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448', 'x25519'];

/**
 * The key of a payload `{ key, format: 'pem' | 'der' | 'jwk', type?, passphrase? }`; PEM and JWK are texts, DER is
 * base64. Of a private key the public half is taken where a public one is wanted. Throws when the key cannot be read
 * or would cost too much to use.
 */
export function readKey(payload: Payload, wanted: 'private' | 'public'): KeyObject {
  const input = inputOf(payload);
  return bounded(
    unquoted(() =>
      wanted === 'private'
        ? createPrivateKey(input as PrivateKeyInput)
        : createPublicKey(input as PublicKeyInput),
    ),
  );
}

function inputOf(payload: Payload): PrivateKeyInput | PublicKeyInput | JsonWebKeyInput {
  const passphrase = payload.optionalText('passphrase');
  const format = payload.text('format');
  if (format === 'jwk') {
    const text = payload.text('key', LONGEST_KEY);
    const key: unknown = unquoted(() => JSON.parse(text));
    if (typeof key !== 'object' || key === null) throw wrongPayload('the key is not a JSON Web Key');
    return { key: { ...key }, format };
  }
  if (format === 'der') {
    const type = payload.text('type');
    if (passphrase !== undefined) throw lockedKey();
    if (type !== 'pkcs1' && type !== 'pkcs8' && type !== 'sec1' && type !== 'spki') {
      throw wrongPayload(`there are no keys of the type \`${type}\``);
    }
    return { key: payload.bytes('key', LONGEST_KEY), format, type: type as 'pkcs8' };
  }
  const key = payload.text('key', LONGEST_KEY);
  // How often such a key is to be hashed before it opens stands in the key itself: billions of times, if it likes.
  if (passphrase !== undefined && key.includes('ENCRYPTED PRIVATE KEY')) throw lockedKey();
  return passphrase === undefined ? { key, format: 'pem' } : { key, format: 'pem', passphrase };
}

/** Node quotes what it was given when that is of the wrong shape, and here that is a secret. */
function unquoted<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw /^ERR_(OSSL|CRYPTO|MISSING_PASSPHRASE)/.test(code) ? error : wrongPayload('the key cannot be read');
  }
}

function lockedKey(): Error {
  return wrongPayload(
    'the key is locked with a passphrase in a way that rules cannot open: store it unlocked, as a secret',
  );
}

function bounded(key: KeyObject): KeyObject {
  const { asymmetricKeyType: kind = '', asymmetricKeyDetails: details = {} } = key;
  if (!KINDS.includes(kind)) throw wrongPayload(`keys of the kind \`${kind}\` cannot be used`);
  if ((details.modulusLength ?? 0) > LONGEST_MODULUS) {
    throw tooLarge(`keys of more than ${LONGEST_MODULUS} bits take too long for a login`);
  }
  if (kind === 'ec' && !CURVES.includes(details.namedCurve ?? '')) {
    throw wrongPayload(`keys on this curve cannot be used: use one of ${CURVES.join(', ')}`);
  }
  return key;
}
