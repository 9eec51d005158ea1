import type { Effect, Template, Word } from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';
import type { Core, CoreEffect } from '../core.ts';
import type { LowerContext } from './lower-context.ts';
import { literal, lowerList } from './lower-expression.ts';
import { lowerAddress, lowerRequest, milliseconds, retries } from './lower-request.ts';
import { asClaim, lowerTemplate } from './lower-template.ts';

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
    case 'set_user_metadata':
    case 'set_app_metadata':
      return effect.fields.map(({ name, value }) => ({
        kind: 'set_metadata',
        field: effect.kind === 'set_user_metadata' ? 'user_metadata' : 'app_metadata',
        name: name.text,
        value: asClaim(lower(value)),
        alsoOnDeny: effect.alsoOnDeny,
      }));
    case 'count':
      return [{ kind: 'count', counter: effect.name.text, alsoOnDeny: effect.alsoOnDeny }];
    case 'call':
      return [
        {
          kind: 'call',
          request: lowerRequest(effect.request, 'POST', context),
          timeout: milliseconds(effect.timeout) ?? 5000,
          retry: retries(effect.retry),
          ifItFails: effect.ifItFails?.value ?? 'deny',
          alsoOnDeny: effect.alsoOnDeny,
        },
      ];
    case 'notify': {
      const request = lowerRequest(effect.request, 'POST', context);
      return [{ kind: 'notify', request, alsoOnDeny: effect.alsoOnDeny }];
    }
    case 'link_to':
      return [{ kind: 'link_to', user: lower(effect.user) }];
    case 'redirect':
      return [
        {
          kind: 'redirect',
          to: lowerAddress(effect.to, context),
          with: effect.with.map(({ name, value }) => [name.text, asClaim(lower(value))]),
          signWith: effect.signWith?.text ?? null,
        },
      ];
  }
}

const TEXT: Type = { kind: 'text' };

function asList(core: Core): Core {
  return core.type.kind === 'list' ? core : lowerList([core], { kind: 'list', of: core.type });
}

/** The length of a duration as written, in seconds; null when nothing was said. */
function seconds(word: Word | null): number | null {
  const length = milliseconds(word);
  return length === null ? null : length / 1000;
}
