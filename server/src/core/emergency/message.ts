/**
 * Message of an order — tin khẩn gửi tới từng cụm.
 *
 * What is the same for every box of an order, and the text for each: only its beginning differs, so
 * thousands of texts cost one. Gives the content that people confirm.
 */
import type { AudioRef } from '@loaso/shared/audio';
import type { AreaId, DeviceId, EntryId } from '@loaso/shared/ids';
import type { Origin } from '@loaso/shared/priority';
import { type DurationMs, durationMs, type Instant, instant } from '@loaso/shared/time';
import type { EmergencyKind } from '@loaso/shared/wire/http/emergency';
import type { PlanPart } from '@loaso/shared/wire/plan';
import { type Urgent, urgentContent, urgentFault } from '@loaso/shared/wire/urgent';

/** What every box of an order is told alike. */
export type UrgentMessage = {
  readonly nbf: number;
  readonly exp: number;
  readonly title: string;
  readonly origin: Origin;
  readonly audio: readonly AudioRef[];
  readonly parts: readonly PlanPart[];
  readonly durationMs: number;
  readonly plays: number;
  readonly gapMs: number;
  readonly gainDb: number;
};

/** Boxes that come back within this time still sound it. */
export const URGENT_LIFE_MS = 90 * 60_000;
const AUDIO_MAX = 8;

type Wish = {
  readonly title: string;
  readonly origin: Origin;
  readonly plays: number;
  readonly gapMs: number;
  readonly nbf: number;
};

/** @param clips in the order in which they sound */
export function messageOf(clips: readonly AudioRef[], wish: Wish): UrgentMessage {
  const heard = clips.slice(0, AUDIO_MAX);
  let offset = 0;
  const parts = heard.map(({ sha256, durationMs: length }): PlanPart => {
    const part = { sha256, offsetMs: durationMs(offset) };
    offset += length;
    return part;
  });
  const audio = [...new Map(heard.map((clip) => [clip.sha256, clip])).values()];
  const { nbf, title } = wish;
  const exp = nbf + URGENT_LIFE_MS;
  return { ...wish, title: title.slice(0, 200), exp, audio, parts, durationMs: offset, gainDb: 0 };
}

export type UrgentHead = {
  readonly id: EntryId;
  readonly kind: EmergencyKind;
  readonly message: UrgentMessage;
};

/** The message for no box in particular. */
function templateOf({ id, kind, message }: UrgentHead): Omit<Urgent, 'kind'> & { kind: 'urgent' } {
  return {
    ...message,
    v: 1,
    dev: 'box-00000000' as DeviceId,
    area: '00' as AreaId,
    boot: null,
    kind: (kind === 'drill' ? 'drill' : 'urgent') as 'urgent',
    id,
    iat: instant(message.nbf),
    nbf: instant(message.nbf),
    exp: instant(message.exp),
    why: '-',
    audio: [...message.audio],
    parts: [...message.parts],
    durationMs: message.durationMs as DurationMs,
  };
}

/** What people confirm, as text. */
export const contentOf = (head: UrgentHead): string => urgentContent(templateOf(head));

/** Why no box would take it, in English, or null. */
export const faultOf = (head: UrgentHead): string | null => urgentFault(templateOf(head));

export type Addressee = {
  readonly deviceId: DeviceId;
  readonly areaId: AreaId;
  readonly bootId: string | null;
};

/** @returns the final JSON text for each box, one function for all of an order */
export function bodiesOf(
  head: UrgentHead,
  { iat, why }: { readonly iat: Instant; readonly why: string },
): (box: Addressee) => string {
  const { v, dev, area, boot, ...same } = templateOf(head);
  const tail = JSON.stringify({ ...same, iat, why: why.slice(0, 200) }).slice(1);
  return ({ deviceId, areaId, bootId }) =>
    `{"v":${v},"dev":"${deviceId}","area":"${areaId}","boot":${JSON.stringify(bootId)},${tail}`;
}
