import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { type AnalysedPolicy, analyse, EMPTY_WORLD, emitPolicy } from '../../compiler/index.ts';
import { parseRuleTemplate, type RuleTemplate, type Source } from '../../grammar/index.ts';
import { type CheckedProject, checkProject } from '../../project/index.ts';
import { namedHosts } from '../../project/named-hosts.ts';
import { NO_OPTIONS } from '../../project/read-environment.ts';
import { readShippedTemplates } from '../../project/read-templates.ts';
import { libraryText } from '../../stdlib/index.ts';
import { factsOf } from '../../verify/generate/facts.ts';
import { loginArbitrary } from '../../verify/generate/login-arbitrary.ts';
import { openBuiltInLaws } from '../../verify/laws/built-in/index.ts';
import type { TimedLogin } from '../../verify/login/timed-login.ts';
import { openTrial } from '../../verify/trial/open-trial.ts';
import { fullLogin, hostileText, type TemplateArguments, templateArguments } from '../arbitraries/index.ts';
import { inFolder } from '../project/project-folder.ts';
import type { Login } from '../reference/index.ts';
import { makeRunnable, runCompiled, sameDecision } from './compiled-policy.ts';
import { codesOf, globalsAfter, readCode } from './read-code.ts';
import { runs } from './runs.ts';

const templates = await readShippedTemplates();

const SOME = 'policy: p\nrules: [{ id: r, then: { log: hello } }]\n';
const some = await inFolder({ 'policy.yaml': SOME }, (root) => checkProject(root));

describe('a template with values as people fill them in', () => {
  let judged = 0;

  for (const template of templates) {
    it(`checks, runs and lets nobody gain by a missing fact: ${template.id.text}`, async () => {
      const property = fc.asyncProperty(
        templateArguments(template, 'ordinary'),
        fc.nat(),
        async (given, seed) => {
          const source = sourceOf(template, given);
          const { value, diagnostics } = analyse(source, worldOf(template));
          assert.deepEqual(diagnostics.filter(isError), []);
          assert.ok(value !== null);
          assert.deepEqual(await gainsOf(projectOf(value, source), seed), []);
        },
      );
      await fc.assert(property, runs(2));
    });
  }

  /** What some logins gain by less in them. */
  async function gainsOf(project: CheckedProject, seed: number): Promise<readonly string[]> {
    const trial = await openTrial(project);
    const { laws, dispose } = openBuiltInLaws(project);
    const law = laws.find(({ name }) => name === 'missing-facts-never-help') ?? assert.fail('a law is gone');
    const run = async (login: TimedLogin, options = {}) => (await trial.run(login, options)).report;
    const gains: string[] = [];
    try {
      const logins = fc.sample(loginArbitrary(factsOf(project), { wrongShapes: true }), { seed, numRuns: 8 });
      for (const [turn, login] of logins.entries()) {
        const report = await run(login);
        assert.notEqual(report.code, 'bad_login');
        if (law.skip !== null) continue;
        const judgement = await law.judge({ login, report, run }, turn);
        if (judgement.kind !== 'beside') judged++;
        if (judgement.kind === 'broken') gains.push(judgement.why);
      }
    } finally {
      dispose();
      trial.dispose();
    }
    return gains;
  }

  after(() => assert.ok(judged > templates.length, `only ${judged} logins were judged, too few to tell`));
});

describe('a template with values that would like to be code', () => {
  let accepted = 0;
  let tried = 0;
  let asked = 0;

  for (const template of templates) {
    it(`keeps its structure and its hosts: ${template.id.text}`, () => {
      const property = fc.property(templateArguments(template, 'hostile'), fullLogin, (given, login) => {
        tried++;
        const source = sourceOf(template, given);
        const { value, diagnostics } = analyse(source, worldOf(template));
        if (value === null) return assert.ok(diagnostics.some(isError));
        accepted++;
        const compiled = emitPolicy(value.core, source);
        for (const { code, made, kinds: allowed } of codesOf(compiled)) {
          const { kinds, freeNames } = readCode(`(\n${code}\n)`);
          const known = new Set(['undefined', ...compiled.functions]);
          assert.deepEqual(
            [...kinds].filter((kind) => !allowed.has(kind)),
            [],
          );
          assert.deepEqual(
            [...freeNames].filter((name) => !known.has(name)),
            [],
          );
          assert.doesNotMatch(code, /<\/script|<!--|[\u2028\u2029]/i);
          const library = libraryText(compiled.functions);
          assert.deepEqual(globalsAfter(`${library}\n${made}`), globalsAfter(library));
        }
        const runnable = makeRunnable(value, compiled);
        for (const one of [login, ...ATTACKS]) {
          const decision = runCompiled(runnable, 'fast', one, 0);
          sameDecision(runCompiled(runnable, 'traced', one, 0), decision);
          for (const request of requestsIn([decision.wants, decision.lasting])) {
            asked++;
            leadsNowhereElse(request, given, template);
          }
        }
        assert.equal(Reflect.get(globalThis, 'pwned'), undefined);
      });
      fc.assert(property, runs(6));
    });
  }

  after(() => {
    assert.ok(accepted > tried / 4, `only ${accepted} of ${tried} uses compile, too few to tell`);
    assert.ok(asked > 20, `only ${asked} requests were made, too few to tell`);
  });
});

