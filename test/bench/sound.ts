/**
 * Sound bench — tiếng phát đúng lúc đến đâu.
 *
 * The packaged agent and its player on virtual cards with a clock of their own, heard by a listener at
 * each card: starts while one core is busy, two agents beside one another, joins, emergencies, STOP,
 * and two cards whose crystals run apart. Beside it in the same run a player spawned for each item.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Clip, makeClip } from '../integration/edge-agent/world.js';
import type { Report } from './figure.js';
import { packageFolder, unitSettings } from './packaged.js';
import { memoryOf } from './process-figures.js';
import { type SoundBox, startSoundBox } from './sound-box.js';
import { DRIFT_CARDS, measureDrift } from './sound-drift.js';
import { measureJoins, measurePreemption, measureStops, type OrderClips } from './sound-orders.js';
import { openSoundRoom, RATE } from './sound-room.js';
import { measureStarts } from './sound-starts.js';

const BOX_CARDS = ['box_a', 'box_b'] as const;
const NAIVE_CARDS = ['naive_a', 'naive_b'] as const;
const DRIFT_MINUTES = 1.5;

/** Short for the starts, then the alarm, a long one, two to be joined. */
const makeClips = (folder: string): Clip[] => [
  makeClip(folder, 0.5, 31),
  makeClip(folder, 0.6, 32),
  makeClip(folder, 3, 33),
  makeClip(folder, 1, 34),
  makeClip(folder, 1, 35),
];

export async function sound(report: Report): Promise<void> {
  const flat = Object.fromEntries([...BOX_CARDS, ...NAIVE_CARDS].map((name) => [name, RATE]));
  const room = await openSoundRoom({ ...flat, ...DRIFT_CARDS });
  const boxes: SoundBox[] = [];
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    const packaged = { folder: await packageFolder(room.dir), unit: unitSettings() };
    for (const card of BOX_CARDS) {
      boxes.push(await startSoundBox(card, room, packaged, makeClips));
    }
    await Promise.all(boxes.map((box) => box.offer([])));
    const names = [...BOX_CARDS, ...NAIVE_CARDS];
    const ears = Object.fromEntries(names.map((name) => [name, room.listen(name)]));
    await measureStarts(report, boxes, ears, { room, cards: NAIVE_CARDS, clipIndex: 0 });
    const clips = orderClipsOf(boxes);
    await measureJoins(report, boxes, ears, clips);
    await measurePreemption(report, boxes, ears, clips);
    await measureStops(report, boxes, ears, clips);
    footprints(report, boxes);
    for (const box of boxes.splice(0)) await box.close();
    const drift = await measureDrift(room, packaged, DRIFT_MINUTES);
    const goal = { atMost: 5 };
    const name = `two cards 250 ppm apart, ${DRIFT_MINUTES} minutes`;
    report({ name, value: drift.apartMs, unit: 'ms', goal });
    report({
      name: 'either of them from its instant',
      value: drift.lateMs,
      unit: 'ms',
      goal: null,
    });
    report({ name: 'looks without sound', value: drift.lost, unit: 'looks', goal: { atMost: 0 } });
    report({ name: 'load of the machine', value: loadNow(), unit: 'processes', goal: null });
  } finally {
    busy.kill('SIGKILL');
    for (const box of boxes) await box.close();
    await room.close();
  }
}

function orderClipsOf([box]: readonly SoundBox[]): OrderClips {
  const [, alarm, long, one, other] = box?.clips ?? [];
  if (!alarm || !long || !one || !other) throw new Error('no clips');
  return { alarm, long, joined: [one, other] };
}

function footprints(report: Report, boxes: readonly SoundBox[]): void {
  const [{ pids } = { pids: { agent: 0, player: 0 } }] = boxes;
  const mb = (name: string, value: number): void => report({ name, value, unit: 'MB', goal: null });
  mb('memory of the player, resident', memoryOf(pids.player).residentMb);
  mb('memory of the player, its own', memoryOf(pids.player).privateMb);
  mb('memory of the agent beside it, resident', memoryOf(pids.agent).residentMb);
}

/** Of the last minute: ours is about three, the rest is others'. */
const loadNow = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
