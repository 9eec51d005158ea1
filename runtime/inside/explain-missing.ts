import { nearestName } from '../nearest-name.ts';
import type { InsideFacts } from './facts.ts';

/** Why `require` did not find a module, and what to do. `rule`: the asking one; null: another module asks. */
export function explainMissing(facts: InsideFacts, name: string, rule: number | null): string {
  const asker = rule === null ? undefined : facts.rules[rule]?.name;
  const missing = `cannot find module \`${name}\`${asker === undefined ? '' : `, which \`${asker}\` requires`}`;
  const bare = plainName(name);
  const unavailable = facts.unavailable.find((module) => module.name === bare);
  if (unavailable !== undefined) {
    const { remedy } = facts;
    return `${missing}: ${remedy === undefined ? '' : `${remedy}, since it `}${unavailable.instead}`;
  }
  const names = facts.library.map(([known]) => known);
  if (names.includes(bare)) {
    return `${missing}: write its name as a text somewhere in the rule, so that it is brought along`;
  }
  const near = nearestName(bare, names);
  const instead = facts.remedy ?? 'add it under `modules:` in lintel.yaml';
  return near === null ? `${missing}: ${instead}` : `${missing}: did you mean \`${near}\`? else ${instead}`;
}

/** Without `node:`, a version or a slash at the end. */
export function plainName(name: string): string {
  if (name.length > LONGEST_NAME) return '';
  return name
    .replace(/^node:/, '')
    .replace(/(?<=.)@[^/]*$/, '')
    .replace(/\/$/, '');
}

/** npm allows 214 letters. */
const LONGEST_NAME = 300;