describe('a text that a use gives', () => {
  const slot = (sentence: string) => `$\{${sentence}}`;
  const text = `template: telling
name: Tell
parameters:
  given: { type: text, title: A text }
  several: { type: list of text, title: Texts }
rule:
  when: user.name is given and user.name in several
  then:
    set_claims: { whole: = given, inside: "a ${slot('given')} b" }
    log: "${slot('given')}"
    set_app_metadata: { given: = given }
    notify:
      url: https://hooks.example.com/a/${slot('given')}/b?c=${slot('given')}
      headers: { X-Given: "<${slot('given')}>" }
      body: { given: = given, inside: "<${slot('given')}>" }
`;
  const { value: telling } = parseRuleTemplate({ name: 'telling.yaml', text });
  let sent = 0;

  it('is that text in sentences, texts, claims, addresses, headers and bodies, whatever is in it', () => {
    const property = fc.property(hostileText, (given) => {
      assert.ok(telling !== null);
      const source = sourceOf(telling, { given, several: [given, 'x'] });
      const { value } = analyse(source, worldOf(telling));
      if (value === null) return;
      const runnable = makeRunnable(value, emitPolicy(value.core, source));
      const one: Login = { user: { name: given }, context: {} };
      const { claims, lasting } = runCompiled(runnable, 'fast', one, 0);
      assert.deepEqual(claims.id_token, { whole: given, inside: `a ${given} b` });
      assert.deepEqual(
        lasting.map(({ does }) => does.value ?? null),
        [given, null],
      );
      for (const { url, headers, body } of requestsIn(lasting)) {
        const { origin, pathname, searchParams } = new URL(url);
        const path = pathname.split('/').map(decodeURIComponent);
        assert.deepEqual([origin, path], ['https://hooks.example.com', ['', 'a', given, 'b']]);
        assert.deepEqual([...searchParams], [['c', given]]);
        assert.deepEqual(headers, [['X-Given', `<${given}>`]]);
        assert.deepEqual(body?.value, { given, inside: `<${given}>` });
        sent++;
      }
    });
    fc.assert(property, runs(200));
  });

  after(() => assert.ok(sent > 40, `only ${sent} requests were made, too few to tell`));
});

/** People who choose what is put into addresses. */
const ATTACKS: readonly Login[] = ['.evil.example', '@evil.example/', '../..', '?a=b&c#d', '\r\nX: y'].map(
  (text) => ({
    user: { user_id: text, email: `${text}@example.com`, email_verified: true, groups: ['Staff', text] },
    context: { clientName: 'Staff', organization: { id: text, name: text }, request: { ip: '203.0.113.7' } },
  }),
);

interface Request {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: { readonly value: unknown };
}

/** An address begins as the use of the template says, or the template itself, and a header is one header. */
function leadsNowhereElse({ url, headers }: Request, given: TemplateArguments, template: RuleTemplate): void {
  const { href, origin } = new URL(url);
  const begins = Object.values(given)
    .map(String)
    .filter((value) => value.startsWith('https://') && URL.canParse(value));
  const isGiven = begins.some(
    (begin) => new URL(begin).origin === origin && href.startsWith(new URL(begin).href),
  );
  assert.ok(isGiven || template.source.text.includes(`${origin}/`), `${href} of ${begins.join(' and ')}`);
  for (const [name, value] of headers) assert.doesNotMatch(`${name}: ${value}`, /[\r\n\0]/);
}

function requestsIn(value: unknown): readonly Request[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('url' in value && 'headers' in value) return [value as Request];
  return Object.values(value).flatMap(requestsIn);
}

function policyOf(template: RuleTemplate, given: TemplateArguments): string {
  const rule = { id: 'by-template', uses: template.id.text, with: given };
  return JSON.stringify({ policy: 'of-templates', rules: [rule] });
}

function sourceOf(template: RuleTemplate, given: TemplateArguments): Source {
  return { name: 'policy.yaml', text: policyOf(template, given) };
}

function worldOf(template: RuleTemplate) {
  return { ...EMPTY_WORLD, templates: new Map([[template.id.text, template]]) };
}

const isError = ({ severity }: { readonly severity: string }) => severity === 'error';

/** The project of a policy alone, without reading all templates again. */
function projectOf({ core }: AnalysedPolicy, source: Source): CheckedProject {
  const policy = emitPolicy(core, source);
  const pipelineOptions = { ...NO_OPTIONS, network: { allow: namedHosts(core), private: [] } };
  return {
    ...some,
    policies: [policy],
    steps: [policy],
    cores: [core],
    sources: [source],
    pipelineOptions,
  };
}
