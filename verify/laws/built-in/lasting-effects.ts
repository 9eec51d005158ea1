import type { Effect, Report } from '../../../runtime/index.ts';

/** What an effect that outlasts a login is about, as people read it; null: it does not outlast it. */
export function nameLasting(effect: Effect): string | null {
  switch (effect.effect) {
    case 'set_metadata':
      return `\`${effect.name}\` in \`${effect.field}\``;
    case 'count':
      return `one more in the counter \`${effect.counter}\``;
    case 'notify':
      return `a message to \`${effect.host}\``;
    case 'link_to':
      return 'a link to another account';
    default:
      return null;
  }
}

/** The names of metadata that is stored, by policies and by rules in JavaScript. What waits for a second factor is not told. */
export function storedNames({ outcome, effects }: Report): readonly string[] {
  if (outcome === 'challenge') return [];
  const names = effects.flatMap((effect) => {
    if (effect.effect === 'set_metadata') return [`${effect.field}.${effect.name}`];
    return effect.effect === 'update_user' ? effect.names.map((name) => `${effect.field}.${name}`) : [];
  });
  return [...new Set(names)].toSorted();
}
