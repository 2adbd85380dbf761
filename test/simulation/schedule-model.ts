/**
 * Schedule of the simulated province — lịch phát giả lập.
 *
 * Lines as officials would write them, changing while the days go by. Calm: no overlaps, all within
 * the permitted hours. Wild: overlaps, emergencies, lines at night that no policy would let through,
 * bulletins withdrawn after they were planned.
 */
import type { AudioRef } from '@loaso/shared/audio';
import { AreaId, BulletinId, EntryId, ProgrammeId, RelaySourceId } from '@loaso/shared/ids';
import { addDays, durationMs, type Instant, localDateOf, MINUTE_MS } from '@loaso/shared/time';
import { ScheduleRule } from '@loaso/shared/wire/http/schedule';
import type { PlanEntry, PlanProgramme, PlanSources } from '#server/core/plan/airable';
import type { Chance } from './chance.js';
import { hashOf } from './symbolic-keys.js';

export const PROVINCE = AreaId.parse('52');
const VOV = RelaySourceId.parse('vov1');

type LineSpec = Partial<Omit<PlanEntry, 'areaId'>> & {
  readonly area: AreaId;
  readonly minutesLong: number;
  readonly rule: ScheduleRule;
  /** A stream, with the clips as its fallback. */
  readonly relayed?: boolean;
};

/** The streams that somebody has approved. */
const RELAYS = new Map([[VOV, 'https://stream.example/vov1']]);

export type ScheduleCopy = {
  readonly entries: ReadonlyMap<EntryId, PlanEntry>;
  readonly programmes: ReadonlyMap<ProgrammeId, PlanProgramme>;
  readonly approved: ReadonlyMap<BulletinId, readonly AudioRef[]>;
};

export class ScheduleModel {
  readonly #chance: Chance;
  readonly #wild: boolean;
  #entries = new Map<EntryId, PlanEntry>();
  #programmes = new Map<ProgrammeId, PlanProgramme>();
  #approved = new Map<BulletinId, readonly AudioRef[]>();
  #count = 0;

  constructor(chance: Chance, wild: boolean) {
    this.#chance = chance;
    this.#wild = wild;
  }

