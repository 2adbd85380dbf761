/**
 * Hours routes of the fixture — giờ được phát mẫu.
 *
 * A ward that has narrowed its evenings, an earlier version of it, a wish for more that waits; the
 * arithmetic is the real one. What is saved holds as long as the fixture runs.
 */
import { AreaId } from '@loaso/shared/ids';
import { SpecialPlaceKind } from '@loaso/shared/place-kind';
import { addDays, instant, instantAt, localDateOf, MinuteOfDay } from '@loaso/shared/time';
import { type ByPlace, limitsOfPlace, needsSecondAnywhere } from '@loaso/shared/trust/place-limits';
import { narrowed, type SoundLimits, sameLimits } from '@loaso/shared/trust/sound-limits';
import {
  NewSoundRule,
  type SoundRule,
  SoundRuleDecision,
  SoundRuleDraft,
  type SoundRuleLimits,
  type SoundRules,
} from '@loaso/shared/wire/http/sound-rules';
import { changesByPlace } from '#server/core/schedule/place-words';
import { DEFAULT_POLICY } from '#server/core/schedule/policy';
import { placeOf } from './fleet.js';
import { AREAS } from './people.js';
import { placeAskedOf } from './place-asked.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const DAY = 86_400_000;
const ABOVE = DEFAULT_POLICY.default;

const until = (toMinute: number): SoundRuleLimits => ({
  windows: [
    {
      days: [1, 2, 3, 4, 5, 6, 7],
      fromMinute: MinuteOfDay.parse(285),
      toMinute: MinuteOfDay.parse(toMinute),
      volumeMaxPercent: 100,
    },
  ],
  minutesPerDayMax: 240,
  sessionsPerDayMax: 3,
  minutesPerSessionMax: 60,
  places: [
    {
      kind: 'clinic',
      volumeMaxPercent: 60,
      quiet: [
        {
          days: [1, 2, 3, 4, 5, 6, 7],
          fromMinute: MinuteOfDay.parse(690),
          toMinute: MinuteOfDay.parse(840),
        },
      ],
    },
  ],
  emergencyVolumeMaxPercent: 100,
});

const rule = (num: number, now: number, more: Partial<SoundRule>): SoundRule => ({
  num,
  state: 'replaced',
  limits: until(1230),
  why: 'bà con khu phố đề nghị yên tĩnh buổi tối',
  restores: null,
  createdBy: 'Trần Thị Minh',
  createdAt: instant(now - (10 - num) * DAY),
  decidedBy: null,
  decidedAt: null,
  ...more,
});

const known = new WeakMap<World, SoundRule[]>();

function historyOf(world: World, now: number): SoundRule[] {
  const history =
    known.get(world) ??
    (world.devices.length === 0
      ? []
      : [
          rule(3, now, { state: 'pending', limits: null, why: 'mùa lễ hội, cần phát buổi tối' }),
          rule(2, now, { state: 'in-force', limits: until(1200) }),
          rule(1, now, {}),
        ]);
  known.set(world, history);
  return history;
}

const ok = (json: unknown, status = 200): Reply => ({ status, json });

const ownOf = (history: readonly SoundRule[]): SoundRuleLimits | null =>
  history.find(({ state }) => state === 'in-force')?.limits ?? null;
const within =
  (own: SoundRuleLimits | null): ByPlace =>
  (kind) =>
    own === null ? ABOVE : narrowed(ABOVE, limitsOfPlace(own, kind));
const shown = (limits: SoundLimits): SoundRules['now'] => ({
  ...limits,
  windows: [...limits.windows],
});

function rulesOf({ now, user }: Call, world: World, areaId: string | undefined): SoundRules {
  const history = historyOf(world, now);
  const own = ownOf(history);
  const role = user?.role;
  const id = AreaId.parse(areaId);
  const pending = history.find(({ state }) => state === 'pending') ?? null;
  const [first] = world.devices;
  return {
    areaId: id,
    areaName: AREAS.find((area) => area.id === id)?.name ?? id,
    above: shown(ABOVE),
    now: shown(within(own)('residential')),
    places: SpecialPlaceKind.options
      .filter((kind) => !sameLimits(within(own)(kind), within(own)('residential')))
      .map((kind) => ({ kind, limits: shown(within(own)(kind)) })),
    own,
    num: history[0]?.num ?? 0,
    pending,
    placesAsked: world.devices.flatMap((box) => {
      const from = placeOf(box.id);
      const asked = placeAskedOf(from, now);
      if (asked === null) return [];
      const { kind: to, by } = asked;
      const { name, areaName } = box;
      return [{ id: box.id, name, areaName, from, to, by, at: instant(asked.at) }];
    }),
    history,
    boxes: {
      total: world.devices.length,
      taken: Math.max(0, world.devices.length - 1),
      waiting: first === undefined ? [] : [first],
    },
    unagreed: null,
    mayWrite: role === 'official' || role === 'administrator',
    mayDecide: pending !== null && role === 'approver',
  };
}

function previewOf({ body, now }: Call, world: World): Reply {
  const before = within(ownOf(historyOf(world, now)));
  const after = within(SoundRuleDraft.parse(body).limits);
  const today = localDateOf(instant(now));
  const closes = after('residential').windows.every(({ toMinute }) => toMinute <= 1140);
  const lost = [1, 3, 5].map((days) => ({
    title: 'Bản tin pháp luật buổi tối',
    startAt: instantAt(addDays(today, days), 1170),
    boxes: world.devices.length,
    soundedMs: 0,
    why: { vi: 'Ngoài giờ được phát', en: 'Outside the permitted hours' },
  }));
  return ok({
    effective: shown(after('residential')),
    changes: changesByPlace(before, after),
    needsSecond: needsSecondAnywhere(after, before),
    boxes: world.devices.length,
    lost: closes ? lost : [],
    lostCount: closes ? lost.length : 0,
  });
}

function save(call: Call, world: World, areaId: string | undefined): Reply {
  const { limits, why, restores } = NewSoundRule.parse(call.body);
  const history = historyOf(world, call.now);
  const asks = needsSecondAnywhere(within(limits), within(ownOf(history)));
  const next = rule((history[0]?.num ?? 0) + 1, call.now, {
    ...{ limits, why, restores, createdAt: instant(call.now) },
    state: asks ? 'pending' : 'in-force',
  });
  const left = history.map((one): SoundRule => {
    const goes = one.state === 'pending' || (!asks && one.state === 'in-force');
    return goes ? { ...one, state: 'replaced' } : one;
  });
  known.set(world, [next, ...left]);
  return ok(rulesOf(call, world, areaId), 201);
}

function decide(call: Call, world: World, areaId: string | undefined): Reply {
  const { num, approve } = SoundRuleDecision.parse(call.body);
  const history = historyOf(world, call.now).map((one): SoundRule => {
    if (one.num === num) return { ...one, state: approve ? 'in-force' : 'refused' };
    return approve && one.state === 'in-force' ? { ...one, state: 'replaced' } : one;
  });
  known.set(world, history);
  return ok(rulesOf(call, world, areaId));
}

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const hours: Readonly<Record<string, Handler>> = {
  'GET sound-rules/*': (call, world, [id]) => ok(rulesOf(call, world, id)),
  'POST sound-rules/*': (call, world, [id]) => save(call, world, id),
  'POST sound-rules/*/preview': previewOf,
  'POST sound-rules/*/decide': (call, world, [id]) => decide(call, world, id),
};
