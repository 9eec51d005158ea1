/**
 * Says why JSON cannot carry a value, and where in it: `user.self` contains itself, or there is a big integer. Null: it is
 * something else, or lies deep. Runs no getters.
 */
export function findUnfit(value: unknown, name: string): string | null {
  let left = MOST;
  const search = (found: unknown, path: string, around: readonly object[]): string | null => {
    if (typeof found === 'bigint')
      return `\`${path}\` is a big integer; write \`Number(…)\` or \`String(…)\``;
    if (typeof found !== 'object' || found === null) return null;
    if (around.includes(found)) return `\`${path}\` contains itself`;
    if (around.length >= DEEPEST) return null;
    for (const key of Object.keys(found)) {
      left -= 1;
      if (left < 0) return null;
      const part: unknown = Reflect.getOwnPropertyDescriptor(found, key)?.value;
      const reason = search(part, path + stepTo(key, found), [...around, found]);
      if (reason !== null) return reason;
    }
    return null;
  };
  try {
    return search(value, name, []);
  } catch {
    // A proxy whose trap throws.
    return null;
  }
}

const MOST = 10_000;
const DEEPEST = 20;
const LONGEST = 100;

function stepTo(key: string, owner: object): string {
  if (Array.isArray(owner)) return `[${key}]`;
  if (/^[A-Za-z_$][\w$]*$/.test(key) && key.length <= LONGEST) return `.${key}`;
  return `[${JSON.stringify(key.length > LONGEST ? `${key.slice(0, LONGEST)}…` : key)}]`;
}
