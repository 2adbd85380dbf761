/**
 * Words of incidents — tên và lời báo sự cố.
 *
 * Cause, place and number in one line, as it is read on a phone; what it asks for: a call, a visit,
 * or something at the desk.
 */
import { causeName, when } from './diagnose-words.js';
import type { Incident, IncidentCause } from './incidents.js';
import type { Telling } from './incidents-alarm.js';
import type { Words } from './refusal-words.js';
import { say } from './sentences.js';

const PLACES_NAMED = 2;

/** 'Phường Quy Nhơn', 'Phường Quy Nhơn, Xã Nhơn Châu', 'Phường Quy Nhơn và 12 nơi khác'. */
export function placesInWords(names: readonly string[]): Words {
  const shown = names.slice(0, PLACES_NAMED).join(', ');
  const more = names.length - PLACES_NAMED;
  return more <= 0
    ? say(shown, shown)
    : say(`${shown} và ${more} nơi khác`, `${shown} and ${more} more`);
}

/** @param names of the areas concerned */
export function incidentTitle(incident: Incident, names: readonly string[]): Words {
  const { cause, operator, peak, resolvedAt, deviceIds } = incident;
  const name = causeName(cause);
  const place = placesInWords(names);
  const boxes = resolvedAt === null ? deviceIds.length : peak;
  const who = operator === null ? '' : ` ${operator}`;
  return say(
    `${name.vi}${who} — ${place.vi} (${boxes} cụm)`,
    `${name.en}${who} — ${place.en} (${boxes} ${boxes === 1 ? 'box' : 'boxes'})`,
  );
}

/** `visit`: somebody must go there; `call`: somebody must be asked; `desk`: done from here. */
export type Errand = 'visit' | 'call' | 'desk';

const ERRANDS: Readonly<Record<IncidentCause, Errand>> = {
  'commune-power': 'call',
  'operator-outage': 'call',
  'server-line': 'desk',
  'box-power': 'visit',
  'low-voltage': 'visit',
  'weak-signal': 'visit',
  'data-used-up': 'call',
  'data-short': 'call',
  'sim-dead': 'visit',
  storage: 'visit',
  clock: 'desk',
  overheating: 'visit',
  'sound-output': 'visit',
  'horn-line': 'visit',
  'plan-refused': 'desk',
  'downloads-stuck': 'desk',
  'crash-loop': 'desk',
  'cloned-card': 'desk',
  maintenance: 'desk',
  unknown: 'call',
};

export const errandOf = (cause: IncidentCause): Errand => ERRANDS[cause];

const HEADS: Readonly<Record<Telling, string>> = {
  opened: 'SỰ CỐ',
  escalated: 'CHƯA AI NHẬN',
  resolved: 'ĐÃ HẾT',
};

/** The message for people who are not at the screen. */
export function messageOf(
  incident: Incident,
  what: Telling,
  { names, now }: { readonly names: readonly string[]; readonly now: number },
): string {
  const title = incidentTitle(incident, names).vi;
  const from = when(incident.startedAt, now).vi;
  if (what === 'resolved') return `${HEADS[what]}: ${title}. Bắt đầu ${from}.`;
  const next = incident.next === null ? '' : ` Việc cần làm: ${incident.next.vi}`;
  return `${HEADS[what]}: ${title}, từ ${from}. ${incident.sentence.vi}${next}`;
}
