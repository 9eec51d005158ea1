/** Values for the keywords of an export, as deploy-cli has them under `AUTH0_KEYWORD_REPLACE_MAPPINGS`. */
export type Keywords = ReadonlyMap<string, unknown>;

/** A text of an export after its keywords were replaced. */
export interface ReplacedText {
  readonly text: string;
  /** Keywords without a value, with their signs and without repeats. */
  readonly unset: readonly string[];
}

/**
 * Puts values in the place of keywords, before anything else reads the text: `@@KEY@@`, also with quotes around it,
 * becomes the value as JSON, `##KEY##` its bare text. What has no value stays as it is. A value is not looked through
 * for keywords.
 */
export function replaceKeywords(text: string, keywords: Keywords): ReplacedText {
  const unset = new Set<string>();
  const replaced = text.replaceAll(KEYWORD, (found: string, _quote, quoted, json, literal) => {
    const key = quoted ?? json ?? literal;
    const value = keywords.get(key);
    if (value === undefined) {
      unset.add(literal === undefined ? `@@${key}@@` : `##${key}##`);
      return found;
    }
    return literal === undefined ? JSON.stringify(value) : String(value);
  });
  return { text: replaced, unset: [...unset] };
}

/** The text with keywords that have no value put between quotes, so that JSON and YAML can still be read. */
export function quoteKeywords(text: string): string {
  return text.replaceAll(KEYWORD, (found: string, _quote, _quoted, json) =>
    json === undefined ? found : `"@@${json}@@"`,
  );
}

const KEYWORD = /(["'])@@([A-Za-z0-9_-]+)@@\1|@@([A-Za-z0-9_-]+)@@|##([A-Za-z0-9_-]+)##/g;
