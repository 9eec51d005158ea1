import * as tokens from 'jsonwebtoken';

declare const module: { exports: unknown };

module.exports = {
  ...tokens,
  sign: (payload: unknown, secret: unknown, options?: unknown, done?: unknown) =>
    tokens.sign(payload, secret, modern(options), done),
};

const OLD: ReadonlyMap<string, number> = new Map([
  ['expiresInMinutes', 60],
  ['expiresInSeconds', 1],
]);

/** Options of versions before 6 in the words of today; the package refuses what it does not know. */
function modern(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  const entries = Object.entries(options).map(([name, value]) => {
    const seconds = OLD.get(name);
    return seconds === undefined ? [name, value] : ['expiresIn', Math.round(Number(value) * seconds)];
  });
  return Object.fromEntries(entries);
}
