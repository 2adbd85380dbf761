/**
 * Emergencies of the fixture — cảnh báo khẩn cấp mẫu.
 *
 * Orders that run through by themselves: boxes take them, sound, end, one of them refuses. The code
 * 000000 is wrong, any other is right. Knows no HTTP.
 */
import { AreaId, BulletinId, EntryId } from '@loaso/shared/ids';
import type {
  Emergency,
  EmergencyBox,
  EmergencyBoxState,
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  EmergencyMessage,
  EmergencyQuestion,
  NewEmergency,
} from '@loaso/shared/wire/http/emergency';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { User } from '@loaso/shared/wire/http/people';
import type { FactorState } from '@loaso/shared/wire/signer';
import { hashOf } from './fleet.js';
import { AREAS } from './people.js';

const STEP_MS = 700;
const WAIT_SECOND_MS = 30 * 60_000;
const WAIT_VETO_MS = 60_000;
const LIFE_MS = 15 * 60_000;
const BOXES = 12;

type Order = Emergency & { boxes: EmergencyBox[] };

const HAMLETS = ['Khu phố 1', 'Khu phố 2', 'Chợ Lớn', 'Bến cá', 'Trường tiểu học', 'Khu phố 6'];

const message = (seed: number, id: string, title: string, prepared: boolean): EmergencyMessage => ({
  bulletinId: BulletinId.parse(id),
  title,
  areaId: AreaId.parse('21583'),
  areaName: 'Phường Quy Nhơn',
  durationMs: 18_000 + (seed - 30) * 4000,
  sha256: hashOf(seed),
  prepared,
  without: 0,
  boxes: BOXES,
});

const MESSAGES: readonly EmergencyMessage[] = [
  message(31, 'khan-bao', 'Bão gần bờ: vào nhà, chằng chống, không ra khơi', true),
  message(32, 'khan-lu', 'Lũ lên nhanh: đưa người già, trẻ em lên cao ngay', true),
  message(33, 'khan-chay', 'Cháy lớn: tránh xa khu vực, nhường đường xe chữa cháy', true),
  message(34, 'khan-ho', 'Xả lũ hồ chứa Núi Một lúc 15 giờ', false),
  {
    ...message(36, 'khan-ret', 'Rét hại: che chắn chuồng trại, giữ ấm cho người già', false),
    without: 4,
  },
];

const boxAt = (index: number): EmergencyBox => ({
  deviceId: `loa-quy-nhon-${String(index + 1).padStart(2, '0')}` as EmergencyBox['deviceId'],
  deviceName: `Cụm loa ${HAMLETS[index % HAMLETS.length]}${index < HAMLETS.length ? '' : ' (2)'}`,
  areaId: AreaId.parse('21583'),
  areaName: 'Phường Quy Nhơn',
  state: 'unsent',
  reason: null,
  acceptedAfterMs: null,
  soundedAfterMs: null,
});

const areaName = (id: string): string => AREAS.find((one) => one.id === id)?.name ?? id;
const OPEN = new Set(['waiting-second', 'counting-down', 'sending', 'sent']);

/** What a typed message is taken for. */
const MADE = message(35, 'khan-moi', 'Tin khẩn vừa soạn', false);

const FIRST: Readonly<Record<Emergency['path'], Emergency['state']>> = {
  A: 'sending',
  B: 'waiting-second',
  C: 'counting-down',
};
const WAITS = { B: WAIT_SECOND_MS, C: WAIT_VETO_MS } as const;

function timesOf(path: Emergency['path'], now: number) {
  return path === 'A'
    ? { state: FIRST.A, dueAt: null, sentAt: now, endsAt: now + LIFE_MS }
    : { state: FIRST[path], dueAt: now + WAITS[path], sentAt: null, endsAt: null };
}

const WAITING = new Set(['waiting-second', 'counting-down']);

export class Emergencies {
  readonly messages: EmergencyMessage[];
  readonly orders: Order[] = [];
  /** One person's state of the one-time code, by user name; others have one. */
  readonly factors = new Map<string, FactorState>();
  readonly #tell: (event: LiveEvent) => void;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(full: boolean, tell: (event: LiveEvent) => void) {
    this.messages = full ? [...MESSAGES] : [];
    this.#tell = tell;
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  factorOf(user: User): FactorState {
    return this.factors.get(user.username) ?? 'active';
  }

  desk(user: User, now: number): EmergencyDesk {
    const seen = this.orders.map((one) => this.seenBy(one, user)).reverse();
    return {
      asOf: now,
      factor: this.factorOf(user),
      mayStart: user.role === 'official' || user.role === 'approver',
      messages: this.messages,
      active: seen.filter(({ state }) => OPEN.has(state)),
      recent: seen.filter(({ state }) => !OPEN.has(state)).slice(0, 20),
    };
  }

  forecast(asked: EmergencyQuestion): EmergencyForecast {
    const prepared = this.messages.some(
      (one) => one.bulletinId === asked.bulletinId && one.prepared,
    );
    const alone = asked.areaIds.length === 1;
    return {
      path: alone && prepared ? 'A' : alone && asked.breakGlass ? 'C' : 'B',
      devices: BOXES * asked.areaIds.length,
      reachable: BOXES * asked.areaIds.length - 1,
      cached: prepared ? BOXES * asked.areaIds.length : 0,
      communes: asked.areaIds.length,
      seconds: ['Lê Minh Đức', 'Trần Thu Hà'],
    };
  }

