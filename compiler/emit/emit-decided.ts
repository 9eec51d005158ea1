import type { DecidedEffect, EffectFacts } from '../../stdlib/index.ts';
import type { Core, CoreEffect, CoreRule } from '../core.ts';
import { type Code, join, js } from './code.ts';
import { call, type EmitContext } from './emit-context.ts';
import { demandOf } from './emit-effect.ts';
import { emitValue } from './emit-expression.ts';

/** What an emitted effect needs beside the context: where the facts of effects are kept. */
export interface DeciderContext extends EmitContext {
  readonly effects: EffectFacts[];
  /** The effect from which the function counts those that it tells. */
  readonly first: number;
}

/** An effect, or the note that a login was spared one. */
type Told = CoreEffect | { readonly kind: 'exempted' };

/** One statement that tells that an effect applies. */
export function emitDecided(
  effect: Told,
  rule: Pick<CoreRule, 'id' | 'mode'>,
  index: number,
  context: DeciderContext,
): Code {
  const isEnforced = rule.mode === 'enforce';
  const tell = (facts: DecidedEffect, value: Core | null, missing: Missing): Code =>
    emitTelling(index, facts, value, missing, context);
  switch (effect.kind) {
    case 'deny': {
      const { code, message } = effect;
      const log = effect.log === null ? [] : [tell({ kind: 'log' }, effect.log, 'nothing')];
      const deny = tell({ kind: 'deny', code }, message, 'null');
      const lines = [...log, deny, isEnforced ? js`return true;` : js`break rule;`];
      return inBraces(lines);
    }
    case 'admit':
    case 'stop': {
      const told = tell({ kind: effect.kind }, null, 'null');
      if (!isEnforced) return told;
      return inBraces([
        told,
        effect.kind === 'admit' ? js`state.admitted = true;` : js`state.stopped = 'yes';`,
      ]);
    }
    case 'exempted': {
      const told = tell({ kind: 'exempted' }, null, 'null');
      if (context.form === 'fast') return told;
      return inBraces([told, js`${call('noteExempted', context)}(notes);`]);
    }
    case 'require_mfa':
      return tell({ kind: 'require_mfa', demand: demandOf(effect, rule.id) }, null, 'null');
    case 'set_claim':
    case 'add_to_claim':
      return tell({ kind: effect.kind, tokens: effect.tokens, name: effect.name }, effect.value, 'nothing');
    case 'remove_claim':
      return tell({ kind: effect.kind, tokens: effect.tokens, name: effect.name }, null, 'null');
    case 'add_scopes':
      return tell({ kind: effect.kind }, effect.scopes, 'nothing');
    case 'remove_scopes':
    case 'limit_scopes':
      return tell({ kind: effect.kind }, effect.scopes, 'null');
    case 'limit_session':
      return tell({ kind: effect.kind, lasts: effect.lasts, idle: effect.idle }, null, 'null');
    case 'log':
      return tell({ kind: 'log' }, effect.message, 'nothing');
    default:
      throw new Error(`no decider tells of \`${effect.kind}\`: such policies have none`);
  }
}

/** What is told where the value is missing: nothing at all, or that it is. */
type Missing = 'nothing' | 'null';

function emitTelling(
  rule: number,
  facts: DecidedEffect,
  value: Core | null,
  missing: Missing,
  context: DeciderContext,
): Code {
  const known = value?.kind === 'literal' && value.value !== undefined ? { value: value.value } : {};
  const isTold = value !== null && !('value' in known);
  const index = context.effects.push({ rule, ...facts, ...known, isTold }) - 1 - context.first;
  if (!isTold) return js`told.push(base + ${index});`;
  const code = emitValue(value, context);
  if (missing === 'null') return js`told.push(base + ${index}, ${code} ?? null);`;
  return js`{ const value = ${code}; if (value !== undefined) told.push(base + ${index}, value); }`;
}

function inBraces(lines: readonly Code[]): Code {
  return js`{ ${join(lines, js` `)} }`;
}
