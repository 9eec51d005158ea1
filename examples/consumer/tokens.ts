import { createHmac, timingSafeEqual } from 'node:crypto';

/** The claims of a JWT that was signed with this secret; null for any other text. */
export function verifyToken(token: string, secret: string): Readonly<Record<string, unknown>> | null {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const expected = Buffer.from(sign(`${head}.${payload}`, secret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

/** A JWT (HS256) with these claims. */
export function signToken(claims: Readonly<Record<string, unknown>>, secret: string): string {
  const text = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encode).join('.');
  return `${text}.${sign(text, secret)}`;
}

function encode(part: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
