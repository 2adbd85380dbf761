/**
 * World of the fixture — thế giới mẫu trong bộ nhớ.
 *
 * Holds what the screens change, so that a whole flow can be clicked through without the server.
 * Knows no HTTP: the routes ask it.
 */
import { ClusterGroupId, JobId } from '@loaso/shared/ids';
import type { Bulletin, Job } from '@loaso/shared/wire/http/content';
import type { DeviceDetail, Overview } from '@loaso/shared/wire/http/fleet';
import type { AreaSettings, LexiconEntry } from '@loaso/shared/wire/http/lexicon';
import type { LiveEvent } from '@loaso/shared/wire/http/live';
import type { User } from '@loaso/shared/wire/http/people';
import type { Entry } from '@loaso/shared/wire/http/schedule';
import type { StationToday } from '@loaso/shared/wire/http/stations';
import type { CalendarDay } from '@loaso/shared/wire/http/week';
import { bulletinsOf, clipOf } from './content.js';
import { Emergencies } from './emergency.js';
import { devicesOf } from './fleet.js';
import { USERS } from './people.js';
import { entriesOf } from './schedule.js';
import { readingsOf } from './studio.js';
import { daysOfCommune } from './week-routes.js';

/** How long the pretended voice works. */
const VOICE_MS = 6000;
const TICK_MS = 500;

export type Mood = 'full' | 'empty';

export class World {
  readonly users: User[];
  readonly bulletins: Bulletin[];
  readonly devices: DeviceDetail[];
  /** What the commune says of single days. */
  days: CalendarDay[];
  readonly entries: Entry[];
  readonly readings: LexiconEntry[];
  readonly settings = new Map<string, AreaSettings>();
  readonly jobs = new Map<string, Job>();
  readonly emergencies: Emergencies;
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(mood: Mood, now: number) {
    const full = mood === 'full';
    this.users = [...USERS];
    this.bulletins = full ? bulletinsOf(now) : [];
    this.devices = full ? devicesOf(now) : [];
    this.days = full ? daysOfCommune(now) : [];
    this.readings = full ? readingsOf() : [];
    this.entries = full ? entriesOf(now) : [];
    this.emergencies = new Emergencies(full, (event) => this.tell(event));
  }

  /** @returns how to stop listening */
  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  stop(): void {
    this.emergencies.stop();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** @param areaId of who asks */
  overview(now: number, areaId?: string): Overview {
    const has = this.devices.length > 0;
    const [first] = this.devices;
    return {
      asOf: now,
      devices: has
        ? { total: 4, reachable: 2, ready: 1, silent: 1 }
        : { total: 0, reachable: 0, ready: 0, silent: 0 },
      today: has
        ? { planned: 12, played: 5, interrupted: 1, missed: 1, unknown: 1 }
        : { planned: 0, played: 0, interrupted: 0, missed: 0, unknown: 0 },
      ...(has && areaId === '21583' ? { stations: stationsToday() } : {}),
      waitingForApproval: this.bulletins.filter(({ state }) => state === 'submitted').length,
      held: 0,
      onAir:
        first === undefined
          ? []
          : [
              {
                deviceId: first.id,
                deviceName: first.name,
                title: 'Bản tin pháp luật buổi sáng',
                endsAt: now + 195_000,
              },
            ],
      next: has
        ? [
            {
              title: 'Bản tin pháp luật 17 giờ',
              startAt: now + 7_200_000,
              devices: 2,
              areaName: 'Phường Quy Nhơn',
            },
            {
              title: 'Tiêm chủng mở rộng',
              startAt: now + 66_000_000,
              devices: 1,
              areaName: 'Phường Quy Nhơn Bắc',
            },
          ]
        : [],
    };
  }

  change(bulletin: Bulletin, change: Partial<Bulletin>, now: number): Bulletin {
    const index = this.bulletins.findIndex(({ id }) => id === bulletin.id);
    const next = { ...bulletin, ...change, updatedAt: now, revision: bulletin.revision + 1 };
    this.bulletins[index] = next;
    this.tell({ kind: 'bulletin', at: now, bulletinId: next.id, state: next.state });
    return next;
  }

  voice(bulletin: Bulletin, now: number): Job {
    const job: Job = {
      id: JobId.parse(`job-${now}`),
      kind: 'voice',
      bulletinId: bulletin.id,
      state: 'running',
      progress: 0,
      phase: 'voicing',
      startedAt: now,
      expectedEndAt: now + VOICE_MS,
      problem: null,
    };
    this.jobs.set(job.id, job);
    this.change(bulletin, { jobId: job.id }, now);
    const timer = setInterval(() => this.#work(job, timer), TICK_MS);
    this.#timers.add(timer);
    return job;
  }

  #work(started: Job, timer: NodeJS.Timeout): void {
    const now = Date.now();
    const job = this.jobs.get(started.id);
    const begun = started.startedAt ?? now;
    if (job === undefined || job.state !== 'running') return void clearInterval(timer);
    const progress = Math.min(1, (now - begun) / VOICE_MS);
    const done = progress >= 1;
    const next: Job = {
      ...job,
      progress,
      phase: progress < 0.8 ? 'voicing' : 'mastering',
      state: done ? 'done' : 'running',
    };
    this.jobs.set(job.id, next);
    const bulletin = this.bulletins.find(({ id }) => id === job.bulletinId);
    if (done && bulletin !== undefined) {
      const length = bulletin.script.expectedMs;
      this.change(bulletin, { clip: clipOf(7, length), state: 'voiced', jobId: null }, now);
    }
    this.tell({ kind: 'job', at: now, job: next });
  }
}

/** Together what the commune has today. */
function stationsToday(): StationToday[] {
  type Five = readonly [number, number, number, number, number];
  const row = (
    [id, name]: readonly [string, string],
    [total, reachable, ready, audible, silent]: Five,
    [planned, played, interrupted, missed, unknown]: Five,
  ): StationToday => ({
    id: id === 'none' ? id : ClusterGroupId.parse(id),
    ...{ name, total, reachable, ready, audible, silent },
    today: { planned, played, interrupted, missed, unknown },
  });
  return [
    row(['nhom-dai-cu', 'phường Nhơn Bình'], [2, 1, 1, 1, 0], [6, 3, 0, 1, 0]),
    row(['nhom-dai-phu', 'phường Nhơn Phú'], [1, 1, 0, 0, 1], [4, 2, 1, 0, 0]),
    row(['none', ''], [1, 0, 0, 0, 0], [2, 0, 0, 0, 1]),
  ];
}