  open(asked: NewEmergency, user: User, now: number): Order {
    const { path, devices } = this.forecast(asked);
    const one = this.messages.find(({ bulletinId }) => bulletinId === asked.bulletinId) ?? MADE;
    const order: Order = {
      id: EntryId.parse(`urgent-${this.orders.length + 1}`),
      kind: asked.kind,
      path,
      ...timesOf(path, now),
      title: one.title,
      bulletinId: asked.bulletinId,
      sha256: one.sha256,
      areaIds: asked.areaIds,
      areaNames: asked.areaIds.map(areaName),
      devices,
      plays: asked.plays,
      gapMs: asked.gapMs,
      durationMs: one.durationMs,
      createdBy: user.fullName,
      createdAt: now,
      secondBy: null,
      stoppedBy: null,
      stoppedAt: null,
      stopsHanded: null,
      corrects: asked.corrects ?? null,
      counts: {},
      may: { second: false, veto: false, stop: true },
      boxes: Array.from({ length: devices }, (_, index) => boxAt(index)),
    };
    this.orders.push(order);
    const wrong = this.orders.find(({ id }) => id === asked.corrects);
    if (wrong !== undefined) this.halt(wrong, user, now);
    if (path === 'A') this.#run(order);
    this.#said(order);
    return order;
  }

  confirm(order: Order, user: User, now: number): void {
    Object.assign(order, { secondBy: user.fullName, state: 'sending', sentAt: now, dueAt: null });
    this.#run(order);
    this.#said(order);
  }

  veto(order: Order, user: User, now: number): void {
    Object.assign(order, {
      state: 'vetoed',
      stoppedBy: user.fullName,
      stoppedAt: now,
      dueAt: null,
    });
    this.#said(order);
  }

  halt(order: Order, user: User, now: number): void {
    Object.assign(order, {
      state: 'stopped',
      stoppedBy: user.fullName,
      stoppedAt: now,
      dueAt: null,
    });
    for (const box of order.boxes) if (box.state === 'sounding') box.state = 'cut';
    this.#said(order);
  }

  seenBy(order: Order, user: User): Emergency {
    const { boxes, ...rest } = order;
    const counts: Partial<Record<EmergencyBoxState, number>> = {};
    for (const { state } of boxes) counts[state] = (counts[state] ?? 0) + 1;
    const other = user.fullName !== order.createdBy && user.role !== 'viewer';
    return {
      ...rest,
      counts,
      may: {
        second:
          order.state === 'waiting-second' &&
          other &&
          (user.role === 'approver' || user.role === 'official'),
        veto: WAITING.has(order.state) && user.role !== 'viewer',
        stop: OPEN.has(order.state) && !WAITING.has(order.state) && user.role !== 'viewer',
      },
    };
  }

  detail(order: Order, user: User): EmergencyDetail {
    return { ...this.seenBy(order, user), boxes: order.boxes };
  }

  /** The boxes answer one after the other; the last one refuses. */
  #run(order: Order): void {
    let step = 0;
    const timer = setInterval(() => {
      if (order.state !== 'sending' && order.state !== 'sent') return void clearInterval(timer);
      order.state = 'sent';
      for (const [index, box] of order.boxes.entries()) {
        (index === REFUSES ? refuse : move)(box, { order, index, step });
      }
      step += 1;
      if (order.boxes.every(({ state }) => state === 'played' || state === 'refused')) {
        order.state = 'ended';
      }
      this.#said(order);
    }, STEP_MS);
    this.#timers.add(timer);
  }

  #said({ id, state }: Order): void {
    this.#tell({ kind: 'emergency', at: Date.now(), emergencyId: id, state });
  }
}

type Moment = { readonly order: Order; readonly index: number; readonly step: number };

/** One box refuses, so that there is a reason to be seen. */
const REFUSES = 7;
const PLAYED_AT = 60;
const DRILLED_AT = 12;

function move(box: EmergencyBox, moment: Moment): void {
  if (moment.step === 0) box.state = 'sent';
  const turn = moment.step - Math.floor(moment.index / 3);
  if (turn === 1 && box.state === 'sent') {
    box.state = 'accepted';
    box.acceptedAfterMs = 640 + moment.index * 210;
  } else if (moment.order.kind === 'real') sound(box, moment, turn);
  else if (moment.step >= DRILLED_AT && box.state === 'accepted') box.state = 'played';
}

function sound(box: EmergencyBox, { index, step }: Moment, turn: number): void {
  if (turn === 2 && box.state === 'accepted') {
    box.state = 'sounding';
    box.soundedAfterMs = 1300 + index * 210;
  }
  if (step === PLAYED_AT && box.state === 'sounding') box.state = 'played';
}

function refuse(box: EmergencyBox, { step }: Moment): void {
  if (step < 3) return;
  box.state = 'refused';
  box.reason = { vi: 'không chắc giờ, đợi đồng bộ lại', en: 'clock not trusted' };
}
