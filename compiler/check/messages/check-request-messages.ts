import { type Diagnostic, type Span, suggest } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError } from './check-messages.ts';

/** `name`: as written, `secrets.CRM_TOKEN`. */
export function misplacedSecret({ name, span }: { readonly name: string; readonly span: Span }): Diagnostic {
  return checkError('misplaced-secret', span, `the secret \`${name}\` cannot stand here`, {
    help: 'secrets stand in the `url`, `headers` and `body` of sources, calls and notifications, by themselves or inside `${…}`; a redirect is signed with the secret that `sign_with` names',
  });
}

/** `reason`: what is wrong, as a sentence. */
export function badUrl(place: {
  readonly span: Span;
  readonly reason: string;
  readonly help: string;
}): Diagnostic {
  return checkError('bad-url', place.span, place.reason, { help: place.help });
}

/** `allowed`: what stands under `network: allow:` already. */
export function hostNotAllowed(place: {
  readonly host: string;
  readonly span: Span;
  readonly allowed: readonly string[];
}): Diagnostic {
  const { host, span, allowed } = place;
  const hosts = [...allowed, host].map((one) => (/[*:[\]]/.test(one) ? `"${one}"` : one)).join(', ');
  return checkError('host-not-allowed', span, `the project does not let anybody call \`${host}\``, {
    help: `write in \`lintel.yaml\`: \`network: { allow: [${hosts}] }\``,
  });
}

export function badMethod(place: {
  readonly text: string;
  readonly span: Span;
  readonly what: string;
  readonly known: readonly string[];
}): Diagnostic {
  const { text, span, what, known } = place;
  const near = known.find((one) => one === text.toUpperCase()) ?? suggest(text.toUpperCase(), known);
  const more =
    near === null
      ? { help: `write one of ${known.map((one) => `\`${one}\``).join(', ')}` }
      : didYouMean(near, span);
  const sender = what === 'source' ? 'a look-up' : `\`${what}\``;
  return checkError('bad-method', span, `${sender} sends no request with the method \`${text}\``, more);
}

export function bodyWithoutMethod(place: { readonly method: string; readonly span: Span }): Diagnostic {
  return checkError('bad-method', place.span, `a \`${place.method}\` request has no body`, {
    help: 'write `method: POST`, or put the values into the address: `?email=${user.email}`',
  });
}

export function badHeader(place: {
  readonly name: string;
  readonly span: Span;
  readonly reason: string;
  readonly help: string;
}): Diagnostic {
  const { name, span, reason, help } = place;
  return checkError('bad-header', span, `\`${name}\` cannot be sent as a header: ${reason}`, { help });
}
