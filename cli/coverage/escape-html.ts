import { displayText } from '../../grammar/index.ts';

/** Text for the inside of an element or of an attribute in quotes; control characters are shown as signs. */
export function escapeHtml(text: string): string {
  return displayText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
