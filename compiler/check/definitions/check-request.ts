import type { Expression, Path, RequestDefinition, Template, TemplateField } from '../../../grammar/index.ts';
import { scalar } from '../../../stdlib/index.ts';
import { checkJoined } from '../expressions/check-expression.ts';
import { checkMessage, checkNamed, checkTemplate } from '../expressions/check-template.ts';
import {
  badHeader,
  badMethod,
  badUrl,
  bodyWithoutMethod,
  hostNotAllowed,
} from '../messages/check-request-messages.ts';
import type { Scope } from '../scope.ts';
import { checkSecretPath } from './check-secret.ts';
import { hasFragment, readFixedPlace } from './check-url.ts';
import { isAllowedHost } from './match-host.ts';

/** What sends a request: with which methods, the first of which is meant when nothing is written. */
const METHODS = {
  source: ['GET', 'POST'],
  call: ['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'HEAD'],
  notify: ['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'HEAD'],
} as const;

/** Checks what a look-up, a call or a notification sends, and where to. */
export function checkRequest(request: RequestDefinition, by: keyof typeof METHODS, scope: Scope): void {
  const { url, method, headers, body } = request;
  checkUrl(url, scope);
  const known = METHODS[by];
  const meant = method === null ? known[0] : known.find((one) => one === method.text);
  if (method !== null && meant === undefined)
    scope.report(badMethod({ text: method.text, span: method.span, what: by, known }));
  if (body !== null && (meant === 'GET' || meant === 'HEAD'))
    scope.report(bodyWithoutMethod({ method: meant, span: body.span }));
  const seen = new Set<string>();
  for (const header of headers) checkHeader(header, by, seen, scope);
  if (body !== null) checkBody(body, scope);
}

/** Checks an address that a person is sent to: its host is fixed too, but not one that the project calls. */
export function checkAddress(template: Template, what: string, scope: Scope): void {
  readFixedPlace(template, what, scope);
  if (template.kind !== 'sentence') return;
  const { expression } = template.sentence;
  if (expression.kind !== 'template') checkTemplate(template, what, scope);
  else {
    for (const part of expression.parts) if (typeof part !== 'string') checkJoined(part, scope);
    setText(expression, scope);
  }
}

function checkUrl(url: Template, scope: Scope): void {
  const place = readFixedPlace(url, 'url', scope);
  if (place !== null && scope.hosts !== null && !isAllowedHost(place.origin, scope.hosts))
    scope.report(hostNotAllowed({ host: place.host, span: place.span, allowed: scope.hosts }));
  if (hasFragment(url, scope))
    scope.report(
      badUrl({
        span: url.span,
        reason: 'what stands behind `#` in `url` is never sent',
        help: 'leave it out; write `%23` for the sign itself',
      }),
    );
  checkText(url, 'url', scope);
}

/** Headers that belong to the connection, or to whoever makes the request. */
const OF_CONNECTION: ReadonlySet<string> = new Set(
  `connection content-length expect host keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer
  transfer-encoding upgrade`.split(/\s+/),
);

function checkHeader(
  { name, value }: TemplateField,
  by: keyof typeof METHODS,
  seen: Set<string>,
  scope: Scope,
): void {
  const { text, span } = name;
  const refuse = (reason: string, help: string): void =>
    scope.report(badHeader({ name: text, span, reason, help }));
  const plain = text.toLowerCase();
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(text))
    refuse('it is no name of a header', 'write letters, digits and `-`, as in `X-Api-Key`');
  else if (OF_CONNECTION.has(plain)) refuse('it belongs to the connection', 'leave it out');
  else if (plain === 'idempotency-key' && by !== 'source')
    refuse('it is sent already, the same with each try', 'leave it out');
  else if (seen.has(plain)) refuse('it is there twice', 'leave one of the two out');
  seen.add(plain);
  if (fixedTexts(value).some((one) => /[^\t\x20-\x7e\xa0-\xff]/.test(one)))
    scope.report(
      badHeader({
        name: text,
        span: value.span,
        reason: 'its value has characters that no header can have',
        help: 'write plain letters on one line',
      }),
    );
  checkText(value, text, scope);
}

function fixedTexts(template: Template): readonly string[] {
  if (template.kind === 'text') return [template.value];
  if (template.kind !== 'sentence' || template.sentence.expression.kind !== 'template') return [];
  return template.sentence.expression.parts.filter((part) => typeof part === 'string');
}

/** A body of any shape, with secrets in its texts. */
function checkBody(body: Template, scope: Scope): void {
  switch (body.kind) {
    case 'list':
      for (const item of body.items) checkBody(item, scope);
      return;
    case 'record':
      for (const { name, value } of body.fields) {
        checkNamed(name, scope);
        checkBody(value, scope);
      }
      return;
    case 'text':
    case 'sentence':
      if (!checkSecrets(body, scope)) checkTemplate(body, 'body', scope);
  }
}

/** A text, with secrets in it. */
function checkText(template: Template, what: string, scope: Scope): void {
  if (!checkSecrets(template, scope)) checkMessage(template, what, scope);
}

/** Checks a text that is a secret, or has values and secrets in it; false, and nothing is checked, for anything else. */
function checkSecrets(template: Template, scope: Scope): boolean {
  if (template.kind !== 'sentence') return false;
  const { expression } = template.sentence;
  const parts = expression.kind === 'template' ? expression.parts : [expression];
  const isSecret = (part: (typeof parts)[number]): part is Path =>
    typeof part !== 'string' && part.kind === 'path' && namesSecret(part, scope);
  if (expression.kind !== 'template' && !parts.some(isSecret)) return false;
  for (const part of parts) {
    if (isSecret(part)) checkSecret(part, scope);
    else if (typeof part !== 'string') checkJoined(part, scope);
  }
  setText(expression, scope);
  return true;
}

function namesSecret({ segments: [root] }: Path, scope: Scope): boolean {
  if (root === undefined || scope.variables.has(root.name)) return false;
  return root.name === 'secrets' || scope.names.get(root.name)?.kind === 'secret';
}

function checkSecret(path: Path, scope: Scope): void {
  setText(path, scope);
  if (path.segments[0]?.name === 'secrets') checkSecretPath(path, scope);
}

function setText(expression: Expression, scope: Scope): void {
  scope.types.set(expression, scalar('text'));
  scope.naturalTypes.set(expression, scalar('text'));
}
