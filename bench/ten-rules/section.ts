import { compileOrThrow } from '../compiled-policy.ts';
import { BY_HAND, BY_HAND_IN_ISOLATE, type Contest, runContest } from '../contest.ts';
import { cedarTenRules } from '../peers/cedar.ts';
import { celTenRules } from '../peers/cel.ts';
import { jsonLogicTenRules } from '../peers/json-logic.ts';
import { jsonRulesEngineTenRules } from '../peers/json-rules-engine.ts';
import { jsonataTenRules } from '../peers/jsonata.ts';
import type { Peer } from '../peers/peer.ts';
import { zenTenRules } from '../peers/zen.ts';
import { type Bar, lineOf, type Section, type Table } from '../section.ts';
import { WAYS } from '../ways.ts';
import { answerOf } from './answer-of.ts';
import { type Answer, byHand, byHandSource } from './by-hand.ts';
import { makeLogins, makeRefusedLogins, type WorkloadLogin } from './logins.ts';
import { readTenRules } from './read-ten-rules.ts';

/** The ten rules by hand, by Lintel in every way, and by other engines. */
export const tenRules: Section = sectionOf({
  name: 'ten-rules',
  title: 'Ten rules, one login of 3 KB, half of them allowed',
  logins: makeLogins(256),
});

/** The same where hardly anybody gets beyond the first rules. */
export const tenRulesRefused: Section = sectionOf({
  name: 'ten-rules-refused',
  title: 'Ten rules, one login of 3 KB, nearly all refused',
  logins: makeRefusedLogins(256),
});

function sectionOf({
  name,
  title,
  logins,
}: {
  readonly name: string;
  readonly title: string;
  readonly logins: readonly WorkloadLogin[];
}): Section {
  return {
    name,
    title,
    async run(time) {
      const { source, world } = await readTenRules();
      const peers = [
        ...jsonLogicTenRules(),
        celTenRules(),
        jsonataTenRules(),
        jsonRulesEngineTenRules(),
        cedarTenRules(),
        zenTenRules(),
      ];
      const contest: Contest<WorkloadLogin, Answer> = {
        title,
        steps: [compileOrThrow(source, world)],
        logins,
        rare: logins.slice(0, 32).map(usedTooOften),
        byHand: ({ user, context }) => byHand(user, context),
        source: `${byHandSource}
          (text) => { const { user, context } = JSON.parse(text); return JSON.stringify(decide(user, context)); }`,
        ask: (way, login) => way.decide(login),
        answerOf,
        peers,
      };
      const table = await runContest(contest, time);
      return { tables: [table], bars: barsOf(table, peers), charts: [] };
    },
  };
}

function usedTooOften({ user, context }: WorkloadLogin): WorkloadLogin {
  return { user, context: { ...context, stats: { loginsCount: 200_000 } } };
}

/** Each way against what it has to beat, and traced runs against those of the same pipeline that are not. */
function barsOf(table: Table, peers: readonly Peer<WorkloadLogin, Answer>[]): readonly Bar[] {
  const names = peers.map(({ name }) => name);
  const fastest = names.reduce((a, b) => (lineOf(table, a).ratio <= lineOf(table, b).ratio ? a : b));
  const isolate = WAYS.find(({ kind }) => kind === 'isolate')?.name ?? '';
  const bars = {
    verified: [
      [BY_HAND, 1.5],
      [fastest, 1],
    ],
    isolate: [
      [BY_HAND_IN_ISOLATE, 0.3],
      ['cel-js', 1],
    ],
    traced: [[isolate, 4]],
  } as const;
  return WAYS.flatMap(({ name, kind }) =>
    bars[kind].map(([against, limit]): Bar => {
      const found = lineOf(table, name).ratio / lineOf(table, against).ratio;
      return {
        what: `${table.title}: ${name}, against: ${against}`,
        found,
        limit,
        kind: 'at most',
        unit: '×',
      };
    }),
  );
}
