import assert from 'node:assert/strict';

/** Another engine with a policy in its own language, held against the rules by hand before it is timed. */
export interface Peer<Login, Answer> {
  readonly name: string;
  /** What of an answer it gives; `decision`: whether the login is allowed. */
  readonly gives: 'everything' | 'decision';
  /** What it is spared or spares itself; for people. */
  readonly note: string;
  decide(login: Login): Answer | Promise<Answer>;
}

/** What every answer has. */
export interface BaseAnswer {
  readonly decision: 'allow' | 'deny';
  readonly rule?: string;
}

/** Holds an answer against that of the rules by hand. Throws where what the engine gives is different. */
export function checkAnswer<Answer extends BaseAnswer>(
  name: string,
  gives: Peer<never, Answer>['gives'],
  given: Answer,
  expected: Answer,
): void {
  switch (gives) {
    case 'decision':
      assert.equal(given.decision, expected.decision, name);
      break;
    case 'everything':
      assert.deepEqual(asData(given), asData(expected), name);
  }
}

/** Some engines give lists of classes of their own, and fields that are undefined. */
function asData(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer));
}
