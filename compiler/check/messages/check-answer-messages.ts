import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError } from './check-messages.ts';

interface Place {
  /** As it is written, with its method. */
  readonly text: string;
  /** Without the method. */
  readonly address: string;
  readonly span: Span;
}

/** An address from which it cannot be told how to get there. */
export function addressWithoutScheme({ text, address, span }: Place): Diagnostic {
  const message = `\`${address}\` does not begin with \`https://\` or \`http://\``;
  if (address.includes('://')) return bad(span, message, 'rules reach nothing else: remove the line');
  const written = text.replace(address, () => `https://${address}`);
  return checkError('bad-answer', span, message, {
    help: `write \`${written}\``,
    fixes: [{ title: 'write `https://` before it', safe: false, edits: [{ span, text: written }] }],
  });
}

/** `*` with something behind it. */
export function starInTheMiddle({ address, span }: Place): Diagnostic {
  const message = `\`*\` stands only at the end of an address, for any rest, and not within \`${address}\``;
  return bad(span, message, `write \`${address.slice(0, address.indexOf('*') + 1)}\``);
}

export function notAnAddress({ text, span }: Place): Diagnostic {
  const help = 'write `https://crm.example.com/people/*`, or with a method before it';
  return bad(span, `\`${text.trim()}\` is not an address`, help);
}

/** A word that is neither an address nor something that the policy asks. */
export function unknownLookUp(place: {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
}): Diagnostic {
  const { name, span, suggestion } = place;
  const message = `this policy asks no \`${name}\``;
  if (suggestion !== null) return checkError('bad-answer', span, message, didYouMean(suggestion, span));
  return bad(
    span,
    message,
    'name one of `sources`, a counter as `counts.NAME`, or an address with `https://`',
  );
}

export function badCount({ name, span }: { readonly name: string; readonly span: Span }): Diagnostic {
  return bad(span, `\`${name}\` is a number`, 'write how often it was counted before, such as `3`');
}

/** Some methods have other names, so only what is near a known one is taken for a slip. */
export function unknownMethod(place: {
  readonly method: string;
  readonly suggestion: string;
  readonly span: Span;
}): Diagnostic {
  const { method, suggestion, span } = place;
  return bad(span, `no request has the method \`${method}\``, `did you mean \`${suggestion}\`?`);
}

export function badStatus({ span }: Pick<Place, 'span'>): Diagnostic {
  const help = 'write a number such as `404`; if it is part of a body, write `body: { status: … }`';
  return bad(span, 'the status of an answer is a number from 200 to 599', help);
}

export function badHeaders({ span }: Pick<Place, 'span'>): Diagnostic {
  return bad(span, 'headers are names with texts', 'write `headers: { content-type: text/plain }`');
}

function bad(span: Span, message: string, help: string): Diagnostic {
  return checkError('bad-answer', span, message, { help });
}
