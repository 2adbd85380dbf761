/**
 * Words of boxes about orders — lời cụm loa nói về lệnh khẩn, để thử.
 *
 * What a test makes one box say, and what it reads of an answer.
 */
import { type EntryId, playIdOf } from '@loaso/shared/ids';
import type { EmergencyRoom } from './emergency-room.js';
import type { TestBox } from './fleet-room.js';

const LOCKED = { trust: 'locked', source: 'ntp', errorMs: 3 };

export const refusalOf = async (
  answer: Promise<{ ok: boolean; error?: { code: string } }>,
): Promise<string | undefined> => {
  const { ok, error } = await answer;
  return ok ? 'done' : error?.code;
};

/** The acts about emergencies in the trail, oldest first. */
export const actsOf = async ({ ports }: EmergencyRoom): Promise<string[]> =>
  (await ports.store.audit.events(100))
    .map(({ act }) => act)
    .filter((act) => act.startsWith('emergency.'))
    .reverse();

export type Word = {
  ack(what: 'urgent' | 'drill' | 'stop', id: string, change?: object): Promise<void>;
  /** Records of the plays of the newest order, from the first on. */
  records(id: EntryId, list: readonly object[]): Promise<void>;
  ask(bootId?: string): Promise<void>;
  played(change?: object): object;
};

let counter = 0;

export function wordOf(one: EmergencyRoom, box: TestBox): Word {
  const now = () => one.ports.clock.now();
  return {
    ack: (what, commandId, change = {}) => {
      counter += 1;
      return one.say(box, 'ack', {
        v: 1,
        dev: box.id,
        at: now(),
        what,
        outcome: 'accepted',
        plan: null,
        envelopeNum: 1,
        commandId,
        counter,
        ...change,
      });
    },
    records: (id, list) => {
      const { nbf = 0, durationMs = 0, gapMs = 0 } = one.urgents(box.id).at(-1) ?? {};
      return one.say(box, 'records', {
        v: 1,
        dev: box.id,
        at: now(),
        records: list.map((record, index) => ({
          v: 1,
          seq: index + 1,
          playId: playIdOf(id, box.id, nbf + index * (durationMs + gapMs)),
          recordedAt: now(),
          clock: LOCKED,
          ...record,
        })),
      });
    },
    ask: (bootId = 'boot-later') =>
      one.say(box, 'ask', {
        v: 1,
        dev: box.id,
        at: now(),
        bootId,
        want: ['receipt'],
        have: null,
        envelopeNum: 1,
        agentVersion: '0.1.0',
      }),
    played: (change = {}) => ({
      outcome: 'completed',
      startedAt: now(),
      fromMs: 0,
      playedMs: 20_000,
      virtual: false,
      ...change,
    }),
  };
}
