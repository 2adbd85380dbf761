/**
 * Observation — máy chủ biết gì về một cột loa.
 *
 * Makes of a pole what reached the server: last words from before the contact ended, sensors left
 * out, the broker's view. Nothing here knows what the fault was.
 */
import { instant } from '@loaso/shared/time';
import type { Status } from '@loaso/shared/wire/status';
import type { Patient } from '#server/core/fleet/diagnose';
import type { Neighbour } from '#server/core/fleet/diagnose-scene';
import { FLAPS_MIN } from '#server/core/fleet/presence-flaps';
import { statusOf } from '../fleet-status.js';
import { boxId, sha } from '../plans.js';
import type { Pole, Sense } from './pole.js';

const MIN = 60_000;
export const CAP_BYTES = 2_000_000_000;
const BOX = boxId(1);
const MARK = { epoch: 0, num: 4, hash: sha('plan') };

/** When the server heard it last. */
const heardAt = (pole: Pole, now: number): number =>
  now - (pole.lostMin ?? 0) * MIN - pole.wordLateMin * MIN * (pole.lostMin === null ? 0 : 1);

const onBatteryAt = (pole: Pole, at: number, now: number): boolean =>
  pole.darkMin !== null && pole.batteryMin > 0 && now - pole.darkMin * MIN <= at;

const tells = <T>(pole: Pole, sense: Sense, value: T): T | null =>
  pole.blind.has(sense) ? null : value;

function vitalsOf(pole: Pole, at: number, now: number): NonNullable<Status['vitals']> {
  const dark = onBatteryAt(pole, at, now);
  const since = dark ? instant(now - (pole.darkMin ?? 0) * MIN) : null;
  return {
    mains: tells(pole, 'mains', dark ? 'battery' : 'on'),
    mainsSinceAt: tells(pole, 'mains', since),
    supplyVolts: tells(pole, 'volts', pole.volts),
    underVoltage: tells(pole, 'volts', pole.sagged),
    temperatureC: tells(pole, 'heat', pole.celsius),
    operator: tells(pole, 'operator', pole.operator),
    signalDbm: tells(pole, 'signal', pole.dbm),
    dataUsedBytes: tells(pole, 'data', Math.round(pole.usedShare * CAP_BYTES)),
    line: tells(pole, 'line', pole.line),
    starts24h: tells(pole, 'starts', pole.starts),
    lastStart: pole.blind.has('starts') ? 'unknown' : pole.lastStart,
  };
}

function wordOf(pole: Pole, now: number): Status {
  const at = heardAt(pole, now);
  return statusOf(BOX, {
    at: instant(at),
    clock: { trust: pole.clock, source: 'server', errorMs: 20 },
    plan: pole.plan === 'held' ? MARK : { ...MARK, num: 3 },
    cache: {
      needed: pole.needed,
      have: pole.have,
      missing: [],
      bytes: 0,
      freeBytes: Math.round(pole.freeBytes),
    },
    output: {
      kind: 'card',
      virtual: false,
      healthy: pole.soundFault === null,
      detail: pole.soundFault ?? '',
    },
    refusals: pole.fileFaults.map((code) => ({
      at: instant(at - 5 * MIN),
      what: 'file' as const,
      code,
      detail: '',
    })),
    vitals: vitalsOf(pole, at, now),
  });
}

export function patientOf(pole: Pole, now: number): Patient {
  const at = heardAt(pole, now);
  const gone = pole.lostMin === null ? null : now - pole.lostMin * MIN;
  const ack = {
    v: 1 as const,
    dev: BOX,
    at: instant(at),
    what: 'plan' as const,
    outcome: pole.planRefusal === null ? ('accepted' as const) : ('refused' as const),
    plan: MARK,
    envelopeNum: 1,
    ...(pole.planRefusal === null ? {} : { code: pole.planRefusal }),
    counter: 9,
  };
  return {
    state: 'enrolled',
    online: gone === null,
    lastSeenAt: at,
    status: wordOf(pole, now),
    statusAt: at,
    desired: { mark: MARK, publishedAt: now - pole.planMin * MIN },
    envelopeNum: 1,
    ack,
    goneAt: gone,
    lastAiring: pole.aired === null ? null : { at: now - 300 * MIN, virtual: false, ...pole.aired },
    past: {
      losses24h: pole.losses,
      restlessUntil: pole.losses >= FLAPS_MIN ? now + 60 * MIN : null,
      releasedAt: pole.releasedMin === null ? null : now - pole.releasedMin * MIN,
      twinsAt: pole.twinsMin === null ? null : now - pole.twinsMin * MIN,
      dataCapBytes: CAP_BYTES,
      maintenance: pole.works === null ? null : { untilAt: now + 60 * MIN, why: pole.works },
    },
  };
}

export function neighbourOf(pole: Pole, now: number): Neighbour {
  const word = vitalsOf(pole, heardAt(pole, now), now);
  return {
    id: pole.id,
    communeId: pole.commune,
    operator: word.operator,
    powerLine: pole.powerLine,
    lostAt: pole.lostMin === null ? null : now - pole.lostMin * MIN,
    batteryAt: word.mains === 'battery' ? word.mainsSinceAt : null,
  };
}
