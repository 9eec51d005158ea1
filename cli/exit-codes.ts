/** How the command line ends; documented in docs/CLI.md. */
export const EXIT = {
  fine: 0,
  /** Something failed that neither the command nor the policies are to blame for. */
  failure: 1,
  /** The command was called in a wrong way. */
  usage: 2,
  /** The policies have errors. */
  policies: 3,
  /** A test failed, or a law is broken. */
  tests: 4,
  /** Nothing failed, but a law was about so few logins that nothing can be said of it. */
  hardlyExercised: 5,
  /** Forms of the same rules disagree: a mistake of Lintel. */
  fault: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that was called in a wrong way: the message is for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
