import type { Effect, Policy, Template } from '../../grammar/index.ts';
import { rulesWrittenIn, sourcesWrittenIn } from '../sentences.ts';

/** A value that is a text as it stands. */
type WrittenText = Extract<Template, { readonly kind: 'text' }>;

/** The texts that effects and look-ups hand on, and that nothing is worked out in. */
export function textsWrittenIn(policy: Policy): readonly WrittenText[] {
  return [
    ...textsOfAnyType(policy),
    ...rulesWrittenIn(policy).flatMap(({ then }) => textsIn(then.flatMap(textualOf))),
  ];
}

/** Those of them in whose place there could be an answer or a number as well. */
export function textsOfAnyType(policy: Policy): readonly WrittenText[] {
  return textsIn([
    ...sourcesWrittenIn(policy).flatMap(({ request }) => request.body ?? []),
    ...rulesWrittenIn(policy).flatMap(({ then }) => then.flatMap(valuesOf)),
  ]);
}

function textsIn(templates: readonly Template[]): readonly WrittenText[] {
  return templates.flatMap(textsOf);
}

function textsOf(template: Template): readonly WrittenText[] {
  switch (template.kind) {
    case 'sentence':
      return [];
    case 'list':
      return textsIn(template.items);
    case 'record':
      return textsIn(template.fields.map(({ value }) => value));
    case 'text':
      return [template];
  }
}

function textualOf(effect: Effect): readonly Template[] {
  switch (effect.kind) {
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [effect.scopes];
    case 'link_to':
      return [effect.user];
    default:
      return [];
  }
}

function valuesOf(effect: Effect): readonly Template[] {
  switch (effect.kind) {
    case 'set_claims':
    case 'add_to_claims':
      return effect.claims.map(({ value }) => value);
    case 'set_profile':
    case 'set_user_metadata':
    case 'set_app_metadata':
      return effect.fields.map(({ value }) => value);
    case 'redirect':
      return effect.with.map(({ value }) => value);
    case 'call':
    case 'notify':
      return effect.request.body === null ? [] : [effect.request.body];
    default:
      return [];
  }
}
