import type { Report } from '../runtime/index.ts';
import type { Colour } from './output.ts';

export const OUTCOME_COLOURS: Readonly<Record<Report['outcome'], Colour>> = {
  allow: 'green',
  deny: 'red',
  challenge: 'yellow',
  redirect: 'cyan',
  failure: 'red',
};

/** Who signs in, as far as the login says it. */
export function whoOf({ user }: Report): string {
  return firstText([user.email, user.name, user.nickname, user.user_id]) ?? '-';
}

/** The application that the login is for. */
export function appOf({ context }: Report): string {
  return firstText([context.clientName, context.clientID]) ?? '-';
}

/** In a few words what led to the outcome. */
export function whyOf({ outcome, by, message, multifactor, redirect, wouldHave, log }: Report): string {
  const rule = by === null ? '' : `${by}: `;
  switch (outcome) {
    case 'deny':
    case 'failure':
      return `${rule}${message ?? ''}`;
    case 'challenge':
      return `${rule}second factor with ${multifactor?.methods?.join(' or ') ?? multifactor?.provider ?? 'any method'}`;
    case 'redirect':
      return `${rule}goes on at ${redirect?.url ?? ''}`;
    case 'allow': {
      const warning = log.find(({ level }) => level === 'warning');
      if (warning !== undefined) return warning.text;
      const spared = wouldHave.find(({ effect }) => effect === 'deny' || effect === 'require_mfa');
      if (spared !== undefined) {
        const deed = spared.effect === 'deny' ? 'refused' : 'asked for a second factor';
        return `${spared.rule} (report-only) would have ${deed}`;
      }
      return by === null ? 'no rule objected' : `admitted by ${by}`;
    }
  }
}

function firstText(values: readonly unknown[]): string | null {
  for (const value of values) if (typeof value === 'string' && value !== '') return value;
  return null;
}
