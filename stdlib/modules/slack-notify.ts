import { exchange } from './http/exchange.ts';

type Done = (error: unknown) => void;
type Message = Readonly<Record<string, unknown>>;
type Notify = (message: unknown, done?: Done) => Promise<void>;

interface Notifier {
  /** Called with what goes wrong where nobody else hears of it. */
  onError: Done | null;
  send: Notify;
  extend(defaults: Message): Notify;
  alert: Notify;
  bug: Notify;
  note: Notify;
  success: Notify;
}

/** The package slack-notify over one webhook: with a callback as in version 0.1, and with a promise as in 2. */
function slackNotify(webhook: string): Notifier {
  const send: Notify = async (message, done) => {
    const failure = await post(webhook, shape(message)).then(
      () => null,
      (error: unknown) => error ?? new Error('Slack refused the message'),
    );
    if (done !== undefined) return done(failure);
    if (failure === null) return;
    if (notifier.onError !== null) return notifier.onError(failure);
    throw failure;
  };
  const extend =
    (defaults: Message): Notify =>
    (message, done) =>
      quietly(send({ ...defaults, ...named(message) }, done));
  const notifier: Notifier = {
    onError: null,
    send: (message, done) => quietly(send(message, done)),
    extend,
    alert: extend({ channel: '#alerts', icon_emoji: ':warning:', username: 'Alert' }),
    bug: extend({ channel: '#bugs', icon_emoji: ':bomb:', username: 'Bug' }),
    note: extend({ channel: '#alerts', icon_emoji: ':bulb:', username: 'Note' }),
    success: extend({ channel: '#alerts', icon_emoji: ':trophy:', username: 'Success' }),
  };
  return notifier;
}

/** Rules post and go on: a message that nobody waits for does not end the login when it fails. */
function quietly(sent: Promise<void>): Promise<void> {
  sent.catch((error: unknown) => {
    console.error(`slack-notify: ${error instanceof Error ? error.message : String(error)}`);
  });
  return sent;
}

async function post(webhook: string, message: Message): Promise<void> {
  const { status, body } = await exchange({
    url: String(webhook),
    method: 'POST',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: `payload=${encodeURIComponent(JSON.stringify(message))}`,
    timeout: null,
    redirect: 'manual',
  });
  if (status !== 200) throw new Error(`Slack answered ${status}: ${body.toString('utf8').slice(0, 200)}`);
}

/** `fields` is short for an attachment. */
function shape(message: unknown): Message {
  const { fields, ...rest } = named(message);
  if (typeof fields !== 'object' || fields === null) return rest;
  const list = Object.entries(fields).map(([title, value]) => ({ title, value: textOf(value), short: true }));
  const fallback = list.map(({ title, value }) => `${title}: ${value}`).join(', ');
  const attachments = Array.isArray(rest.attachments) ? rest.attachments : [];
  return { ...rest, attachments: [...attachments, { fallback, fields: list }] };
}

function named(message: unknown): Message {
  return typeof message === 'object' && message !== null ? { ...message } : { text: String(message) };
}

function textOf(value: unknown): string {
  if (value instanceof Error) return value.message;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

module.exports = slackNotify;
