/**
 * Proof of drift — chứng minh hai cụm không lệch nhịp.
 *
 * Two players on two cards whose crystals run apart, heard every five seconds: how far they part.
 */
import { packageFolder, unitSettings } from './packaged.js';
import { DRIFT_CARDS, measureDrift } from './sound-drift.js';
import { openSoundRoom } from './sound-room.js';

const APART_MS_MAX = 5;

/** @param minutes of one sound */
export async function proveDrift(
  minutes: number,
  told: (done: number) => void,
): Promise<{ figures: object; good: boolean }> {
  const room = await openSoundRoom(DRIFT_CARDS);
  try {
    const packaged = { folder: await packageFolder(room.dir), unit: unitSettings() };
    const drift = await measureDrift(room, packaged, minutes, (seconds) => told(seconds / 60));
    const rounded = (ms: number): number => Math.round(ms * 100) / 100;
    return {
      figures: {
        minutes,
        unsteeredMs: rounded((minutes * 60_000 * (DRIFT_CARDS.fast - DRIFT_CARDS.slow)) / 24_000),
        looks: drift.looks,
        lost: drift.lost,
        apartMs: rounded(drift.apartMs),
        fromInstantMs: rounded(drift.lateMs),
      },
      good: drift.lost === 0 && drift.apartMs <= APART_MS_MAX,
    };
  } finally {
    await room.close();
  }
}
