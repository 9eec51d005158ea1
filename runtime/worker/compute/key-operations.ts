import { type Payload, wrongPayload } from './payload.ts';
import { readKey } from './read-key.ts';

/** Keys as the class `KeyObject` of the library needs them. */
export const keyOperations = {
  /** `{ wanted: 'private' | 'public', … }` → what is known of the key, and the key itself as PEM. */
  'crypto.readKey': (payload: Payload) => {
    const wanted = payload.text('wanted') === 'private' ? 'private' : 'public';
    const key = readKey(payload, wanted);
    const { publicExponent, ...details } = key.asymmetricKeyDetails ?? {};
    return {
      kind: key.asymmetricKeyType,
      details,
      publicExponent: publicExponent === undefined ? null : String(publicExponent),
      pem: key.export({ format: 'pem', type: wanted === 'private' ? 'pkcs8' : 'spki' }),
    };
  },
  /** `{ wanted, as: { format, type? }, … }` → the text of PEM, the base64 of DER, or a JSON Web Key. */
  'crypto.exportKey': (payload: Payload) => {
    const key = readKey(payload, payload.text('wanted') === 'private' ? 'private' : 'public');
    const as = payload.payload('as');
    const format = as.text('format');
    if (format === 'jwk') return key.export({ format });
    if (format !== 'pem' && format !== 'der') throw wrongPayload(`keys cannot be written as \`${format}\``);
    const exported = key.export({ format, type: as.text('type') as 'pkcs1' } as {
      format: 'pem';
      type: 'pkcs1';
    });
    return typeof exported === 'string' ? exported : Buffer.from(exported).toString('base64');
  },
};
