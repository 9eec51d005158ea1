import { compileOrThrow, worldOf } from '../compiled-policy.ts';
import { type Contest, runContest } from '../contest.ts';
import { celHundredRules } from '../peers/cel.ts';
import { jsonLogicHundredRules } from '../peers/json-logic.ts';
import { jsonataHundredRules } from '../peers/jsonata.ts';
import type { Section } from '../section.ts';
import { answerOf } from '../ten-rules/answer-of.ts';
import type { Answer } from '../ten-rules/by-hand.ts';
import { hundredByHand, hundredRulesSource } from './by-hand.ts';
import { makeTimedLogins, scatter, type TimedLogin } from './logins.ts';
import { FILES, makeHundredRules } from './make-policy.ts';

/** A hundred rules over twenty applications, by hand, by Lintel in every way, and by other engines. */
export const hundredRules: Section = {
  name: 'hundred-rules',
  title: 'A hundred rules over twenty applications, one login of 10 KB',
  async run(time) {
    const logins = makeTimedLogins(256);
    const contest: Contest<TimedLogin, Answer> = {
      title: this.title,
      steps: [compileOrThrow(makeHundredRules(), worldOf(FILES))],
      logins,
      rare: scatter(logins),
      byHand: ({ login, now }) => hundredByHand(login.user, login.context, now),
      source: `${hundredRulesSource}
        (text) => {
          const { login, now } = JSON.parse(text);
          return JSON.stringify(decide(login.user, login.context, now));
        }`,
      ask: (way, { login, now }) => way.decide(login, now),
      answerOf,
      peers: [jsonLogicHundredRules(), celHundredRules(), jsonataHundredRules()],
    };
    return { tables: [await runContest(contest, time)], bars: [], charts: [] };
  },
};
