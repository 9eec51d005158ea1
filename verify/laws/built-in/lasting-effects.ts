import type { Effect } from '../../../runtime/index.ts';

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
