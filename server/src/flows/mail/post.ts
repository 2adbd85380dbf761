/**
 * The post — thư chờ gửi.
 *
 * Hands over what is due, a few letters a minute, one after another. When no letter gets off, all
 * wait together: one is tried after each pause, and what has piled up by then is folded.
 */
import { type Bundle, backOffMs, bundlesOf, LETTER_LIFE_MS } from '../../core/mail/bundles.js';
import { digestLetter, type Words } from '../../core/mail/letters.js';
import type { Mail, MailFault, QueuedLetter } from '../../ports/mail.js';
import type { MailPorts } from './ports.js';

const LOOKED_AT = 500;
const MINUTE_MS = 60_000;

export type Post = {
  /** Every few seconds. @returns how many letters were handed over */
  round(): Promise<number>;
};

type Slot = QueuedLetter & { readonly address: string };

export function createPost(ports: MailPorts): Post {
  let handedOver: number[] = [];
  let failures = 0;
  let pausedUntil = 0;
  return {
    async round() {
      const { mailer, clock, store } = ports;
      const now = clock.now();
      if (mailer === null || now < pausedUntil) return 0;
      const due = await withoutTooOld(ports, await store.mail.dueLetters(now, LOOKED_AT), now);
      handedOver = handedOver.filter((at) => now - at < MINUTE_MS);
      const bundles = bundlesOf(due.map((one): Slot => ({ ...one, address: one.to.address })));
      let sent = 0;
      for (const bundle of bundles.slice(0, Math.max(0, ports.perMinute - handedOver.length))) {
        const result = await mailer(mailOf(ports, bundle));
        handedOver.push(now);
        if (result.ok) {
          failures = 0;
          sent += 1;
          await settle(ports, bundle);
          continue;
        }
        await failed(ports, bundle, result.error);
        if (result.error.extent !== 'server') continue;
        failures += 1;
        pausedUntil = clock.now() + backOffMs(failures, portion(ports));
        break;
      }
      return sent;
    },
  };
}

/** 0..1, from the machine's source of chance. */
const portion = ({ chance }: MailPorts): number => {
  const sign = chance.token(1).codePointAt(0) ?? 0;
  return (sign % 32) / 31;
};

async function withoutTooOld(
  { store, log }: MailPorts,
  due: readonly QueuedLetter[],
  now: number,
): Promise<readonly QueuedLetter[]> {
  const old = due.filter(({ createdAt }) => now - createdAt > LETTER_LIFE_MS);
  if (old.length === 0) return due;
  const ids = new Set(old.map(({ id }) => id));
  await store.mail.settleLetters([...ids], { state: 'failed', at: now, problem: 'later' });
  log.error('mail.given-up', { letters: old.length });
  return due.filter(({ id }) => !ids.has(id));
}

function mailOf({ pageUrl }: MailPorts, { last }: Bundle<Slot>): Mail {
  const [first, ...more] = last;
  if (first === undefined) throw new Error('a bundle holds a letter');
  if (more.length === 0) return { ...first, follows: followsOf(first) };
  const words: Words = digestLetter(last, `${pageUrl()}/su-co`);
  return {
    id: `digest.${last.at(-1)?.id ?? first.id}`,
    to: first.to,
    ...words,
    follows: [],
    attachments: [],
  };
}

/** Letters of an incident hang on the one that opened it, whether or not it was sent alone. */
function followsOf({ id, thread, contactId }: QueuedLetter): string[] {
  if (thread === null || contactId === null) return [];
  const root = `${thread}.opened.${contactId}`;
  return root === id ? [] : [root];
}

async function settle({ store, clock }: MailPorts, { all, last }: Bundle<Slot>): Promise<void> {
  const at = clock.now();
  const shown = new Set(last.map(({ id }) => id));
  const folded = all.flatMap(({ id }) => (shown.has(id) ? [] : [id]));
  await store.mail.settleLetters([...shown], { state: 'sent', at, problem: null });
  if (folded.length > 0) {
    await store.mail.settleLetters(folded, { state: 'folded', at, problem: null });
  }
}

async function failed(
  ports: MailPorts,
  { all }: Bundle<Slot>,
  { kind, extent, detail }: MailFault,
): Promise<void> {
  const { store, clock, log } = ports;
  const now = clock.now();
  const ids = all.map(({ id }) => id);
  if (extent === 'letter') {
    await store.mail.settleLetters(ids, { state: 'failed', at: now, problem: kind });
    log.warn('mail.refused', { kind, detail, letters: ids.length });
    return;
  }
  const tries = Math.max(...all.map((one) => one.tries)) + 1;
  await store.mail.postponeLetters(ids, now + backOffMs(tries, portion(ports)), kind);
  log.warn('mail.unsent', { kind, detail, letters: ids.length });
}
