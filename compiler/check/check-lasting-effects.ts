import {
  type CallEffect,
  type RedirectEffect,
  type SetMetadataEffect,
  suggest,
  type Template,
  type TemplateField,
} from '../../grammar/index.ts';
import { checkAddress, checkRequest } from './definitions/check-request.ts';
import { checkSecretName } from './definitions/check-secret.ts';
import { checkFieldValue, checkNamed, checkTemplate } from './expressions/check-template.ts';
import { checkLength, checkRetry } from './expressions/check-words.ts';
import { memberNames, memberType } from './expressions/member-type.ts';
import {
  unknownMetadataField,
  unusableMetadataName,
  unusableVisit,
} from './messages/check-lasting-messages.ts';
import { explainMetadataName } from './metadata-names.ts';
import type { Scope } from './scope.ts';

/** Checks metadata that is stored: names that it can have, and values of their types where the project describes them. */
export function checkMetadata({ kind, fields }: SetMetadataEffect, scope: Scope): void {
  const place = kind === 'set_user_metadata' ? 'user_metadata' : 'app_metadata';
  const described = scope.attributes.get(place);
  for (const { name, value } of fields) {
    const { text, span } = name;
    const reason = explainMetadataName(text, place);
    const type = described === undefined ? null : memberType(described, text);
    if (reason !== null) scope.report(unusableMetadataName({ name: text, span, place, reason }));
    else if (described !== undefined && type === null)
      scope.report(
        unknownMetadataField({ name: text, span, place, suggestion: suggest(text, memberNames(described)) }),
      );
    if (type === null) checkTemplate(value, text, scope);
    else checkFieldValue(value, type, text, scope);
    for (const field of fieldsInside(value)) {
      const inside = explainMetadataName(field.name.text, 'inside');
      // An empty name is told of in any value.
      if (inside === null || field.name.text.trim() === '') continue;
      scope.report(
        unusableMetadataName({ name: field.name.text, span: field.name.span, place, reason: inside }),
      );
    }
  }
}

/** Checks a request that is sent once the login has been decided. */
export function checkCall(effect: CallEffect, scope: Scope): void {
  checkRequest(effect.request, effect.kind, scope);
  checkLength(effect.timeout, 'timeout', { least: 1, most: 10_000, range: 'up to 10 seconds' }, scope);
  checkRetry(effect.retry, scope);
}

/** What the token that goes along says by itself. */
const OF_TOKEN: ReadonlySet<string> = new Set(['aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'state', 'sub']);

/** Checks where a person is sent, and what goes along. */
export function checkRedirect({ to, with: data, signWith }: RedirectEffect, scope: Scope): void {
  checkAddress(to, 'redirect', scope);
  if (signWith !== null) checkSecretName(signWith, scope);
  const [first] = data;
  if (signWith === null && first !== undefined)
    scope.report(
      unusableVisit({
        span: first.name.span,
        message: 'nothing can go along unless it is signed',
        help: 'write `sign_with: NAME` with the name of a secret that the other site has too',
      }),
    );
  for (const { name, value } of data) {
    const { text, span } = name;
    checkNamed(name, scope);
    if (OF_TOKEN.has(text))
      scope.report(
        unusableVisit({
          span,
          message: `\`${text}\` is said already about the login that goes along`,
          help: 'choose another name',
        }),
      );
    checkTemplate(value, text, scope);
  }
}

function fieldsInside(template: Template): readonly TemplateField[] {
  switch (template.kind) {
    case 'text':
    case 'sentence':
      return [];
    case 'list':
      return template.items.flatMap(fieldsInside);
    case 'record':
      return template.fields.flatMap((field) => [field, ...fieldsInside(field.value)]);
  }
}
