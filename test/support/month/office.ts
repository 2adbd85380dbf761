/**
 * Office of the month — máy chủ của tháng giả lập.
 *
 * The server as far as a box meets it: answers its questions for time and plan, receipts its records,
 * and publishes a plan of the days to come. Goes away and comes back when it is told to.
 */
import { createHash } from 'node:crypto';
import { Sha256 } from '@loaso/shared/ids';
import type { Link, LinkEars } from '#edge-agent/ports';
import { DEV, makePlan, makeTrust } from '../../integration/edge-agent/world.js';
import type { VirtualTime } from './virtual-time.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LENGTH_MS = 15 * MINUTE_MS;
const AIRINGS_AT = [5.5, 11.25, 17];
/** One way over a mobile line. */
const DELAY_MS = 80;
export const FILE_BYTES = 3_400_000;
/** UTC at monotonic 0; a Monday begins in Việt Nam. */
export const START_MS = Date.UTC(2026, 10, 22, 17);

export type Office = ReturnType<typeof createOffice>;

export function createOffice(time: VirtualTime) {
  const trust = makeTrust();
  let ears: LinkEars | null = null;
  let online = false;
  let [statuses, planNum, upToSeq] = [0, 0, 0];
  let planRaw: string | null = null;
  const send = (name: string, raw: string): void =>
    time.later(DELAY_MS, () => {
      if (online) ears?.message(`d/${DEV}/down/${name}`, raw);
    });
  const nowMs = (): number => Math.round(START_MS + time.now());
  const take = (name: string, raw: string): void => {
    if (name === 'status') statuses += 1;
    if (name !== 'ask' && name !== 'records') return;
    const body = JSON.parse((JSON.parse(raw) as { body: string }).body) as Record<string, unknown>;
    if (name === 'ask') answer(body);
    else receipt(body['records'] as { seq: number }[]);
  };
  const answer = (body: Record<string, unknown>): void => {
    const { nonce, t0 } = body['time'] as { nonce: string; t0: number };
    const [t1, dev] = [nowMs(), DEV];
    send('time', trust.sealAs('server', 'time', { v: 1, dev, nonce, t0, t1, t2: t1 }));
    if ((body['want'] as string[]).includes('plan') && planRaw !== null) send('plan', planRaw);
  };
  const receipt = (records: readonly { seq: number }[]): void => {
    upToSeq = Math.max(upToSeq, ...records.map(({ seq }) => seq));
    const body = { v: 1, dev: DEV, iat: nowMs(), upToSeq };
    send('receipt', trust.sealAs('server', 'receipt', body));
  };
  const link: Link = {
    roundTripMs: () => Promise.resolve(null),
    start: (hears) => {
      ears = hears;
    },
    publish: (topic, raw) => time.later(DELAY_MS, () => take(topic.split('/').at(-1) ?? '', raw)),
    stop: () => Promise.resolve(),
  };
  const join = (): void => {
    online = true;
    ears?.up();
  };
  return {
    trust,
    link,
    join,
    cut: (): void => {
      online = false;
      ears?.down();
    },
    /** The airings of the days from `day` to before `until`. */
    publish: (day: number, until: number): void => {
      planNum += 1;
      planRaw = trust.sealAs('plan', 'plan', planFor(day, until, planNum, nowMs()));
      if (online) send('plan', planRaw);
    },
    statuses: () => statuses,
  };
}

function planFor(day: number, until: number, num: number, nowMs: number): object {
  const clips: Parameters<typeof makePlan>[2][number][] = [];
  const items: object[] = [];
  for (let one = day; one < until; one += 1) {
    for (const [index, hour] of AIRINGS_AT.entries()) {
      const name = `day ${one} airing ${index}`;
      const sha256 = Sha256.parse(createHash('sha256').update(name).digest('hex'));
      const bytes = Buffer.alloc(0);
      const clip = { sha256, sizeBytes: FILE_BYTES, durationMs: LENGTH_MS, codec: 'mp3' as const };
      clips.push({ ...clip, bytes, path: '' });
      items.push(itemOf(one, index, hour, sha256));
    }
  }
  return { ...makePlan(num, nowMs, clips, items), exp: nowMs + 30 * DAY_MS };
}

const itemOf = (day: number, index: number, hour: number, sha256: Sha256): object => ({
  entryId: `entry-${index}`,
  title: `Bản tin ngày ${day}`,
  startAt: START_MS + day * DAY_MS + hour * 60 * MINUTE_MS,
  durationMs: LENGTH_MS,
  priority: 'normal',
  origin: 'commune',
  rank: 100,
  parts: [{ sha256, offsetMs: 0 }],
  gainDb: 0,
  lateStart: 'join',
  afterCut: 'join',
});
