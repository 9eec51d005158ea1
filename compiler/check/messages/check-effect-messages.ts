import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { formatType, type Type } from '../../../stdlib/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError, checkWarning } from './check-messages.ts';
import type { Rewrite } from './check-type-messages.ts';

export function unfittingEffectValue(place: {
  readonly span: Span;
  readonly what: string;
  readonly expected: string;
  readonly found: Type;
  readonly help: string;
  readonly rewrite?: Rewrite | null;
}): Diagnostic {
  const { span, what, expected, found, help, rewrite } = place;
  return checkError(
    'unfitting-effect-value',
    span,
    `\`${what}\` expected ${expected}, found ${formatType(found)}`,
    {
      help,
      ...(rewrite
        ? { fixes: [{ title: `write \`${rewrite.text}\``, safe: false, edits: rewrite.edits }] }
        : {}),
    },
  );
}

/** `span`: that of the name. */
export function emptyName({ span }: { readonly span: Span }): Diagnostic {
  return checkError('empty-name', span, 'a name has at least one letter', {
    help: 'write a name, or remove it together with its value',
  });
}

export function unknownProfileField(place: {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
}): Diagnostic {
  const { name, span, suggestion } = place;
  const help = 'name a field of `user`, such as `nickname`';
  const more = suggestion === null ? { help } : didYouMean(suggestion, span);
  return checkError('unknown-profile-field', span, `unknown field \`${name}\` of the profile`, more);
}

export function protectedProfileField({
  name,
  span,
}: {
  readonly name: string;
  readonly span: Span;
}): Diagnostic {
  return checkError('unknown-profile-field', span, `\`${name}\` of the profile cannot be set by a rule`, {
    help: 'put the value into a claim with `set_claims`',
  });
}

export function scopeAsClaim({ span }: { readonly span: Span }): Diagnostic {
  return checkError(
    'scope-as-claim',
    span,
    'scopes are no claim: a text with a space in it would be several of them, and a missing one would leave all that were asked for',
    {
      help: 'write `add_scopes:` to grant more, or `limit_scopes:` to leave no others; both take one scope a text',
    },
  );
}

export function unknownMfaMethod(place: {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const { name, span, suggestion, known } = place;
  const list = known.map((one) => `\`${one}\``).join(', ');
  const more = suggestion === null ? { help: `write one of ${list}` } : didYouMean(suggestion, span);
  return checkError('unknown-mfa-method', span, `unknown second factor \`${name}\``, more);
}

export function notADuration({ text, span }: { readonly text: string; readonly span: Span }): Diagnostic {
  const help = /^\d+$/.test(text)
    ? `write the unit: \`${text} hours\``
    : 'write an amount and a unit, such as `12 hours`';
  return checkError('not-a-duration', span, `expected a duration, found \`${text}\``, { help });
}

export function emptyMessage({ span }: { readonly span: Span }): Diagnostic {
  return checkError('unfitting-value', span, 'expected a message, found an empty text', {
    help: 'write what the person is told, or `deny: yes` for “You are not allowed to sign in.”',
  });
}

export function reservedId(span: Span): Diagnostic {
  return checkError('reserved-id', span, 'the id `default` is that of the rule that `default: deny` adds', {
    help: 'choose another id, one that says what the rule is for',
  });
}

export function needlessAdmit(span: Span): Diagnostic {
  return checkWarning(
    'needless-admit',
    span,
    '`admit` changes nothing: this policy lets everybody in whom no rule denies',
    {
      help: 'write `default: deny` at the top of the policy, or leave `admit` out',
    },
  );
}

export function neverAdmits(span: Span): Diagnostic {
  return checkWarning(
    'never-admits',
    span,
    'this policy denies by default, and none of its rules admits anybody',
    {
      help: 'write a rule with `admit: yes`',
    },
  );
}

export function effectAfterDeny(place: {
  readonly effect: string;
  readonly span: Span;
  readonly deny: Span;
}): Diagnostic {
  const { effect, span, deny } = place;
  return checkWarning(
    'effect-after-deny',
    span,
    `\`${effect}\` never happens: \`deny\` before it ends the login`,
    {
      help: `move \`${effect}\` before \`deny\` or into a rule before this one, or leave it out`,
      notes: [{ message: 'the login ends here', span: deny }],
    },
  );
}

export function ruleExpired(place: {
  readonly rule: string;
  readonly span: Span;
  readonly date: string;
}): Diagnostic {
  const { rule, span, date } = place;
  return checkWarning('rule-expired', span, `the rule \`${rule}\` was to go after ${date}`, {
    help: 'remove the rule, or give it a later date',
  });
}
