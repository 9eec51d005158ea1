import type { RequestDefinition } from '../../grammar/index.ts';
import { rulesWrittenIn, sourcesWrittenIn } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { literalCredential } from './lint-messages.ts';

/** Headers by which systems know who asks. `Proxy-Authorization` cannot be written at all. */
const OF_CREDENTIALS = /^(authorization|cookie|(x-)?api-?key|(x-)?(access|auth|private|vault)-(key|token))$/i;

/** A header that says who asks, with a value that stands in the file. */
export const literalCredentialLint: Lint = ({ policy }) => {
  const requests: readonly RequestDefinition[] = [
    ...sourcesWrittenIn(policy).map(({ request }) => request),
    ...rulesWrittenIn(policy).flatMap(({ then }) =>
      then.flatMap((effect) => (effect.kind === 'call' || effect.kind === 'notify' ? [effect.request] : [])),
    ),
  ];
  return requests.flatMap(({ headers }) =>
    headers.flatMap(({ name, value }) =>
      OF_CREDENTIALS.test(name.text) && value.kind === 'text' && value.value.trim() !== ''
        ? [literalCredential({ span: value.span, header: name.text })]
        : [],
    ),
  );
};
