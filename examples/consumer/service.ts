import { type Answer, type Service, serve } from '../service.ts';
import { answerPage } from './pages.ts';

/** What the loyalty programme knows of people. */
const POINTS = new Map([['auth0|ada', 120]]);

/** Plays the pages of the shop, its mail, its loyalty programme, and whoever answers the pages. */
export async function startService(port: number): Promise<Service> {
  const service = await serve(port, ({ method, path, headers }): Answer => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const [, kind = '', name = ''] = pathname.split('/');
    if (kind === 'pages') return answerPage(method, name, searchParams);
    if (!headers.authorization?.startsWith('Bearer ')) return { status: 401, body: {} };
    if (kind === 'mail') return { status: 202, body: {} };
    const points = kind === 'loyalty' ? POINTS.get(decodeURIComponent(name)) : undefined;
    return points === undefined ? { status: 404, body: {} } : { status: 200, body: { points } };
  });
  return { ...service, answerVisit };
}

/** The browser opens the page, the person answers it, and the page sends the browser back. */
async function answerVisit(url: string): Promise<Record<string, string>> {
  const page = await fetch(url);
  if (!page.ok) throw new Error(`the page answers ${page.status}: ${await page.text()}`);
  const answered = await fetch(url, { method: 'POST', redirect: 'manual' });
  const back = new URL(answered.headers.get('location') ?? '');
  return Object.fromEntries(back.searchParams);
}
