import { encodeStrictly } from '../encode-form.ts';

/**
 * The `Authorization` of OAuth 1.0 for a request. The packages that sign are asked for only here, since almost no rule
 * needs them.
 */
export function signRequest(
  oauth: Readonly<Record<string, unknown>>,
  method: string,
  url: string,
  form: Readonly<Record<string, unknown>>,
): string {
  const { consumer_secret, token_secret, realm, transport_method, body_hash, ...given } = oauth;
  const { private_key, ...named } = given;
  const parameters = new Map<string, string>([
    ['oauth_version', '1.0'],
    ['oauth_timestamp', String(Math.floor(Date.now() / 1000))],
    ['oauth_nonce', nonce()],
    ['oauth_signature_method', 'HMAC-SHA1'],
  ]);
  for (const [name, value] of Object.entries(named)) {
    parameters.set(name.startsWith('oauth_') ? name : `oauth_${name}`, String(value));
  }
  const [address = url, query = ''] = url.split('?');
  const signed = { ...Object.fromEntries(parameters), ...queryOf(query), ...form };
  const signature = signer().sign(
    parameters.get('oauth_signature_method') ?? 'HMAC-SHA1',
    method,
    address,
    signed,
    private_key ?? consumer_secret ?? '',
    token_secret ?? '',
  );
  const listed = [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = [...listed, ['oauth_signature', signature]].map(
    ([name = '', value = '']) => `${name}="${encodeStrictly(value)}"`,
  );
  return `OAuth ${[...(realm === undefined ? [] : [`realm="${String(realm)}"`]), ...pairs].join(',')}`;
}

interface Signer {
  sign(
    signatureMethod: string,
    method: string,
    address: string,
    parameters: object,
    key: unknown,
    tokenSecret: unknown,
  ): string;
}

function signer(): Signer {
  return require('oauth-sign');
}

function nonce(): string {
  const { v4 }: { v4(): string } = require('uuid');
  return v4().replaceAll('-', '');
}

function queryOf(query: string): Record<string, string> {
  const fields = query.split('&').filter((field) => field !== '');
  return Object.fromEntries(
    fields.map((field) => {
      const [name = '', value = ''] = field.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}
