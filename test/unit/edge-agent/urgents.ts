/**
 * Urgent messages for tests of the box — tin khẩn để thử cụm loa.
 *
 * Builders over the same Monday morning as `plans.ts`, and a rig that is on line and has a plan.
 */
import { EntryId, playIdOf } from '@loaso/shared/ids';
import { durationMs, type Instant } from '@loaso/shared/time';
import { type Drill, nominalStartOf, type Urgent } from '@loaso/shared/wire/urgent';
import { at } from './plans.js';
import { Rig, type RigOptions } from './rig.js';
import { AREA, DEV, sealAs, sha } from './sealing.js';

export type UrgentPart = Partial<Omit<Urgent, 'id' | 'kind'>> & { readonly file?: string };

function bodyOf(name: string, minute: number, { file = name, ...part }: UrgentPart) {
  const sha256 = sha(file);
  const length = part.durationMs ?? durationMs(60_000);
  return {
    v: 1 as const,
    dev: DEV,
    area: AREA,
    id: EntryId.parse(`urgent-${name}`),
    iat: at(minute),
    nbf: at(minute),
    exp: at(minute + 60),
    why: 'vỡ đập',
    title: `Khẩn cấp ${name}`,
    origin: 'commune' as const,
    audio: [{ sha256, sizeBytes: 1_000, durationMs: length, codec: 'opus' as const }],
    parts: [{ sha256, offsetMs: durationMs(0) }],
    durationMs: length,
    plays: 3,
    gapMs: 10_000,
    gainDb: 0,
    boot: null,
    ...part,
  };
}

/** Ordered at `minute`: three plays of a minute, ten seconds apart, good for an hour. */
export const urgentOf = (name: string, minute: number, part: UrgentPart = {}): Urgent => ({
  ...bodyOf(name, minute, part),
  kind: 'urgent',
});

export const drillOf = (name: string, minute: number, part: UrgentPart = {}): Drill => ({
  ...bodyOf(name, minute, part),
  kind: 'drill',
});

export const sealedUrgent = (message: Urgent): string => sealAs('urgent', 'urgent', message);
export const sealedDrill = (message: Drill): string => sealAs('drill', 'drill', message);

export const playOf = (message: Urgent, index: number) =>
  playIdOf(message.id, DEV, nominalStartOf(message, index));

export function linked(options: RigOptions = {}): Rig {
  const rig = new Rig(options);
  rig.feed({ type: 'link-up' });
  return rig;
}

/** 'what outcome code' of every ack, oldest first. */
export const acksOf = (rig: Rig): string[] =>
  rig.sent
    .filter(({ topic }) => topic === 'ack')
    .map(({ body }) => `${body['what']} ${body['outcome']} ${body['code'] ?? ''}`.trim());

/** 'name.index seconds from the order' of everything that was heard. */
export const heardOf = (rig: Rig, since: Instant): string[] =>
  rig.heard.map(({ playId, startAt, endAt, fromMs }) => {
    const [name] = playId.split('.');
    const seconds = (ms: number): number => Math.round(ms / 1_000);
    const from = fromMs > 1_000 ? ` from ${seconds(fromMs)}` : '';
    return `${name} ${seconds(startAt - since)}-${seconds(endAt - since)}${from}`;
  });

export const stopOf = (minute: number, part: object) =>
  sealAs('command', 'stop', {
    v: 1,
    dev: DEV,
    id: `stop-${minute}-0001`,
    iat: at(minute),
    nbf: at(minute),
    exp: at(minute + 5),
    why: 'thử',
    entryId: null,
    ...part,
  });
