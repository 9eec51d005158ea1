import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError } from './check-messages.ts';

/** What is asked, `crm` or `counts.seats`, and the condition that asks it; null: the sentence itself does. */
interface Asked {
  readonly asked: string;
  readonly span: Span;
  readonly condition: string | null;
}

export function lookUpInLaw({ asked, span, condition }: Asked): Diagnostic {
  return checkError('look-up-in-law', span, `no law can ask \`${asked}\`${through(condition)}`, {
    help: 'laws are about what comes with a login and how it ends; write a test, with what others answer under `answers`',
  });
}

/** `where`: what the sentence belongs to. */
export function lookUpInLookUp(place: Asked & { readonly where: 'source' | 'count' }): Diagnostic {
  const { asked, span, condition, where } = place;
  const who = where === 'source' ? 'source' : 'counter';
  return checkError('look-up-in-look-up', span, `no ${who} can wait for \`${asked}\`${through(condition)}`, {
    help: 'look-ups go out together, so they can only ask with what comes with the login',
  });
}

function through(condition: string | null): string {
  return condition === null ? '' : `, which the condition \`${condition}\` asks`;
}

/** `before`: what stands in front of the name where it is written. */
export function unknownCounter(place: {
  readonly written: string;
  readonly name: string;
  readonly span: Span;
  readonly before: string;
  readonly suggestion: string | null;
}): Diagnostic {
  const { written, name, span, before, suggestion } = place;
  const message = `this policy describes no counter \`${written}\``;
  if (suggestion !== null)
    return checkError('unknown-counter', span, message, didYouMean(before + suggestion, span));
  return checkError('unknown-counter', span, message, {
    help: `describe it where it is counted, under \`then\` of a rule: \`count: { name: ${name}, per: user.user_id, window: 1 day }\``,
  });
}

export function counterDescribedTwice(place: {
  readonly name: string;
  readonly span: Span;
  readonly first: Span;
}): Diagnostic {
  const { name, span, first } = place;
  return checkError(
    'counter-described-twice',
    span,
    `the counter \`${name}\` is described differently before`,
    {
      help: `write \`count: ${name}\` to count with the same counter, or choose another name`,
      notes: [{ message: 'the other description', span: first }],
    },
  );
}

export function outOfRange(place: {
  readonly what: string;
  readonly range: string;
  readonly text: string;
  readonly span: Span;
}): Diagnostic {
  const { what, range, text, span } = place;
  return checkError('out-of-range', span, `\`${what}\` goes ${range}, and this is \`${text}\``, {
    help: `write a value ${range}`,
  });
}
