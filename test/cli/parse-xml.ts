import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

/** An element of a parsed document. */
export interface XmlElement {
  readonly textContent: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All elements of a name, in the order of the text. Fails when the text is not well-formed. */
export function elementsIn(xml: string, tag: string): readonly XmlElement[] {
  const errorHandler = (level: string, message: unknown) => assert.fail(`${level}: ${message}`);
  const parsed = new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
  return Array.from(parsed.getElementsByTagName(tag), ({ textContent, attributes }) => ({
    textContent: textContent ?? '',
    attributes: Object.fromEntries(Array.from(attributes, ({ name, value }) => [name, value])),
  }));
}

interface Parsed {
  getElementsByTagName(tag: string): ArrayLike<{
    readonly textContent: string | null;
    readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>;
  }>;
}

/** Required, since the types of the package would bring those of a browser to the whole project. */
const {
  DOMParser,
}: {
  readonly DOMParser: new (options: object) => { parseFromString(xml: string, type: string): Parsed };
} = createRequire(import.meta.url)('@xmldom/xmldom');
