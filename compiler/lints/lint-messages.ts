import type { Diagnostic, Edit, Span } from '../../grammar/index.ts';

/** The codes of the safety lints. */
export const LINT_CODES = [
  'applies-when-missing',
  'entry-path',
  'unreachable-rule',
  'constant-condition',
  'duplicate-item',
  'email-suffix',
  'idle-wildcard',
  'network-of-everything',
  'unanchored-pattern',
  'reserved-claim',
  'literal-credential',
  'bad-pattern',
  'quoted-field',
  'unquoted-value',
  'never-given',
  'idle-law',
  'law-misses-challenge',
] as const;
type LintCode = (typeof LINT_CODES)[number];

export function appliesWhenMissing(place: {
  readonly span: Span;
  readonly effect: string;
  readonly field: string;
  readonly assumption: string;
}): Diagnostic {
  const { span, effect, field, assumption } = place;
  return lint('applies-when-missing', 'note', span, {
    message: `this rule also ${effect} a login that has no \`${field}\``,
    help: `if it should not, write \`${field} exists and …\`, or say once what a missing field means: \`assume: { ${field}: ${assumption} }\``,
  });
}

/** The same of what is looked up: `crm`, `counts.seats`. */
export function appliesWithoutAnswer(place: {
  readonly span: Span;
  readonly effect: string;
  readonly asked: string;
}): Diagnostic {
  const { span, effect, asked } = place;
  return lint('applies-when-missing', 'note', span, {
    message: `this rule also ${effect} a login about which \`${asked}\` says nothing`,
    help: `if it should not, write \`${asked} exists and …\`, or what stands for a missing answer: \`(… otherwise …)\``,
  });
}

/** `entries`: those on which nobody can be sent on. */
export function entryPath(place: { readonly span: Span; readonly entries: readonly string[] }): Diagnostic {
  const { span, entries } = place;
  const list = entries.map((entry) => `\`${entry}\``).join(', ');
  return lint('entry-path', 'note', span, {
    message: `nobody can be sent on where no browser is: on ${list} this refuses the login with the code \`interaction_required\``,
    help: 'if it should not, write `for: { event: [login, redirect_resume] }` in this rule',
  });
}

export function unreachableRule(place: {
  readonly span: Span;
  readonly rule: string;
  readonly by: string;
  readonly bySpan: Span;
}): Diagnostic {
  const { span, rule, by, bySpan } = place;
  return lint('unreachable-rule', 'warning', span, {
    message: `the rule \`${rule}\` is never reached: \`${by}\` before it ends every login`,
    help: `move \`${rule}\` before \`${by}\`, or give \`${by}\` a condition`,
    notes: [{ message: 'this rule applies to every login', span: bySpan }],
  });
}

export function constantCondition(place: {
  readonly span: Span;
  readonly value: 'yes' | 'no' | 'unknown';
}): Diagnostic {
  const { span, value } = place;
  const meaning = { yes: 'always holds', no: 'never holds', unknown: 'can never be told' }[value];
  return lint('constant-condition', 'warning', span, {
    message: `this condition ${meaning}, whatever the login`,
    help: 'compare something that comes with the login, such as `user.email`, or leave the condition out',
  });
}

export function contraryCondition({ span }: { readonly span: Span }): Diagnostic {
  return lint('constant-condition', 'warning', span, {
    message: 'this never holds: its parts exclude each other',
    help: 'write `or` where one of them is enough; for several values of one field write `in ["…", "…"]`',
  });
}

export function duplicateItem(place: {
  readonly span: Span;
  readonly item: string;
  readonly first: Span;
  readonly edit: Edit | null;
}): Diagnostic {
  const { span, item, first, edit } = place;
  return lint('duplicate-item', 'warning', span, {
    message: `\`${item}\` is in this list already`,
    help: 'leave one of the two out',
    notes: [{ message: 'the same item, compared as its type is compared', span: first }],
    ...(edit === null ? {} : { fixes: [{ title: 'remove the second one', safe: true, edits: [edit] }] }),
  });
}

export function emailSuffix(place: {
  readonly span: Span;
  readonly operator: string;
  readonly text: string;
  readonly instead: string;
  readonly lookAlike: string;
}): Diagnostic {
  const { span, operator, text, instead, lookAlike } = place;
  return lint('email-suffix', 'warning', span, {
    message: `\`${operator} "${text}"\` also lets \`${lookAlike}\` through`,
    help: `write \`${instead}\``,
    fixes: [{ title: `write \`${instead}\``, safe: false, edits: [{ span, text: instead }] }],
  });
}

