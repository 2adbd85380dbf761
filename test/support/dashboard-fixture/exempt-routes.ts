/**
 * Exemption routes of the fixture — ngày có giờ riêng mẫu.
 *
 * Tết that waits for its second person, a silent exam in force, a festival that was withdrawn, and
 * days of mourning of the province. The words are the real ones; what is saved holds as long as the fixture runs.
 */
import { AreaId } from '@loaso/shared/ids';
import { addDays, instant, type LocalDate, localDateOf, MinuteOfDay } from '@loaso/shared/time';
import { boundsOn } from '@loaso/shared/trust/sound-envelope';
import {
  NewSoundExemption,
  type SoundExemption,
  SoundExemptionDecision,
  SoundExemptionDraft,
  type SoundExemptions,
  SoundExemptionWithdrawal,
} from '@loaso/shared/wire/http/sound-exemptions';
import { dayInWords, exemptionInWords } from '#server/core/schedule/exemption-said';
import { DEFAULT_POLICY, datedLimitsAt, planningEnvelope } from '#server/core/schedule/policy';
import { AREAS } from './people.js';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const DAY = 86_400_000;
const minute = (value: number): MinuteOfDay => MinuteOfDay.parse(value);

const NIGHTS: SoundExemptionDraft['word'] = {
  kind: 'hours',
  windows: [{ fromMinute: minute(300), toMinute: minute(1350), volumeMaxPercent: 80 }],
  minutesPerDayMax: 300,
};
const EXAM: SoundExemptionDraft['word'] = {
  kind: 'quiet',
  quiet: [{ fromMinute: minute(360), toMinute: minute(1020) }],
};

const spanOf = (today: LocalDate, from: number, to: number) => ({
  fromDate: addDays(today, from),
  toDate: addDays(today, to),
});

function exemption(
  num: number,
  now: number,
  more: Pick<SoundExemption, 'fromDate' | 'toDate' | 'word'> & Partial<SoundExemption>,
): SoundExemption {
  return {
    num,
    state: 'in-force',
    isPast: false,
    said: exemptionInWords(more),
    why: 'kỳ thi tốt nghiệp, trường ở cạnh cụm loa',
    confirmIn: 'Phường Quy Nhơn',
    createdBy: 'Trần Thị Minh',
    createdAt: instant(now - (10 - num) * DAY),
    decidedBy: null,
    withdrawnBy: null,
    mayDecide: false,
    mayWithdraw: false,
    ...more,
  };
}

const known = new WeakMap<World, SoundExemption[]>();

function listOf(world: World, now: number): SoundExemption[] {
  const today = localDateOf(instant(now));
  const list =
    known.get(world) ??
    (world.devices.length === 0
      ? []
      : [
          exemption(3, now, {
            ...spanOf(today, 70, 76),
            word: NIGHTS,
            state: 'pending',
            why: 'Tết Nguyên đán, phát chúc Tết và chương trình văn nghệ',
          }),
          exemption(2, now, { ...spanOf(today, 12, 13), word: EXAM }),
          exemption(1, now, {
            ...spanOf(today, 5, 5),
            word: NIGHTS,
            state: 'withdrawn',
            why: 'lễ hội của phường',
            decidedBy: 'Lê Văn Hùng',
            withdrawnBy: 'Trần Thị Minh',
          }),
        ]);
  known.set(world, list);
  return list;
}

const ok = (json: unknown, status = 200): Reply => ({ status, json });

function shown({ now, user }: Call, world: World, areaId: string | undefined): SoundExemptions {
  const id = AreaId.parse(areaId);
  const list = listOf(world, now);
  const writes = user?.role === 'official' || user?.role === 'administrator';
  const mourning = {
    ...spanOf(localDateOf(instant(now)), 3, 4),
    word: { kind: 'priority-only' },
  } as const;
  return {
    areaId: id,
    areaName: AREAS.find((area) => area.id === id)?.name ?? id,
    num: list[0]?.num ?? 0,
    list: list.map((one) => ({
      ...one,
      mayDecide:
        user?.role === 'approver' && (one.state === 'pending' || one.state === 'withdrawing'),
      mayWithdraw: writes && (one.state === 'pending' || one.state === 'in-force'),
    })),
    above:
      list.length === 0
        ? []
        : [
            {
              ...mourning,
              areaName: 'Tỉnh Gia Lai',
              said: exemptionInWords(mourning),
              why: 'quốc tang',
            },
          ],
    caps: { daysMax: 10, daysPerYearMax: 30 },
    mayWrite: writes,
  };
}

function preview({ body }: Call, world: World): Reply {
  const draft = SoundExemptionDraft.parse(body);
  const areaId = AreaId.parse('21553');
  const policy = { ...DEFAULT_POLICY, exemptions: [{ ...draft, areaId, lifts: areaId }] };
  const dated = datedLimitsAt(policy, { path: [areaId] });
  return ok({
    said: exemptionInWords(draft),
    changes: dayInWords(DEFAULT_POLICY.default, boundsOn(planningEnvelope(dated), draft.fromDate)),
    needsSecond: draft.word.kind === 'hours',
    confirmIn: 'Phường Quy Nhơn',
    boxes: world.devices.length,
    lost: [],
    lostCount: 0,
  });
}

function save(call: Call, world: World, areaId: string | undefined): Reply {
  const asked = NewSoundExemption.parse(call.body);
  const list = listOf(world, call.now);
  const state = asked.word.kind === 'hours' ? 'pending' : 'in-force';
  const { fromDate, toDate, word, why } = asked;
  const next = exemption((list[0]?.num ?? 0) + 1, call.now, { fromDate, toDate, word, why, state });
  known.set(world, [{ ...next, createdAt: instant(call.now) }, ...list]);
  return ok(shown(call, world, areaId), 201);
}

function decide(call: Call, world: World, areaId: string | undefined): Reply {
  const { num, approve } = SoundExemptionDecision.parse(call.body);
  const list = listOf(world, call.now).map((one): SoundExemption => {
    if (one.num !== num) return one;
    const [yes, no] =
      one.state === 'withdrawing'
        ? (['withdrawn', 'in-force'] as const)
        : (['in-force', 'refused'] as const);
    return { ...one, state: approve ? yes : no, decidedBy: 'Lê Văn Hùng' };
  });
  known.set(world, list);
  return ok(shown(call, world, areaId));
}

function withdraw(call: Call, world: World, areaId: string | undefined): Reply {
  const { num } = SoundExemptionWithdrawal.parse(call.body);
  const list = listOf(world, call.now).map((one): SoundExemption => {
    if (one.num !== num) return one;
    const asks = one.state === 'in-force' && one.word.kind !== 'hours';
    return { ...one, state: asks ? 'withdrawing' : 'withdrawn', withdrawnBy: 'Trần Thị Minh' };
  });
  known.set(world, list);
  return ok(shown(call, world, areaId));
}

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const exemptions: Readonly<Record<string, Handler>> = {
  'GET sound-exemptions/*': (call, world, [id]) => ok(shown(call, world, id)),
  'POST sound-exemptions/*': (call, world, [id]) => save(call, world, id),
  'POST sound-exemptions/*/preview': preview,
  'POST sound-exemptions/*/decide': (call, world, [id]) => decide(call, world, id),
  'POST sound-exemptions/*/withdraw': (call, world, [id]) => withdraw(call, world, id),
};
