import type { CapabilityError } from './capability.ts';

/* Every refusal and every failure that a rule hears of. No message has a query, a header or a body, and a path only the
   one of what is asked in a test. */

export function hostNotAllowed({ host }: { readonly host: string }): CapabilityError {
  return refusal(
    'HOST_NOT_ALLOWED',
    `\`${host}\` is not allowed: add it under \`network: { allow: [${quoteForYaml(host)}] }\` in lintel.yaml`,
  );
}

export function hostNotAllowedForRule({ host }: { readonly host: string }): CapabilityError {
  return refusal(
    'HOST_NOT_ALLOWED',
    `\`${host}\` is not allowed for this rule: add it under \`may: { network: [${quoteForYaml(host)}] }\` of the rule`,
  );
}

/** Nobody is told to add a host that a server named. */
export function redirectNotAllowed(parts: { readonly from: string; readonly host: string }): CapabilityError {
  return refusal(
    'HOST_NOT_ALLOWED',
    `\`${parts.from}\` redirects to \`${parts.host}\`, which is not allowed`,
  );
}

/** Does not tell the address: what names mean inside is nothing that a rule may find out. */
export function addressNotAllowed({ host }: { readonly host: string }): CapabilityError {
  return refusal(
    'ADDRESS_NOT_ALLOWED',
    `\`${host}\` stands for an address that is not public: add its network under \`network: { private: […] }\` in lintel.yaml`,
  );
}

export function badUrl(): CapabilityError {
  return wrong('BAD_URL', 'the address of a call is a full URL such as `https://api.example.com/people`');
}

export function badScheme({ scheme }: { readonly scheme: string }): CapabilityError {
  return wrong(
    'BAD_URL',
    `a URL that starts with \`${scheme}\` cannot be called: write \`https:\` or \`http:\``,
  );
}

export function userInUrl(): CapabilityError {
  return wrong(
    'BAD_URL',
    'a URL may not carry a user name or a password: send them in the header `authorization`',
  );
}

export function badMethod(): CapabilityError {
  return wrong('BAD_METHOD', 'this method cannot be called: write `GET`, `POST`, `PUT`, `PATCH` or `DELETE`');
}

export function badHeader(): CapabilityError {
  return wrong(
    'BAD_HEADER',
    'the name of a header is made of letters, digits and `-`, and its value has no line breaks and no characters beyond Latin-1',
  );
}

export function requestTooLarge({ bytes }: { readonly bytes: number }): CapabilityError {
  return refusal('TOO_LARGE', `a call may send ${bytes} bytes at most`);
}

export function responseTooLarge({
  host,
  bytes,
}: {
  readonly host: string;
  readonly bytes: number;
}): CapabilityError {
  return refusal('TOO_LARGE', `the answer of \`${host}\` is longer than ${bytes} bytes`);
}

export function badEncoding({ host }: { readonly host: string }): CapabilityError {
  return refusal('BAD_ENCODING', `the answer of \`${host}\` is compressed, and cannot be unpacked`);
}

export function unexpectedRedirect({ host }: { readonly host: string }): CapabilityError {
  return refusal(
    'UNEXPECTED_REDIRECT',
    `\`${host}\` answered with a redirect, which the call does not follow`,
  );
}

export function tooManyRedirects({
  host,
  most,
}: {
  readonly host: string;
  readonly most: number;
}): CapabilityError {
  return refusal('TOO_MANY_REDIRECTS', `\`${host}\` redirects more than ${most} times`);
}

export function circuitOpen({ host }: { readonly host: string }): CapabilityError {
  return refusal(
    'ECIRCUITOPEN',
    `\`${host}\` failed several times in a row and is left alone for a few seconds`,
  );
}

export function missingSecret({ name }: { readonly name: string }): CapabilityError {
  return refusal('NO_SECRET', `the secret \`${name}\` has no value; \`lintel check\` tells how it gets one`);
}

export function badSecret({ name }: { readonly name: string }): CapabilityError {
  return refusal('BAD_SECRET', `the secret \`${name}\` cannot stand in an address: it has half a character`);
}