export function idleWildcard(place: {
  readonly span: Span;
  readonly text: string;
  readonly instead: string;
}): Diagnostic {
  const { span, text, instead } = place;
  return lint('idle-wildcard', 'warning', span, {
    message: `\`*\` stands for itself here: only the text \`${text}\` is meant`,
    help: `\`*\` has a meaning only behind \`like\`: write \`${instead}\``,
  });
}

export function likeWithoutWildcard({
  span,
  text,
}: {
  readonly span: Span;
  readonly text: string;
}): Diagnostic {
  return lint('idle-wildcard', 'warning', span, {
    message: `without \`*\` or \`?\` only the text \`${text}\` is like this`,
    help: `put \`*\` where anything may stand, as in \`like "*${text}"\`; for this text alone write \`is\``,
  });
}

export function networkOfEverything(place: { readonly span: Span; readonly network: string }): Diagnostic {
  return lint('network-of-everything', 'warning', place.span, {
    message: `\`${place.network}\` holds every address there is`,
    help: 'write the addresses of your own network, such as `203.0.113.0/24`',
  });
}

export function unanchoredPattern(place: {
  readonly span: Span;
  readonly pattern: string;
  readonly anchored: string;
}): Diagnostic {
  const { span, pattern, anchored } = place;
  return lint('unanchored-pattern', 'warning', span, {
    message: `\`${pattern}\` is found anywhere in a text, so more texts match than it seems`,
    help: `write \`${anchored}\` to match the whole text, or \`contains\` to look for a part`,
    fixes: [{ title: `write \`${anchored}\``, safe: false, edits: [{ span, text: anchored }] }],
  });
}

export function reservedClaim(place: { readonly span: Span; readonly claim: string }): Diagnostic {
  return lint('reserved-claim', 'warning', place.span, {
    message: `the claim \`${place.claim}\` belongs to the protocol, and setting it here can break what applications receive`,
    help: `choose a name of your own, such as \`https://example.com/${place.claim}\``,
  });
}

export function literalCredential(place: { readonly span: Span; readonly header: string }): Diagnostic {
  return lint('literal-credential', 'warning', place.span, {
    message: `the value of \`${place.header}\` is written out, so whoever can read this file can use it`,
    help: 'write `${secrets.NAME}`, and list `NAME` under `secrets:` in `lintel.yaml`',
  });
}

export function quotedField(place: { readonly span: Span; readonly text: string }): Diagnostic {
  const { span, text } = place;
  return lint('quoted-field', 'warning', span, {
    message: `this is the text \`${text}\`, not ${meaningOf(text)}`,
    help: `did you mean \`= ${text}\`?`,
    fixes: [{ title: `write \`= ${text}\``, safe: false, edits: [{ span, text: `= ${text}` }] }],
  });
}

function meaningOf(text: string): string {
  if (/[ (]/.test(text)) return 'what the sentence gives';
  return text === 'now' || text === 'today' ? 'the moment of the login' : 'the value of the field';
}

export function unquotedValue({ span, text }: { readonly span: Span; readonly text: string }): Diagnostic {
  const isNumber = /\d$/.test(text);
  const write = (value: string, meant: string) => ({
    title: `write \`${value}\` for ${meant}`,
    safe: false,
    edits: [{ span, text: value }],
  });
  return lint('unquoted-value', 'warning', span, {
    message: `this is the text \`${text}\`, not ${isNumber ? 'a number' : 'yes or no'}`,
    help: 'whoever reads it finds a text where it may expect something else',
    fixes: [write(`= ${text}`, isNumber ? 'the number' : 'the answer'), write(`"${text}"`, 'the text')],
  });
}

export function badPattern(place: {
  readonly span: Span;
  readonly part: string;
  readonly reason: string;
}): Diagnostic {
  return lint('bad-pattern', 'error', place.span, {
    message: `this pattern cannot be read at \`${place.part}\`: ${place.reason}`,
    help: 'patterns are those of RE2; see https://github.com/google/re2/wiki/Syntax',
  });
}

/** A diagnostic of a lint. */
export function lint(
  code: LintCode,
  severity: Diagnostic['severity'],
  span: Span,
  rest: Pick<Diagnostic, 'message'> & Partial<Diagnostic>,
): Diagnostic {
  return { code, severity, span, ...rest };
}
