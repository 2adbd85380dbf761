/**
 * Release routes of the fixture — bản phần mềm mẫu.
 *
 * Two versions on the boxes, two releases, one rollout in its second group with a box that went back.
 * Decisions hold as long as the fixture runs; the empty world knows no release.
 */
import { DeviceId, RolloutId } from '@loaso/shared/ids';
import {
  type HeldRelease,
  NewRollout,
  type ReleaseBox,
  type ReleaseDesk,
  type ReleaseRollout,
  type ReleaseRolloutDetail,
  ReleaseStep,
  type RolloutState,
} from '@loaso/shared/wire/http/releases';
import {
  forecastWords,
  releaseBoxWords,
  rolloutNext,
  rolloutWords,
  type StepCounts,
} from '#server/core/fleet/release-words';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ID = RolloutId.parse('roll-mau-1');
const PLACES = ['Phường Quy Nhơn', 'Xã Nhơn Châu', 'Phường Pleiku', 'Xã Tuy Phước', 'Xã An Lão'];

type Stored = { state: RolloutState; started: boolean };
const known = new WeakMap<World, Stored>();

function storedOf(world: World): Stored {
  const stored = known.get(world) ?? { state: 'running', started: world.devices.length > 0 };
  known.set(world, stored);
  return stored;
}

const release = (num: number, version: string, now: number, notes: string): HeldRelease => ({
  num,
  version,
  downgrade: false,
  notes,
  files: [
    { arch: 'arm64', sizeBytes: 1_140_000 },
    { arch: 'armhf', sizeBytes: 1_140_000 },
  ],
  signedBy: ['release-5f0c21ab94de', 'release-c1e07a3325b8'],
  exp: now + 80 * DAY,
  addedAt: now - num * 2 * HOUR,
  by: 'Trần Thị Minh',
  offerable: true,
});

const COUNTS: Partial<StepCounts> = {
  'went-back': 1,
  refused: 1,
  offered: 1,
  'on-trial': 2,
  fetching: 3,
  waiting: 7,
  stays: 57,
  held: 130,
};

const countsOf = (): StepCounts =>
  Object.fromEntries(ReleaseStep.options.map((step) => [step, COUNTS[step] ?? 0])) as StepCounts;

function rolloutOf(state: RolloutState, now: number): ReleaseRollout {
  const counts = countsOf();
  const way = { state, stage: 2, stages: 3 };
  return {
    ...{ id: ID, num: 4, version: '1.4.0', by: 'Trần Thị Minh', createdAt: now - 20 * HOUR },
    ...{ ...way, hours: 'night', faultsMax: 2, counts },
    boxes: Object.values(counts).reduce((sum, count) => sum + count, 0),
    sentence: rolloutWords(counts),
    next: rolloutNext({ ...way, counts, warning: false }),
  };
}

/** Those that need somebody first. */
const ORDER = [
  'went-back',
  'refused',
  'on-trial',
  'fetching',
  'offered',
  'waiting',
  'held',
  'stays',
] as const;
type Shown = (typeof ORDER)[number];

const stageOf = (step: Shown, at: number): number => {
  if (step === 'held') return 3;
  return step === 'stays' && at % 4 === 0 ? 1 : 2;
};

const DETAILS: Partial<Record<Shown, string>> = {
  'went-back': 'after 600 s without plan',
  refused: 'no-answer: to all offers',
  offered: 'not-fetched: app.mjs',
};

function boxesOf(now: number): ReleaseBox[] {
  const steps = ORDER.flatMap((step) => Array.from({ length: COUNTS[step] ?? 0 }, () => step));
  return steps.map((step, at): ReleaseBox => {
    const untouched = step === 'held' || step === 'waiting';
    const isNew = step === 'stays' || step === 'on-trial';
    return {
      deviceId: DeviceId.parse(`loa-quy-nhon-${String(at + 1).padStart(2, '0')}`),
      name: `Cụm loa tổ ${at + 1}`,
      areaName: PLACES[at % PLACES.length] ?? '',
      stage: stageOf(step, at),
      step,
      words: releaseBoxWords(step, DETAILS[step] ?? '', 9),
      version: isNew ? '1.4.0' : '1.3.2',
      at: untouched ? null : now - (at + 2) * 400_000,
    };
  });
}

const ok = (json: unknown, status = 200): Reply => ({ status, json });

function deskOf(world: World, now: number): ReleaseDesk {
  const { started, state } = storedOf(world);
  if (!started)
    return { running: [], releases: [], rollouts: [], trustedKeys: ['release-5f0c21ab94de'] };
  return {
    running: [
      { version: '1.3.2', boxes: 143, online: 131, communes: 118 },
      { version: '1.4.0', boxes: 59, online: 59, communes: 44 },
      { version: null, boxes: 3, online: 0, communes: 2 },
    ],
    releases: [
      release(4, '1.4.0', now, 'Tiếp âm bền hơn khi mạng 4G chập chờn.'),
      release(3, '1.3.2', now, ''),
    ],
    rollouts: [rolloutOf(state, now)],
    trustedKeys: ['release-5f0c21ab94de', 'release-c1e07a3325b8'],
  };
}

const detailOf = (world: World, now: number): ReleaseRolloutDetail => ({
  ...rolloutOf(storedOf(world).state, now),
  boxList: boxesOf(now),
});

/** A box of the first group went back. */
export const haltRollout = (world: World): void => {
  storedOf(world).state = 'halted';
};

const moved =
  (state: RolloutState) =>
  ({ now }: Call, world: World): Reply => {
    storedOf(world).state = state;
    return ok(detailOf(world, now));
  };

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const releases: Readonly<Record<string, Handler>> = {
  'GET releases': ({ now }, world) => ok(deskOf(world, now)),
  'POST releases': ({ now }, world) => {
    storedOf(world).started = true;
    return ok(release(4, '1.4.0', now, ''), 201);
  },
  'POST rollouts/forecast': ({ body }) => {
    const { hours, faultsMax } = NewRollout.parse(body);
    const others = { 'failed-there': 0, 'other-processor': 0, 'unknown-processor': 0 };
    const left = { 'has-it': 3, cannot: 0, ...others };
    const groups = [12, 60, 130];
    return ok({
      boxes: 202,
      groups,
      words: forecastWords({ groups, communes: 12, hours, faultsMax, left }),
    });
  },
  'POST rollouts': moved('running'),
  'GET rollouts/*': ({ now }, world) => ok(detailOf(world, now)),
  'POST rollouts/*/pause': moved('paused'),
  'POST rollouts/*/resume': moved('running'),
  'POST rollouts/*/offer-again': moved('running'),
  'POST rollouts/*/give-up': moved('given-up'),
};
