import type { ExportedRule, ExportFormat } from './auth0-export.ts';
import type { Replacement } from './find-replacements.ts';

/** What an import read and wrote. Plain data that JSON can carry; `lintel import --json` prints it. */
export interface ImportReport {
  readonly format: ExportFormat;
  /** The folder of the project, absolute, and the files in it that were written. */
  readonly folder: string;
  readonly files: readonly string[];
  /** In the order in which they run. */
  readonly rules: readonly ImportedRule[];
  /** Names of rules and actions that ran there and are not here: their text is not in the export. */
  readonly lost: readonly string[];
  /** Names of configuration values and secrets that the environment has to have. */
  readonly secrets: readonly string[];
  /** Hosts that stand in the rules; nothing else can be called. */
  readonly hosts: readonly string[];
  /** What is wrong with the export or was left aside, a sentence each. */
  readonly remarks: readonly string[];
}

export interface ImportedRule {
  readonly name: string;
  /** In the project. */
  readonly file: string;
  /** In the export. */
  readonly origin: string;
  readonly shape: ExportedRule['shape'];
  readonly stage: string;
  readonly order: number | null;
  readonly enabled: boolean;
  /** Rules that are left out stand in `lintel.yaml` as a comment, with the reason. */
  readonly standing: 'runs' | 'disabled' | 'left out';
  readonly uses: RuleUses;
  /** What of `user` and `context` it writes: `context.idToken`. */
  readonly writes: readonly string[];
  /** What it needs and does not have here, a sentence each. */
  readonly missing: readonly string[];
  /** What of a policy could take its place; empty: none is known. */
  readonly replacements: readonly Replacement[];
  /** Whether a part of it has to stay JavaScript: it works with ciphers, manages profiles, or keeps something for later logins. */
  readonly needsJavaScript: boolean;
}

/** What a rule uses beside `user` and `context`. */
export interface RuleUses {
  /** As `require` names them, with versions. */
  readonly modules: readonly string[];
  /** Global names that are not JavaScript's own. */
  readonly globals: readonly string[];
  /** Hosts of the addresses in its texts; none when it has nothing to call them with. */
  readonly hosts: readonly string[];
  /** It can call hosts and names none: it puts their addresses together while it runs. */
  readonly buildsAddresses: boolean;
  /** Names of values of `configuration`, or of the secrets of an action. */
  readonly configuration: readonly string[];
  /** Whether it stores changes of metadata. */
  readonly updatesUsers: boolean;
}
