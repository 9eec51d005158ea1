import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ParameterDefinition, type RuleTemplate, toPlain } from '../grammar/index.ts';
import { readShippedTemplates } from '../project/read-templates.ts';
import { createPipeline, type HostRequest, type Login } from '../runtime/index.ts';
import { projectOfTemplates } from './project-of-templates.ts';

const SECRET = 's3cret';

/** What could lead a request elsewhere, or be more than one part of it. */
const HOSTILE = '../..//evil.test\\a?b=c&d=e#f%2e;g @${h}"\r\ni';

const asking = (await readShippedTemplates()).filter(({ sources }) => sources !== null);

/** What is asked on a login that has the same text wherever people or their service choose one. */
async function requestsOf(template: RuleTemplate, text: string): Promise<readonly HostRequest[]> {
  const { steps, pipelineOptions } = await projectOfTemplates([template]);
  const requests: HostRequest[] = [];
  const pipeline = await createPipeline(steps ?? [], {
    ...pipelineOptions,
    secrets: { [exampleOf(template, isOfType('secret'))]: SECRET },
    answer(request) {
      requests.push(request);
      return { status: 404, statusText: '', headers: [], body: '' };
    },
  });
  try {
    // Some ask only about addresses that nobody verified.
    for (const verified of [true, false]) {
      if (requests.length > 0) break;
      const report = await pipeline.run(loginOf(template, text, verified));
      assert.ok(!JSON.stringify(report).includes(SECRET));
    }
  } finally {
    await pipeline.dispose();
  }
  return requests;
}

function loginOf(template: RuleTemplate, text: string, verified: boolean): Login {
  const [app = 'HR'] = exampleOf(template, ({ name }) => name.text === 'apps').split(',');
  const user = { user_id: text, email: `${text}@example.com`, email_verified: verified };
  return {
    user,
    context: {
      clientName: app,
      organization: { id: text, name: text },
      request: { ip: '2001:db8::1' },
    },
  };
}

function exampleOf(
  { parameters }: RuleTemplate,
  isMeant: (parameter: ParameterDefinition) => boolean,
): string {
  const example = parameters.find(isMeant)?.example;
  return String(example ? toPlain(example) : '');
}

function isOfType(type: string): (parameter: ParameterDefinition) => boolean {
  return (parameter) => parameter.type.text === type;
}

for (const template of asking) {
  describe(`the template ${template.id.text}`, () => {
    it('asks once, behind its own address, with its secret', async () => {
      const [request, ...more] = await requestsOf(template, 'ada');
      assert.deepEqual(more, []);
      assert.ok(request !== undefined);
      assert.ok(request.url.startsWith(exampleOf(template, isOfType('url'))));
      assert.ok(request.headers.some(([, value]) => value.endsWith(SECRET)));
    });

    it('asks nothing else, whatever a login says', async () => {
      const [request, ...more] = await requestsOf(template, HOSTILE);
      assert.deepEqual(more, []);
      assert.ok(request !== undefined);
      const address = exampleOf(template, isOfType('url'));
      assert.ok(request.url.startsWith(address));
      assert.match(request.url.slice(address.length), /^(?:[\w.~!*'()-]|%[\dA-F]{2})*$/);
      assert.ok(!request.headers.some(([, value]) => value.includes('evil')));
    });
  });
}