  copy(): ScheduleCopy {
    return {
      entries: new Map(this.#entries),
      programmes: new Map(this.#programmes),
      approved: new Map(this.#approved),
    };
  }

  /** Everything as it was; names that were given since are not given again. */
  restore({ entries, programmes, approved }: ScheduleCopy): void {
    this.#entries = new Map(entries);
    this.#programmes = new Map(programmes);
    this.#approved = new Map(approved);
  }

  sources(): PlanSources {
    return {
      entries: [...this.#entries.values()],
      programmes: [...this.#programmes.values()],
      approved: this.#approved,
      relays: RELAYS,
    };
  }

  #add({ area, minutesLong, rule, relayed = false, ...more }: LineSpec, now: Instant): PlanEntry {
    const number = this.#count++;
    const clips = this.#wild && this.#chance.happens(0.3) ? 2 : 1;
    const lengthMs = Math.round((minutesLong * MINUTE_MS) / clips);
    const audio = Array.from({ length: clips }, (_, index) => this.#clip(number, index, lengthMs));
    const id = EntryId.parse(`e-${number}`);
    const programmeId = ProgrammeId.parse(`p-${number}`);
    this.#programmes.set(programmeId, {
      id: programmeId,
      bulletinIds: audio.map(([bulletinId]) => bulletinId),
      parts: audio.map(([, { sha256 }], index) => ({ sha256, offsetMs: index * lengthMs })),
      durationMs: clips * lengthMs,
      relay: relayed ? { sourceId: VOV, stallMs: 10_000 } : null,
    });
    const entry: PlanEntry = {
      id,
      title: `Bản tin ${number}`,
      programmeId,
      areaId: area,
      target: { areaIds: [area], deviceIds: [] },
      rule,
      priority: 'normal',
      origin: area === PROVINCE ? 'province' : 'commune',
      rank: 100,
      lateStart: 'join',
      afterCut: 'join',
      state: 'active',
      createdAt: now,
      ...more,
    };
    this.#entries.set(id, entry);
    return entry;
  }

  #clip(number: number, index: number, lengthMs: number): [BulletinId, AudioRef] {
    const id = BulletinId.parse(`b-${number}-${index}`);
    const sizeBytes = Math.round((lengthMs / 1000) * 4_000);
    const clip: AudioRef = {
      sha256: hashOf(`clip ${id}`),
      sizeBytes,
      durationMs: durationMs(lengthMs),
      codec: 'mp3',
    };
    this.#approved.set(id, [clip]);
    return [id, clip];
  }

  #daily(minutes: readonly number[], now: Instant): ScheduleRule {
    const from = addDays(localDateOf(now), 0);
    return ScheduleRule.parse({ kind: 'daily', minutes, from, until: null, except: [] });
  }

  /** The lines of the first day. */
  open(communes: readonly AreaId[], now: Instant): void {
    this.#add({ area: PROVINCE, minutesLong: 10, rule: this.#daily([300, 1020], now) }, now);
    for (const area of communes) {
      if (this.#wild) {
        this.#addWild(area, now);
        this.#addCut(area, now);
      } else {
        const minutesLong = this.#chance.whole(2, 9);
        this.#add({ area, minutesLong, rule: this.#daily([345, 1080], now) }, now);
      }
    }
  }

  #addWild(area: AreaId, now: Instant): PlanEntry {
    const chance = this.#chance;
    const night = chance.happens(0.06);
    const relayed = chance.happens(0.12);
    const minutes = [night ? chance.pick([195, 30, 1400]) : chance.whole(280, 1310)];
    // Lines like to stand where others stand: that is where they overlap.
    if (chance.happens(0.4)) minutes[0] = chance.pick([302, 305, 1018, 1022, 1028]);
    return this.#add(
      {
        area,
        minutesLong: chance.pick([0.5, 1, 3, 5, 8, 15]),
        rule: this.#daily(minutes, now),
        priority: chance.happens(0.3) ? 'priority' : 'normal',
        rank: chance.whole(1, 200),
        lateStart: chance.happens(0.25) ? 'skip' : 'join',
        afterCut: relayed
          ? 'join'
          : chance.pick(['join', 'join', 'skip', 'resume', 'restart'] as const),
        relayed,
      },
      now,
    );
  }

  /** A line that wants to be heard to its end, and a short one that cuts it. */
  #addCut(area: AreaId, now: Instant): void {
    const minute = this.#chance.whole(300, 1250);
    const afterCut = this.#chance.pick(['resume', 'restart'] as const);
    this.#add({ area, minutesLong: 5, rule: this.#daily([minute], now), afterCut }, now);
    const rule = this.#daily([minute + this.#chance.whole(1, 3)], now);
    this.#add({ area, minutesLong: 0.5, rule, priority: 'priority', rank: 1 }, now);
  }

  /** Something that cannot wait for tomorrow; what is an emergency never stands in a plan. */
  #addHurried(area: AreaId, now: Instant): PlanEntry {
    const at = Math.round(now + this.#chance.between(0.5, 60) * MINUTE_MS);
    const rule = ScheduleRule.parse({ kind: 'once', at });
    return this.#add({ area, minutesLong: 2, rule, priority: 'priority', rank: 1 }, now);
  }

  /** One change to the lines of a commune, as a person would make it. */
  change(area: AreaId, now: Instant): void {
    const own = [...this.#entries.values()].filter(
      ({ target, state }) => state === 'active' && target.areaIds.includes(area),
    );
    const draw = this.#chance.next();
    if (!this.#wild) this.#changeCalmly(own, area, now);
    else if (draw < 0.15) this.#addHurried(area, now);
    else if (own.length < 3 || draw < 0.55) this.#addWild(area, now);
    else if (draw < 0.8) this.#cancel(this.#chance.pick(own));
    else this.#withdraw(this.#chance.pick(own));
  }

  #changeCalmly(own: readonly PlanEntry[], area: AreaId, now: Instant): void {
    if (own.length > 1) this.#cancel(this.#chance.pick(own));
    else this.#add({ area, minutesLong: 5, rule: this.#daily([660], now) }, now);
  }

  #cancel(entry: PlanEntry): void {
    this.#entries.set(entry.id, { ...entry, state: 'cancelled' });
  }

  /** The approval of one of its bulletins is taken back. */
  #withdraw(entry: PlanEntry): void {
    const bulletinIds = this.#programmes.get(entry.programmeId)?.bulletinIds ?? [];
    this.#approved.delete(this.#chance.pick(bulletinIds));
  }

  /** Forgets lines that can never air again, so that planning stays as quick as on the first day. */
  sweep(now: Instant): void {
    for (const [id, entry] of this.#entries) {
      const over = entry.rule.kind === 'once' && entry.rule.at < now - 3_600_000;
      if (over || entry.state === 'cancelled') this.#entries.delete(id);
    }
  }
}
