import * as bcrypt from 'bcryptjs';

declare const module: { exports: unknown };

/** More takes a second of uninterrupted computing in plain JavaScript, and a login waits for it. */
const MOST_ROUNDS = 12;

type Done<T> = (error: Error | null, value?: T) => void;

module.exports = {
  genSaltSync: (rounds: number = 10) => bcrypt.genSaltSync(bounded(rounds)),
  genSalt: (...parameters: unknown[]) => {
    const rounds = parameters.find((one) => typeof one === 'number') ?? 10;
    return answered(parameters.at(-1), (done: Done<string>) => bcrypt.genSalt(bounded(Number(rounds)), done));
  },
  hashSync: (text: unknown, salt: unknown) => bcrypt.hashSync(String(text), saltOf(salt)),
  // The old `bcrypt-nodejs` has a function for progress before the callback.
  hash: (text: unknown, salt: unknown, ...rest: unknown[]) =>
    answered(rest.at(-1), (done: Done<string>) => bcrypt.hash(String(text), saltOf(salt), done)),
  compareSync: (text: unknown, hash: unknown) => bcrypt.compareSync(String(text), checked(hash)),
  compare: (text: unknown, hash: unknown, callback?: unknown) =>
    answered(callback, (done: Done<boolean>) => bcrypt.compare(String(text), checked(hash), done)),
  getRounds: bcrypt.getRounds,
  getSalt: bcrypt.getSalt,
};

function answered<T>(callback: unknown, start: (done: Done<T>) => void): Promise<T | undefined> | undefined {
  if (typeof callback === 'function') {
    try {
      start(callback as Done<T>);
    } catch (error) {
      Promise.resolve().then(() => callback(error));
    }
    return undefined;
  }
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)));
  });
}

function saltOf(salt: unknown): string {
  return typeof salt === 'number' ? bcrypt.genSaltSync(bounded(salt)) : checked(salt);
}

/** A salt or a hash: both begin with their rounds, as in `$2b$10$`. */
function checked(hash: unknown): string {
  const text = String(hash);
  const rounds = /^\$2[aby]?\$(\d\d)\$/.exec(text)?.[1];
  if (rounds !== undefined) bounded(Number(rounds));
  return text;
}

function bounded(rounds: number): number {
  if (rounds <= MOST_ROUNDS) return rounds;
  throw new RangeError(`bcrypt with ${rounds} rounds takes too long for a login: use at most ${MOST_ROUNDS}`);
}
