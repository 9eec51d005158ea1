import { compileOrThrow } from '../compiled-policy.ts';
import { BY_HAND_IN_ISOLATE } from '../contest.ts';
import { measure } from '../measure.ts';
import { openByHand } from '../open-by-hand.ts';
import { overLogins } from '../over-logins.ts';
import { checkAnswer } from '../peers/peer.ts';
import { lineOf, type Section, type Table } from '../section.ts';
import { answerOf } from '../ten-rules/answer-of.ts';
import { byHand, byHandSource } from '../ten-rules/by-hand.ts';
import { makeLogins, type WorkloadLogin } from '../ten-rules/logins.ts';
import { readTenRules } from '../ten-rules/read-ten-rules.ts';
import { PLAIN_WAYS } from '../ways.ts';

/** The ten rules on logins of other sizes; what is added is nothing that they read. */
export const loginSize: Section = {
  name: 'login-size',
  title: 'The size of the login, with the ten rules',
  async run(time) {
    const { source, world } = await readTenRules();
    const steps = [compileOrThrow(source, world)];
    const isolate = openByHand(`${byHandSource}
      (text) => { const { user, context } = JSON.parse(text); return JSON.stringify(decide(user, context)); }`);
    const ways = await Promise.all(PLAIN_WAYS.map(async (way) => ({ way, open: await way.open(steps) })));
    const sized = SIZES.map((size) => ({ size, logins: makeLogins(64).map((login) => resize(login, size)) }));
    for (const { logins } of sized)
      for (const login of logins)
        for (const { way, open } of ways) {
          const answer = answerOf(await open.decide(login));
          checkAnswer(way.name, 'everything', answer, byHand(login.user, login.context));
        }
    const contestants = [
      ...sized.map(({ size, logins }) =>
        overLogins(nameOf(BY_HAND_IN_ISOLATE, size), logins, (login) =>
          JSON.parse(isolate.call(JSON.stringify(login))),
        ),
      ),
      ...ways.flatMap(({ way, open }) =>
        sized.map(({ size, logins }) =>
          overLogins(nameOf(way.name, size), logins, (login) => open.decide(login)),
        ),
      ),
    ];
    const table: Table = { title: 'ten rules', unit: 'µs', lines: await measure(contestants, time) };
    for (const { open } of ways) open.dispose();
    isolate.dispose();
    const series = [BY_HAND_IN_ISOLATE, ...PLAIN_WAYS.map(({ name }) => name)].map((name) => ({
      name,
      points: SIZES.map((size) => [size, lineOf(table, nameOf(name, size)).median] as const),
    }));
    const chart = {
      name: 'login-size',
      title: 'Cost of a login by its size',
      across: 'KB of JSON',
      upwards: 'µs a login',
      series,
    };
    return { tables: [table], bars: [], charts: [chart] };
  },
};

/** In KB of JSON. */
const SIZES = [1, 3, 10, 30, 100];

const nameOf = (name: string, size: number): string => `${name}, ${size} KB`;

/** The login with more or less in its metadata, in records as they occur there. */
function resize({ user, context }: WorkloadLogin, size: number): WorkloadLogin {
  const { plan, blocked, usual_countries } = user.app_metadata;
  const { email, email_verified, groups } = user;
  const { clientID, clientName, stats, request } = context;
  const { ip, geoip } = request;
  const small = {
    user: { email, email_verified, groups, app_metadata: { plan, blocked, usual_countries } },
    context: { clientID, clientName, stats, request: { ip, geoip }, protocol: 'oidc-basic-profile' },
  };
  const missing = size * 1000 - JSON.stringify(small).length;
  const record = { id: 'd-123456789', name: 'Device', seen: '2026-10-10T10:10:10.000Z', trusted: true };
  const count = Math.max(0, Math.round(missing / (JSON.stringify(record).length + 1)));
  return {
    ...small,
    user: { ...small.user, user_metadata: { devices: Array.from({ length: count }, () => ({ ...record })) } },
  };
}
