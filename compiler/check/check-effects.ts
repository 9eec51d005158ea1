import {
  type Effect,
  parseDuration,
  type RuleDefinition,
  suggest,
  type Template,
  type TemplateField,
  type TokenKind,
  type Word,
} from '../../grammar/index.ts';
import { LOGIN_NAMES, type Type } from '../../stdlib/index.ts';
import { checkCall, checkMetadata, checkRedirect } from './check-lasting-effects.ts';
import { checkCount } from './definitions/check-counters.ts';
import {
  checkAddition,
  checkFieldValue,
  checkMessage,
  checkNamed,
  checkScopes,
  checkTemplate,
} from './expressions/check-template.ts';
import { checkLength } from './expressions/check-words.ts';
import {
  effectAfterDeny,
  emptyMessage,
  notADuration,
  protectedProfileField,
  scopeAsClaim,
  unknownMfaMethod,
  unknownProfileField,
} from './messages/check-effect-messages.ts';
import { lostOnDeny } from './messages/check-lasting-messages.ts';
import type { Scope } from './scope.ts';

/** The second factors that `require_mfa` can ask for. */
const MFA_METHODS = [
  'passkey',
  'webauthn',
  'totp',
  'push',
  'sms',
  'voice',
  'email',
  'recovery-code',
] as const;

/** What a rule cannot set: who the user is, and what is kept apart from the profile. */
const PROTECTED: ReadonlySet<string> = new Set(['user_id', 'identities', 'app_metadata', 'user_metadata']);

/** What effects are checked against beside the names that sentences know. */
export interface EffectContext {
  /** The conditions that need a look-up. */
  readonly asking: ReadonlyMap<string, string>;
  /** Whether anybody is spared what rules refuse. */
  readonly exemption: 'some' | 'none';
}

/** Checks the values of a rule's effects, and that each of them can happen. */
export function checkEffects(rule: RuleDefinition, context: EffectContext, scope: Scope): void {
  for (const effect of rule.then) checkEffect(effect, context, scope);
  const denies = rule.then.findIndex(({ kind }) => kind === 'deny');
  const [deny, after] = rule.then.slice(denies);
  if (denies === -1 || deny === undefined) return;
  if (after !== undefined)
    scope.report(effectAfterDeny({ effect: after.kind, span: after.key, deny: deny.key }));
  if (context.exemption === 'some') return;
  for (const effect of rule.then.slice(0, denies)) {
    if (isLostOnDeny(effect))
      scope.report(lostOnDeny({ effect: effect.kind, span: effect.key, deny: deny.key }));
  }
}

/** What is done only for logins that are let in. */
function isLostOnDeny(effect: Effect): boolean {
  switch (effect.kind) {
    case 'link_to':
    case 'redirect':
      return true;
    case 'set_user_metadata':
    case 'set_app_metadata':
    case 'count':
    case 'call':
    case 'notify':
      return !effect.alsoOnDeny;
    default:
      return false;
  }
}

function checkEffect(effect: Effect, { asking }: EffectContext, scope: Scope): void {
  switch (effect.kind) {
    case 'deny':
      if (effect.message !== null) checkDenial(effect.message, scope);
      if (effect.log !== null) checkMessage(effect.log, 'log', scope);
      return;
    case 'admit':
    case 'stop':
      return;
    case 'remove_claims':
      for (const { name } of effect.claims) checkNamed(name, scope);
      return;
    case 'require_mfa':
      for (const method of effect.methods ?? []) checkMethod(method, scope);
      checkLength(effect.remember, 'remember', WHILE, scope);
      checkDuration(effect.maxAge, scope);
      return;
    case 'set_claims':
      for (const { name, tokens, value } of effect.claims) {
        checkClaim(name, tokens, scope);
        checkTemplate(value, name.text, scope);
      }
      return;
    case 'add_to_claims':
      for (const { name, tokens, value } of effect.claims) {
        checkClaim(name, tokens, scope);
        checkAddition(value, name.text, scope);
      }
      return;
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      checkScopes(effect.scopes, effect.kind, scope);
      return;
    case 'set_profile':
      for (const field of effect.fields) checkProfileField(field, scope);
      return;
    case 'limit_session':
      checkLength(effect.lasts, 'lasts', WHILE, scope);
      checkLength(effect.idle, 'idle', WHILE, scope);
      return;
    case 'log':
      checkMessage(effect.message, 'log', scope);
      return;
    case 'set_user_metadata':
    case 'set_app_metadata':
      checkMetadata(effect, scope);
      return;
    case 'count':
      checkCount(effect, asking, scope);
      return;
    case 'call':
    case 'notify':
      checkCall(effect, scope);
      return;
    case 'link_to':
      checkMessage(effect.user, 'link_to', scope);
      return;
    case 'redirect':
      checkRedirect(effect, scope);
  }
}

/** What the access token says about scopes has effects of its own, which keep to them one by one. */
function checkClaim(name: Word, tokens: readonly TokenKind[], scope: Scope): void {
  checkNamed(name, scope);
  if (name.text === 'scope' && tokens.includes('access_token')) scope.report(scopeAsClaim(name));
}

function checkMethod({ text, span }: Word, scope: Scope): void {
  if (MFA_METHODS.some((method) => method === text)) return;
  scope.report(
    unknownMfaMethod({ name: text, span, suggestion: suggest(text, MFA_METHODS), known: MFA_METHODS }),
  );
}

function checkDuration(word: Word | null, scope: Scope): void {
  if (word === null || parseDuration(word.text) !== null) return;
  scope.report(notADuration({ text: word.text, span: word.span }));
}

function checkDenial(message: Template, scope: Scope): void {
  if (message.kind !== 'text' || message.value.trim() !== '') checkMessage(message, 'deny', scope);
  else scope.report(emptyMessage({ span: message.span }));
}

/** What goes on takes a while: hosts take 0 for no limit, or for none at all. */
const WHILE = { least: 1000, most: Number.POSITIVE_INFINITY, range: 'from 1 second up' } as const;

function checkProfileField({ name, value }: TemplateField, scope: Scope): void {
  const { text, span } = name;
  const fields = profileFields(scope);
  const type = fields.get(text);
  if (type !== undefined) {
    checkFieldValue(value, type, text, scope);
    return;
  }
  if (PROTECTED.has(text)) scope.report(protectedProfileField({ name: text, span }));
  else {
    const bare = text.replace(/^user\./, '');
    const suggestion = fields.has(bare) ? bare : suggest(bare, fields.keys());
    scope.report(unknownProfileField({ name: text, span, suggestion }));
  }
  checkTemplate(value, text, scope);
}

/** The fields of a user that a rule can set, those of the project's own schema included. */
function profileFields(scope: Scope): ReadonlyMap<string, Type> {
  const fields = new Map<string, Type>();
  for (const [name, { field }] of LOGIN_NAMES.get('user')?.children ?? []) {
    if (field !== null && !PROTECTED.has(name)) fields.set(name, field.type);
  }
  const described = scope.attributes.get('user');
  if (described?.kind === 'record') for (const [name, { type }] of described.fields) fields.set(name, type);
  return fields;
}
