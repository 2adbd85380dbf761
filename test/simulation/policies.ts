/**
 * Policies of the simulated province — quy định giả lập.
 *
 * What officials say of the hours of their communes, and of single days among them.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, LocalDate, type MinuteOfDay } from '@loaso/shared/time';
import type { ExemptionWord } from '@loaso/shared/trust/exemption-word';
import type { SoundWindow } from '@loaso/shared/trust/sound-envelope';
import { DEFAULT_POLICY, type Policy } from '#server/core/schedule/policy';
import type { Chance } from './chance.js';

const windowOf = (fromMinute: number, toMinute: number, volumeMaxPercent: number): SoundWindow =>
  ({ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute, volumeMaxPercent }) as SoundWindow;

/** The default, stricter for some communes: split hours, few minutes, few sessions, a quiet evening. */
export function policyFor(communes: readonly AreaId[], chance: Chance): Policy {
  const overrides = communes.flatMap((areaId): Policy['overrides'][number][] => {
    const draw = chance.next();
    if (draw < 0.5) return [];
    if (draw < 0.7) return [{ areaId, minutesPerDayMax: chance.whole(10, 40) }];
    if (draw < 0.85) {
      const sessionsPerDayMax = chance.whole(1, 3);
      return [{ areaId, sessionsPerDayMax, minutesPerSessionMax: chance.whole(3, 15) }];
    }
    const morning = windowOf(285, chance.whole(420, 700), 100);
    const evening = windowOf(chance.whole(960, 1020), chance.whole(1080, 1290), 60);
    return [{ areaId, windows: [morning, evening], emergencyVolumeMaxPercent: 80 }];
  });
  return { ...DEFAULT_POLICY, overrides, exemptions: exemptionsFor(communes, chance) };
}

const FIRST_DAY = LocalDate.parse('2026-03-02');

/** One in three: a festival into the night, a silent morning, days of mourning. */
function exemptionsFor(communes: readonly AreaId[], chance: Chance): Policy['exemptions'] {
  return communes.flatMap((areaId) => {
    if (!chance.happens(0.35)) return [];
    const fromDate = addDays(FIRST_DAY, chance.whole(0, 4));
    const toDate = addDays(fromDate, chance.whole(0, 2));
    return [{ areaId, lifts: areaId, fromDate, toDate, word: wordFor(chance) }];
  });
}

function wordFor(chance: Chance): ExemptionWord {
  const draw = chance.next();
  const minuteOf = (from: number, to: number) => chance.whole(from, to) as MinuteOfDay;
  if (draw < 0.2) return { kind: 'priority-only' };
  if (draw < 0.5) {
    return {
      kind: 'quiet',
      quiet: [{ fromMinute: minuteOf(290, 340), toMinute: minuteOf(700, 1020) }],
    };
  }
  const window = {
    fromMinute: minuteOf(285, 400),
    toMinute: minuteOf(1290, 1380),
    volumeMaxPercent: 70,
  };
  return { kind: 'hours', windows: [window], minutesPerDayMax: chance.whole(60, 600) };
}
