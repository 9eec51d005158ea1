import type { Expression, Span, Template } from '../../../grammar/index.ts';
import { badUrl } from '../messages/check-request-messages.ts';
import type { Scope } from '../scope.ts';
import { explainHost } from './explain-host.ts';

/** The place that an address leads to, which no login can change. */
interface FixedPlace {
  /** With its scheme: `https://crm.example.com:8443`. */
  readonly origin: string;
  /** With the port, if one is written. */
  readonly host: string;
  /** Where it is written: in a use of a template its parameter. */
  readonly span: Span;
}

/**
 * Reads the beginning of an address, up to the path, which has to be plain text: a text as it stands, or a setting or a
 * parameter with such a text in it. Reports what is wrong, and is null then. `key`: the one that it stands behind.
 */
export function readFixedPlace(template: Template, key: string, scope: Scope): FixedPlace | null {
  const asWritten = { span: template.span, what: key, text: null };
  const { span, what, text } = writtenPlace(template, scope) ?? asWritten;
  const refuse = (reason: string, help: string): null => {
    scope.report(badUrl({ span, reason, help }));
    return null;
  };
  if (template.kind === 'list' || template.kind === 'record') return refuse(`\`${what}\` is no text`, HELP);
  if (template.kind === 'sentence' && template.sentence.expression.kind === 'unreadable') return null;
  const [first = '', ...more] = textsOf(template, scope);
  if (first === null) return refuse(hostOfLogin(what), HELP);
  const [, scheme, authority = '', next = ''] = /^(https?):\/\/([^/?#]*)(.?)/is.exec(first) ?? [];
  if (scheme === undefined)
    return refuse(`\`${what}\` does not begin with \`https://\``, schemeHelp(text ?? first));
  if (next === '' && more.length > 0) return refuse(hostOfLogin(what), HELP);
  if (authority === '') return refuse(`\`${what}\` names no host`, HELP);
  if (authority.includes('@'))
    return refuse(`\`${what}\` names a user or a password`, key === 'url' ? AS_HEADER : 'leave it out');
  const problem = explainHost(authority);
  if (problem !== null || authority.includes('*'))
    return refuse(`\`${authority}\` in \`${what}\` is no host: ${problem?.reason ?? 'it has a `*`'}`, HELP);
  const origin = `${scheme.toLowerCase()}://${authority}`;
  if (!URL.canParse(origin)) return refuse(`\`${authority}\` in \`${what}\` is no host`, HELP);
  const fixed = [first, ...more].filter((text) => text !== null).join('');
  // Whoever reads an address leaves line breaks out and takes `\` for `/`, so that it could lead elsewhere.
  if (/[\s\\\p{Cc}]/u.test(fixed)) return refuse(`there is a blank or a \`\\\` in \`${what}\``, ENCODED);
  return { origin, host: authority, span };
}

/** True for an address with a part behind `#`, which no service ever gets. */
export function hasFragment(template: Template, scope: Scope): boolean {
  if (template.kind === 'list' || template.kind === 'record') return false;
  return textsOf(template, scope).some((text) => text?.includes('#') === true);
}

/** What is plain text in an address; null: a value that is put in. Texts that follow each other are one. */
function textsOf(
  template: Template & { readonly kind: 'text' | 'sentence' },
  scope: Scope,
): readonly (string | null)[] {
  if (template.kind === 'text') return [template.value];
  const { expression } = template.sentence;
  const parts = expression.kind === 'template' ? expression.parts : [expression];
  const texts: (string | null)[] = [];
  for (const part of parts) {
    const last = texts.at(-1);
    // Only at the very start a value stands as it is.
    const text = typeof part === 'string' ? part : texts.length === 0 ? constantText(part, scope) : null;
    if (text === '') continue;
    if (text !== null && typeof last === 'string') texts[texts.length - 1] = last + text;
    else texts.push(text);
  }
  return texts;
}

/** The parameter that an address begins with, where somebody uses a template. */
function writtenPlace(
  template: Template,
  scope: Scope,
): { readonly span: Span; readonly what: string; readonly text: string } | null {
  if (template.kind !== 'sentence') return null;
  const { expression } = template.sentence;
  const first = expression.kind === 'template' ? expression.parts[0] : expression;
  if (first === undefined || typeof first === 'string' || first.kind !== 'path') return null;
  const [root, ...more] = first.segments;
  const value = root === undefined ? undefined : scope.names.get(root.name)?.value;
  if (root === undefined || more.length > 0 || value?.kind !== 'text') return null;
  return { span: value.span, what: root.name, text: value.value };
}

/** The text of a setting, or of a parameter of a template. */
function constantText(expression: Expression, scope: Scope): string | null {
  if (expression.kind !== 'path') return null;
  const [root, second, ...more] = expression.segments;
  if (root === undefined || more.length > 0) return null;
  if (root.name === 'settings')
    return second === undefined ? null : (scope.settings.get(second.name) ?? null);
  const value = scope.names.get(root.name)?.value;
  return second === undefined && value?.kind === 'text' ? value.value : null;
}

const HELP =
  'write the address out as far as the path, and values behind it: `https://crm.example.com/people/${user.email}`';
const AS_HEADER = 'send it as a header: `headers: { Authorization: "Bearer ${secrets.NAME}" }`';
const ENCODED = 'write a blank as `%20`';

function schemeHelp(text: string): string {
  const [host = ''] = text.split(/[/?#]/);
  return host.includes('.') && explainHost(host) === null ? `write \`https://${text}\`` : HELP;
}

function hostOfLogin(what: string): string {
  return `the host in \`${what}\` has to be plain text, so that no login can choose it`;
}
