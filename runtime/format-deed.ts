import type { Deed, TokenName } from './effect.ts';

/** What a rule did, as one short line for people. */
export function formatDeed(deed: Deed): string {
  switch (deed.effect) {
    case 'deny':
      return `refuses: ${showText(deed.message)} [${showText(deed.code)}]`;
    case 'admit':
      return 'admits';
    case 'stop':
      return 'ends this policy';
    case 'fail':
      return `fails: ${showText(deed.reason)}`;
    case 'require_mfa':
      if (deed.demand === null) return 'drops the second factor';
      return `demands a second factor: ${showText(deed.demand.methods?.join(' or ') ?? deed.demand.provider)}`;
    case 'set_claim':
      return `${tokenText(deed.token)}: ${showText(deed.name)} = ${showValue(deed.value)}${wasText(deed)}`;
    case 'remove_claim':
      return `${tokenText(deed.token)}: ${showText(deed.name)} removed${wasText(deed)}`;
    case 'set_scopes':
      return `scopes: ${showText(deed.scopes.join(' ')) || 'none'}, before: ${showText(deed.before.join(' ')) || 'none'}`;
    case 'set_profile':
      return `user.${showText(deed.name)} = ${showValue(deed.value)}${wasText(deed)}`;
    case 'remove_profile':
      return `user.${showText(deed.name)} removed${wasText(deed)}`;
    case 'limit_session': {
      const { lasts, idle } = deed.session ?? {};
      const limits = [
        lasts === undefined ? '' : `lasts ${lasts} s`,
        idle === undefined ? '' : `idle ${idle} s`,
      ];
      return `session: ${limits.filter(Boolean).join(', ')}`;
    }
    case 'redirect':
      return `goes on at ${showText(deed.url)}`;
    case 'log':
      return `${deed.level}: ${showText(deed.text)}`;
  }
}

/** A value as it could stand in a policy, cut when long. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value);
  return showText(text.length <= 100 ? text : `${text.slice(0, 100)}…`);
}

/** A text without anything that moves, hides or reorders on a terminal: such characters become their numbers. */
export function showText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

function tokenText(token: TokenName): string {
  return token.replace('_', ' ');
}

function wasText({ before }: { readonly before?: unknown }): string {
  return before === undefined ? '' : `, before: ${showValue(before)}`;
}
