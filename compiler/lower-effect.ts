import { DURATION_UNITS, type Effect, parseDuration, type Template, type Word } from '../grammar/index.ts';
import type { Type } from '../stdlib/index.ts';
import type { Core, CoreEffect } from './core.ts';
import { callOf, type LowerContext } from './lower-context.ts';
import { literal, lowerExpression, lowerList } from './lower-expression.ts';

/** One effect as written is one or several: `set_claims` sets each claim. */
export function lowerEffect(effect: Effect, context: LowerContext): readonly CoreEffect[] {
  const lower = (template: Template): Core => lowerTemplate(template, context);
  switch (effect.kind) {
    case 'deny': {
      const message = effect.message === null ? literal(undefined, TEXT) : lower(effect.message);
      const log = effect.log === null ? null : lower(effect.log);
      return [{ kind: 'deny', message, code: effect.code?.text ?? 'unauthorized', log }];
    }
    case 'admit':
    case 'stop':
      return [{ kind: effect.kind }];
    case 'require_mfa':
      return [
        {
          kind: 'require_mfa',
          methods: effect.methods?.map((method) => method.text) ?? null,
          provider: effect.provider?.text ?? null,
          remember: seconds(effect.remember),
          maxAge: seconds(effect.maxAge),
        },
      ];
    case 'set_claims':
    case 'add_to_claims':
      return effect.claims.map(({ tokens, name, value }) => ({
        kind: effect.kind === 'set_claims' ? 'set_claim' : 'add_to_claim',
        tokens,
        name: name.text,
        value: asClaim(lower(value)),
      }));
    case 'remove_claims':
      return effect.claims.map(({ tokens, name }) => ({ kind: 'remove_claim', tokens, name: name.text }));
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [{ kind: effect.kind, scopes: asList(lower(effect.scopes)) }];
    case 'set_profile':
      return effect.fields.map(({ name, value }) => ({
        kind: 'set_profile',
        name: name.text,
        value: asClaim(lower(value)),
      }));
    case 'limit_session':
      return [{ kind: 'limit_session', lasts: seconds(effect.lasts), idle: seconds(effect.idle) }];
    case 'log':
      return [{ kind: 'log', message: lower(effect.message) }];
  }
}

const TEXT: Type = { kind: 'text' };

/** A value in an effect as its core. */
function lowerTemplate(template: Template, context: LowerContext): Core {
  switch (template.kind) {
    case 'text':
      return literal(template.value, TEXT);
    case 'sentence':
      return lowerExpression(template.sentence.expression, context);
    case 'list':
      return lowerList(
        template.items.map((item) => asClaim(lowerTemplate(item, context))),
        { kind: 'list', of: { kind: 'any' } },
      );
    case 'record':
      return {
        kind: 'record',
        fields: template.fields.map(({ name, value }) => [name.text, asClaim(lowerTemplate(value, context))]),
        type: { kind: 'record', fields: new Map(), open: true },
      };
  }
}

/** What leaves the language reads as others expect: an instant as ISO 8601 text, a duration as seconds. */
function asClaim(core: Core): Core {
  if (core.type.kind === 'instant') return callOf('formatInstant', [core], TEXT);
  if (core.type.kind === 'duration') return callOf('divideNumbers', [core, literal(1000, NUMBER)], NUMBER);
  if (core.type.kind !== 'list' || (core.type.of.kind !== 'instant' && core.type.of.kind !== 'duration'))
    return core;
  const member: Core = { kind: 'local', name: 'member', type: core.type.of };
  const condition = literal(true, { kind: 'yes/no' });
  const value = asClaim(member);
  return {
    kind: 'each',
    mode: 'map',
    variable: 'member',
    list: core,
    condition,
    value,
    type: { kind: 'list', of: value.type },
  };
}

const NUMBER: Type = { kind: 'number' };

function asList(core: Core): Core {
  return core.type.kind === 'list' ? core : lowerList([core], { kind: 'list', of: core.type });
}

/** The length of a duration as written, in seconds; null when nothing was said. */
function seconds(word: Word | null): number | null {
  const duration = word === null ? null : parseDuration(word.text);
  return duration === null ? null : (duration.amount * DURATION_UNITS[duration.unit]) / 1000;
}