export function connectTimeout({ host }: { readonly host: string }): CapabilityError {
  return refusal('ETIMEDOUT', `no connection to \`${host}\` in time`);
}

export function answerTimeout({ host }: { readonly host: string }): CapabilityError {
  return refusal('ESOCKETTIMEDOUT', `no full answer from \`${host}\` in time`);
}

export function loginOver(): CapabilityError {
  return refusal('LOGIN_OVER', 'the login has ended, so nothing more can be asked for it');
}

/** Of a call to hosts that somebody stands for. `address` without its query. */
export function noAnswer({
  method,
  address,
}: {
  readonly method: string;
  readonly address: string;
}): CapabilityError {
  return refusal(
    'NO_ANSWER',
    `nothing answers \`${method} ${address}\` here: write what it answers under \`answers:\``,
  );
}

/** What Node says of a connection, by its code, in words. */
export function networkFailure({
  host,
  code,
}: {
  readonly host: string;
  readonly code: string | null;
}): CapabilityError {
  switch (code) {
    case 'ENOTFOUND':
      return refusal(code, `\`${host}\` has no address`);
    case 'EAI_AGAIN':
      return refusal(code, `the address of \`${host}\` cannot be found at the moment`);
    case 'ECONNREFUSED':
      return refusal(code, `\`${host}\` refused the connection`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return refusal(code, `\`${host}\` cannot be reached`);
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return connectTimeout({ host });
    case 'UND_ERR_HEADERS_OVERFLOW':
      return refusal('TOO_LARGE', `the headers of the answer of \`${host}\` are too long`);
    case null:
      return refusal('ECONNRESET', `the connection to \`${host}\` broke`);
  }
  if (code.startsWith('HPE_'))
    return refusal('EPROTO', `\`${host}\` answered with something that is not HTTP`);
  if (/CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO/.test(code)) {
    return refusal(code, `the certificate of \`${host}\` cannot be trusted`);
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return refusal('EPROTO', `no secure connection to \`${host}\` can be made`);
  }
  const isSpokenByNode = /^E[A-Z]+$/.test(code);
  return refusal(isSpokenByNode ? code : 'ECONNRESET', `the connection to \`${host}\` broke`);
}

export function badPayload({
  operation,
  wants,
}: {
  readonly operation: string;
  readonly wants: string;
}): CapabilityError {
  return wrong('BAD_PAYLOAD', `\`${operation}\` takes ${wants}`);
}

export function unknownOperation(): CapabilityError {
  return wrong('UNKNOWN_OPERATION', 'there is no such operation');
}

export function tooDeep({ most }: { readonly most: number }): CapabilityError {
  return { ...refusal('TOO_LARGE', `what is kept may be nested ${most} levels deep at most`), status: 400 };
}

export function tooLong({ most }: { readonly most: number }): CapabilityError {
  return { ...refusal('TOO_LARGE', `what is kept may be ${most} characters of JSON at most`), status: 413 };
}

export function personTooLong(): CapabilityError {
  return {
    ...refusal('TOO_LARGE', 'no more metadata is kept of this person: remove some first'),
    status: 413,
  };
}

export function punctuatedName({ name }: { readonly name: string }): CapabilityError {
  return { ...refusal('BAD_NAME', `the name \`${name}\` may not have a \`.\` or a \`$\``), status: 500 };
}

export function reservedName({
  name,
  field,
}: {
  readonly name: string;
  readonly field: string;
}): CapabilityError {
  return {
    ...refusal('BAD_NAME', `\`${name}\` cannot be a name in \`${field}\`: choose another`),
    status: 400,
  };
}

export function unexpectedFailure(): CapabilityError {
  return refusal('UNAVAILABLE', 'this cannot be done at the moment');
}

function refusal(code: string, message: string): CapabilityError {
  return { name: 'Error', message, code };
}

function wrong(code: string, message: string): CapabilityError {
  return { name: 'TypeError', message, code };
}

/** A list in YAML's brackets ends at a bracket and breaks off at some other signs. */
function quoteForYaml(host: string): string {
  return /^[\w.-]+$/.test(host) ? host : `"${host}"`;
}
