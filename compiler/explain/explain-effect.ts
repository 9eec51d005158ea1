import {
  type Effect,
  printExpression,
  type RequestDefinition,
  type Template,
  type TokenKind,
} from '../../grammar/index.ts';

/** What an effect does, each thing as a sentence part. */
export function explainEffect(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'deny':
      return [`the login is refused${effect.message === null ? '' : `: ${templateText(effect.message)}`}`];
    case 'admit':
      return ['the login is admitted'];
    case 'stop':
      return ['the rest of this policy is skipped'];
    case 'require_mfa': {
      const methods =
        effect.methods === null ? '' : ` by ${effect.methods.map((method) => method.text).join(' or ')}`;
      const remember = effect.remember === null ? '' : `, remembered for ${effect.remember.text}`;
      const provider = effect.provider === null ? '' : ` of the provider ${effect.provider.text}`;
      const age = effect.maxAge === null ? '' : `, none older than ${effect.maxAge.text}`;
      return [`a second factor${methods}${provider} is asked for${remember}${age}`];
    }
    case 'set_claims':
      return effect.claims.map(
        ({ name, tokens, value }) =>
          `the claim ${name.text}${tokenText(tokens)} becomes ${templateText(value)}`,
      );
    case 'add_to_claims':
      return effect.claims.map(
        ({ name, tokens, value }) =>
          `the claim ${name.text}${tokenText(tokens)} gains ${templateText(value)}`,
      );
    case 'remove_claims':
      return effect.claims.map(({ name, tokens }) => `the claim ${name.text}${tokenText(tokens)} is removed`);
    case 'add_scopes':
      return [`the scopes ${templateText(effect.scopes)} are added`];
    case 'remove_scopes':
      return [`the scopes ${templateText(effect.scopes)} are removed`];
    case 'limit_scopes':
      return [`of the scopes, only ${templateText(effect.scopes)} are kept`];
    case 'set_profile':
      return effect.fields.map(
        ({ name, value }) => `for this login, user.${name.text} becomes ${templateText(value)}`,
      );
    case 'limit_session': {
      const lasts = effect.lasts === null ? [] : [`ends after ${effect.lasts.text}`];
      const idle = effect.idle === null ? [] : [`ends after ${effect.idle.text} without use`];
      return [`the session ${[...lasts, ...idle].join(' and ')}`];
    }
    case 'log':
      return [`the log says ${templateText(effect.message)}`];
    case 'set_user_metadata':
    case 'set_app_metadata': {
      const place = effect.kind === 'set_user_metadata' ? 'user_metadata' : 'app_metadata';
      return effect.fields.map(
        ({ name, value }) =>
          `user.${place}.${name.text} is stored as ${templateText(value)}${lastingText(effect)}`,
      );
    }
    case 'count':
      return [`the login counts for counts.${effect.name.text}${lastingText(effect)}`];
    case 'call': {
      const failing = effect.ifItFails?.value === 'continue' ? 'goes on' : 'is refused';
      return [
        `${requestText(effect.request, 'POST')} is called, and the login waits for it${lastingText(effect)}; if it fails, the login ${failing}`,
      ];
    }
    case 'notify':
      return [`${requestText(effect.request, 'POST')} is notified${lastingText(effect)}`];
    case 'link_to':
      return [`the login becomes one of the user ${templateText(effect.user)}`];
    case 'redirect': {
      const along = effect.with.map(({ name }) => name.text);
      const signed = along.length === 0 ? '' : `, with ${along.join(' and ')} signed`;
      return [`the person is sent to ${addressText(effect.to)}${signed}, and comes back`];
    }
  }
}

/** Where a request goes: `POST https://hooks.example.com/logins`; `method`: the one that is meant when none is written. */
export function requestText({ method, url }: RequestDefinition, meant: 'GET' | 'POST'): string {
  return `${method?.text ?? meant} ${addressText(url)}`;
}

/** When something that lasts happens. */
function lastingText({ alsoOnDeny }: { readonly alsoOnDeny: boolean }): string {
  return alsoOnDeny ? ' even if the login is refused' : ' once the login is let in';
}

function tokenText(tokens: readonly TokenKind[]): string {
  if (tokens.length === 2) return '';
  const [token] = tokens;
  return token === 'id_token'
    ? ' of the ID token'
    : token === 'access_token'
      ? ' of the access token'
      : ' of the SAML assertion';
}

/** Every text stands in the quotation marks of the language, wherever and however it was written. */
function templateText(template: Template): string {
  switch (template.kind) {
    case 'text':
      return printExpression({ kind: 'text', value: template.value, span: template.span });
    case 'sentence': {
      const text = template.sentence.text.replace(/^=\s*/, '');
      return isBareText(template) ? `"${text}"` : text;
    }
    case 'list':
      return template.items.map(templateText).join(', ');
    case 'record':
      return template.fields.map(({ name, value }) => `${name.text}: ${templateText(value)}`).join(', ');
  }
}

/** An address, which needs no quotation marks. */
function addressText(template: Template): string {
  return isBareText(template) ? templateText(template).slice(1, -1) : templateText(template);
}

/** A text that stands in a policy as it is, perhaps with `${…}` in it, and not as a part of a sentence. */
function isBareText(template: Template): boolean {
  if (template.kind !== 'sentence') return template.kind === 'text';
  const { expression, text } = template.sentence;
  return expression.kind === 'template' && !/^=|^".*"$/s.test(text);
}
