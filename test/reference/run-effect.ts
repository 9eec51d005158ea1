import { DURATION_UNITS, type Effect, type Template, type Word } from '../../grammar/index.ts';
import type { Value } from '../../stdlib/index.ts';
import { type State, strictest, withMembers } from './decision.ts';
import { allPresent, evaluate } from './evaluate.ts';
import { typeOf } from './infer.ts';
import { lastingOf, sendOn } from './lasting.ts';
import type { Scene } from './scene.ts';
import type { Truth } from './truth.ts';

/** Does to a login what an effect says. `condition` is the rule's, and it is not no. */
export function runEffect(effect: Effect, condition: Truth, rule: string, state: State, scene: Scene): void {
  switch (effect.kind) {
    case 'deny': {
      const message = effect.message === null ? undefined : worth(effect.message, scene);
      const code = effect.code?.text ?? 'unauthorized';
      state.denied = { by: rule, code, message: typeof message === 'string' ? message : null };
      return;
    }
    case 'require_mfa':
      state.multifactor = strictest(state.multifactor, {
        by: rule,
        provider: effect.provider?.text ?? 'any',
        methods: effect.methods?.map((method) => method.text) ?? null,
        remember: seconds(effect.remember),
        maxAge: seconds(effect.maxAge),
      });
      return;
    case 'limit_session':
      state.session = {
        ...shortest('lasts', state.session?.lasts, seconds(effect.lasts)),
        ...shortest('idle', state.session?.idle, seconds(effect.idle)),
      };
      return;
    case 'remove_claims':
      for (const { tokens, name } of effect.claims)
        for (const token of tokens) state.claims[token].delete(name.text);
      return;
    case 'remove_scopes':
    case 'limit_scopes': {
      const named = worthOfScopes(effect.scopes, scene);
      const stays = (scope: string) => named?.includes(scope) === (effect.kind === 'limit_scopes');
      state.scopes = named === undefined ? [] : state.scopes.filter(stays);
      return;
    }
    case 'set_profile':
      for (const { name, value } of effect.fields) {
        const worthIt = condition === 'yes' ? worth(value, scene) : undefined;
        delete state.user[name.text];
        if (worthIt !== undefined) state.user[name.text] = worthIt;
      }
      return;
    case 'add_scopes': {
      const added = worthOfScopes(effect.scopes, scene);
      if (condition === 'yes' && added !== undefined)
        state.scopes = [...new Set([...state.scopes, ...added])];
      return;
    }
    case 'admit':
      if (condition === 'yes') state.admitted = true;
      return;
    case 'stop':
      state.stopped = condition;
      return;
    case 'set_claims':
    case 'add_to_claims':
      for (const { tokens, name, value } of effect.claims) {
        const worthIt = condition === 'yes' ? worth(value, scene) : undefined;
        if (worthIt === undefined) continue;
        for (const token of tokens) {
          const claims = state.claims[token];
          const whole = effect.kind === 'set_claims' ? worthIt : withMembers(claims.get(name.text), worthIt);
          claims.set(name.text, whole);
        }
      }
      return;
    case 'log':
      return;
    case 'set_user_metadata':
    case 'set_app_metadata':
    case 'count':
    case 'call':
    case 'notify':
      if (condition === 'yes') state.lasting.push(...lastingOf(effect, rule, scene));
      return;
    case 'link_to': {
      const user = condition === 'yes' ? worth(effect.user, scene) : undefined;
      state.primaryUser = typeof user === 'string' && user !== '' ? user : null;
      return;
    }
    case 'redirect':
      sendOn(effect, rule, state, scene);
  }
}

/** What a value in an effect comes to. */
export function worth(template: Template, scene: Scene): Value {
  switch (template.kind) {
    case 'text':
      return template.value;
    case 'sentence': {
      const { expression } = template.sentence;
      const type = typeOf(expression, scene);
      const value = evaluate(expression, type, scene);
      return type.kind === 'instant' && typeof value === 'number'
        ? new Date(value).toISOString().replace('.000Z', 'Z')
        : value;
    }
    case 'list':
      return allPresent(template.items.map((item) => worth(item, scene)));
    case 'record': {
      const fields = template.fields.map(({ name, value }) => [name.text, worth(value, scene)] as const);
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Value;
    }
  }
}

function worthOfScopes(template: Template, scene: Scene): readonly string[] | undefined {
  const value = worth(template, scene);
  const named = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(named)) return undefined;
  return named.some((scope) => scope === '' || /\s/.test(scope)) ? undefined : named;
}

/** `12 hours` in seconds. */
function seconds(written: Word | null): number | null {
  if (written === null) return null;
  const [amount = '', unit = ''] = written.text.split(' ');
  const units = new Map<string, number>(Object.entries(DURATION_UNITS));
  return (Number(amount) * (units.get(unit.replace(/s$/, '')) ?? Number.NaN)) / 1000;
}

function shortest(
  name: 'lasts' | 'idle',
  before: number | undefined,
  now: number | null,
): { readonly [name: string]: number } {
  const limits = [before, now].filter((limit) => typeof limit === 'number');
  return limits.length === 0 ? {} : { [name]: Math.min(...limits) };
}
