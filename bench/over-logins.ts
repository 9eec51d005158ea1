import type { Contestant } from './measure.ts';

/** A contestant that decides all logins in a turn, one after the other, and keeps what it is told. */
export function overLogins<Login>(
  name: string,
  logins: readonly Login[],
  decide: (login: Login) => unknown,
  note = '',
): Contestant {
  const [first] = logins;
  if (first === undefined) throw new Error(`\`${name}\` has no logins to decide`);
  const count = logins.length;
  if (!(decide(first) instanceof Promise)) return { name, note, count, turn: () => logins.map(decide) };
  const turn = async () => {
    const told: unknown[] = [];
    for (const login of logins) told.push(await decide(login));
    return told;
  };
  return { name, note, count, turn };
}
