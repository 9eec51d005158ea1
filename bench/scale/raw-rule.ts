import assert from 'node:assert/strict';
import { compileRule } from '../../compiler/index.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';
import { compileOrThrow } from '../compiled-policy.ts';
import { measure } from '../measure.ts';
import { openByHand } from '../open-by-hand.ts';
import { overLogins } from '../over-logins.ts';
import { type Bar, lineOf, type Section, type Table } from '../section.ts';
import { byHand } from '../ten-rules/by-hand.ts';
import { makeLogins } from '../ten-rules/logins.ts';
import { readTenRules } from '../ten-rules/read-ten-rules.ts';
import { PLAIN_WAYS, type Told } from '../ways.ts';

/** One rule in JavaScript between six and four of the ten rules, against the same rule alone by hand in an isolate. */
export const rawRule: Section = {
  name: 'raw-rule',
  title: 'A rule in JavaScript among the ten rules, one allowed login of 3 KB',
  async run(time) {
    const [before, after] = await splitTenRules();
    const rule = compileRawRule();
    const isolate = openByHand(`(text) => {
      const { user, context } = JSON.parse(text);
      let answer;
      (${RULE})(user, context, (error, user, context) => { answer = JSON.stringify({ error, user, context }); });
      return answer;
    }`);
    const ways = await Promise.all(
      PLAIN_WAYS.flatMap((way) => [
        openNamed(`${way.name}: the rule among ten`, () => way.open([before, rule, after])),
        openNamed(`${way.name}: the rule alone`, () => way.open([rule])),
      ]),
    );
    for (const login of LOGINS) {
      const text = JSON.stringify(login);
      for (const call of [isolate.call, isolate.callAfresh]) checkTier(JSON.parse(call(text)).context);
      for (const { open } of ways) checkTier(await open.decide(login));
    }
    const lines = await measure(
      [
        overLogins(FRESH, LOGINS, (login) => JSON.parse(isolate.callAfresh(JSON.stringify(login)))),
        overLogins(KEPT, LOGINS, (login) => JSON.parse(isolate.callInTime(JSON.stringify(login)))),
        ...ways.map(({ name, open }) => overLogins(name, LOGINS, (login) => open.decide(login))),
      ],
      time * 2,
    );
    for (const { open } of ways) open.dispose();
    isolate.dispose();
    const table: Table = { title: 'a rule in JavaScript', unit: 'µs', lines };
    return { tables: [table], bars: barsOf(table), charts: [] };
  },
};

const FRESH = 'the rule by hand in an isolate, a fresh context for each login';
const KEPT = 'the rule by hand in an isolate, one context for all logins';

const LOGINS = makeLogins(400)
  .filter(({ user, context }) => byHand(user, context).decision === 'allow')
  .slice(0, 64);

const RULE = `function (user, context, callback) {
  const metadata = user.user_metadata || {};
  const country = (metadata.address || {}).country || context.request.geoip.country_code;
  const tiers = { GB: 'gold', FR: 'silver', DE: 'silver' };
  user.user_metadata.last_country = context.request.geoip.country_code;
  context.idToken['https://acme.example/tier'] = tiers[country] || 'bronze';
  callback(null, user, context);
}`;

/** Every login of the workload has its address in Britain. */
function checkTier({ idToken }: Pick<Told, 'idToken'>): void {
  assert.equal(idToken['https://acme.example/tier'], 'gold');
}

/** The six rules that refuse, and the four that ask for more and give claims. */
async function splitTenRules() {
  const { source, world } = await readTenRules();
  const lines = source.text.split('\n');
  const rules = lines.indexOf('rules:') + 1;
  const fourth = lines.indexOf('  - id: admin-second-factor');
  if (rules === 0 || fourth === -1)
    throw new Error('the policy of ten rules has rules, and one for administrators');
  const first = lines.slice(0, fourth);
  const last = [...lines.slice(0, rules), ...lines.slice(fourth)];
  const policyOf = (text: readonly string[], id: string) =>
    compileOrThrow(
      { name: `${id}.yaml`, text: text.join('\n').replace('policy: ten-rules', `policy: ${id}`) },
      world,
    );
  return [policyOf(first, 'before'), policyOf(last, 'after')] as const;
}

function compileRawRule(): JavaScriptRule {
  const { value, diagnostics } = compileRule(
    { name: 'tier.js', text: RULE },
    {
      id: 'tier',
      name: 'The tier into the token',
      mode: 'enforce',
      timeout: null,
      ifItFails: 'deny',
      may: { network: null, secrets: null },
      modules: [],
    },
  );
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

async function openNamed<Open>(
  name: string,
  open: () => Promise<Open>,
): Promise<{ name: string; open: Open }> {
  return { name, open: await open() };
}

function barsOf(table: Table): readonly Bar[] {
  return PLAIN_WAYS.flatMap((way) =>
    [FRESH, KEPT].map((against): Bar => {
      const name = `${way.name}: the rule among ten`;
      const found = lineOf(table, name).ratio / lineOf(table, against).ratio;
      return { what: `${name}, against: ${against}`, found, limit: 1.3, kind: 'at most', unit: '×' };
    }),
  );
}
