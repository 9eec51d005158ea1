/**
 * JavaScript with its comments blanked, for looking at what a rule does. It need not be JavaScript that parses: keywords
 * of an export may still stand in it.
 */
export function stripComments(text: string): string {
  return text.replace(PIECE, (piece, before: string | undefined) =>
    before !== undefined || !/^\/[/*]/.test(piece) ? piece : ' ',
  );
}

/**
 * Texts and regular expressions are matched too, so that what looks like a comment in them is none. What is never closed
 * goes on to the end, and regular expressions have an end to their length, so that no text takes long.
 */
const PIECE =
  /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*(?:`|$)|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|([(,=:[!&|?{};+\n]|\breturn)[ \t]{0,20}\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n]){0,200}\]|[^/\\\n[]){1,500}\//g;
