import { type Answer, standInSecret } from '../service.ts';
import { signToken, verifyToken } from './tokens.ts';

/** What people answer on the pages, by their id. */
const ANSWERS: ReadonlyMap<unknown, PersonsAnswer> = new Map([
  ['auth0|ada', { accepts: true, favourite_tea: 'Assam' }],
  ['auth0|mallory', { accepts: true, forges: true }],
]);

/** Who is not among them accepts nothing and skips every question. */
const SKIPS: PersonsAnswer = { accepts: false };

interface PersonsAnswer {
  readonly accepts: boolean;
  readonly favourite_tea?: string;
  /** Whether they sign the answer themselves, without knowing the secret. */
  readonly forges?: boolean;
}

/** `terms` or `question`: the page when it is opened (GET), and the way back once it is answered (POST). */
export function answerPage(method: string, page: string, query: URLSearchParams): Answer {
  const secret = standInSecret('PAGES_KEY');
  const asked = verifyToken(query.get('session_token') ?? '', secret);
  if (asked === null) return { status: 400, body: 'This page is opened from the login.' };
  if (method === 'GET') return { status: 200, body: textOf(page, asked) };
  const person = ANSWERS.get(asked.sub) ?? SKIPS;
  const state = query.get('state') ?? '';
  const answer = page === 'terms' ? termsOf(person, asked) : questionOf(person, asked);
  const signed = signToken(
    { state, sub: asked.sub, exp: asked.exp, ...answer },
    person.forges === true ? 'a guess' : secret,
  );
  const back = new URL('https://login.leaf-and-kettle.example/continue');
  back.searchParams.set('state', state);
  back.searchParams.set('session_token', signed);
  return { status: 303, headers: { location: back.href }, body: '' };
}

type Claims = Readonly<Record<string, unknown>>;

function textOf(page: string, asked: Claims): string {
  return page === 'terms'
    ? `<h1>Our terms</h1><p>Version ${asked.terms}</p><form method="post"><button>I accept</button></form>`
    : `<h1>What is your ${firstOf(asked)}?</h1><form method="post"><input name="answer"><button>Save</button></form>`;
}

function termsOf({ accepts }: PersonsAnswer, { terms }: Claims): Claims {
  return accepts ? { accepted_terms: terms } : { declined: true };
}

function questionOf(person: PersonsAnswer, asked: Claims): Claims {
  const question = firstOf(asked);
  const { favourite_tea: tea } = person;
  return {
    asked: question,
    ...(question === 'favourite_tea' && tea !== undefined ? { favourite_tea: tea } : {}),
  };
}

function firstOf({ questions }: Claims): string {
  return Array.isArray(questions) ? String(questions[0]) : '';
}
