import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError, checkWarning } from './check-messages.ts';

type Metadata = 'user_metadata' | 'app_metadata';

export function unusableMetadataName(place: {
  readonly name: string;
  readonly span: Span;
  readonly place: Metadata;
  readonly reason: string;
}): Diagnostic {
  const { name, span, place: where, reason } = place;
  return checkError('bad-metadata-name', span, `\`${where}\` cannot hold a field \`${name}\`: ${reason}`, {
    help: 'choose another name, such as `last_country`',
  });
}

/** A field that the project's schema does not know. */
export function unknownMetadataField(place: {
  readonly name: string;
  readonly span: Span;
  readonly place: Metadata;
  readonly suggestion: string | null;
}): Diagnostic {
  const { name, span, place: where, suggestion } = place;
  const help = "describe it in the project's schema, or name one of its fields";
  const more = suggestion === null ? { help } : didYouMean(suggestion, span);
  return checkError('unknown-profile-field', span, `unknown field \`${name}\` of \`${where}\``, more);
}

export function unusableVisit(place: {
  readonly span: Span;
  readonly message: string;
  readonly help: string;
}): Diagnostic {
  return checkError('bad-redirect', place.span, place.message, { help: place.help });
}

/** An effect of a rule that refuses whoever it would happen for. */
export function lostOnDeny(place: {
  readonly effect: string;
  readonly span: Span;
  readonly deny: Span;
}): Diagnostic {
  const { effect, span, deny } = place;
  const canAsk = !['link_to', 'redirect'].includes(effect);
  return checkWarning('lost-on-deny', span, `\`${effect}\` never happens: this rule refuses the login`, {
    help: canAsk
      ? 'write `also_on_deny: yes` under it if it is to happen though the login is refused'
      : `leave \`${effect}\` out, or put it into a rule of its own`,
    notes: [{ message: 'the login is refused here', span: deny }],
  });
}
