/**
 * Routes of the fixture — các địa chỉ của máy chủ mẫu.
 *
 * The contract of the HTTP API, answered from the {@link World}. Scope and roles are not enforced
 * here: that is the real server's work and tested there.
 */
import { readFileSync } from 'node:fs';
import { BulletinId, DeviceId, EntryId, ProgrammeId, UserId } from '@loaso/shared/ids';
import { BulletinChange, RejectRequest } from '@loaso/shared/wire/http/content';
import { NewDevice } from '@loaso/shared/wire/http/fleet';
import { NewUser, type User, UserChange } from '@loaso/shared/wire/http/people';
import { NewEntry } from '@loaso/shared/wire/http/schedule';
import { finds } from '#dashboard/parts/fold';
import { bare } from './bare-routes.js';
import { clusterGroups, stationsOf } from './cluster-group-routes.js';
import { contacts } from './contact-routes.js';
import { importedBulletin } from './content.js';
import { allCoverage } from './coverage-behind-routes.js';
import { emergency } from './emergency-routes.js';
import { enrolment } from './enrolment-routes.js';
import { allReports } from './evaluation-routes.js';
import { exemptions } from './exempt-routes.js';
import { hold } from './hold-routes.js';
import { hours } from './hours-routes.js';
import { watch } from './incidents.js';
import { mailReports } from './mail-report-routes.js';
import { AREAS, auditOf } from './people.js';
import { photos } from './photo-routes.js';
import { practice } from './practice-routes.js';
import { COMMUNE_PUBLICATION, DAY_FORECAST, publications } from './publications.js';
import { relays } from './relay-routes.js';
import { releases } from './release-routes.js';
import { airingsOf, calendarOf, previewOf } from './schedule.js';
import { soundedAnyway } from './sounded-anyway.js';
import { record, studio, variantActs } from './studio-routes.js';
import { week } from './week-routes.js';
import type { World } from './world.js';

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly user: User | null;
  readonly now: number;
};
export type Reply = { readonly status: number; readonly json: unknown };

const ok = (json: unknown, status = 200): Reply => ({ status, json });
const refuse = (status: number, code: string, vi: string, next: string): Reply =>
  ok({ code, title: { vi, en: code }, next: { vi: next, en: next } }, status);
const missing = (): Reply =>
  refuse(404, 'not-found', 'Không tìm thấy', 'Kiểm tra lại địa chỉ, hoặc về trang Hôm nay.');

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

const communes = (): unknown =>
  JSON.parse(
    readFileSync(new URL('../../../server/data/gia-lai-communes.geojson', import.meta.url), 'utf8'),
  );

const people: Readonly<Record<string, Handler>> = {
  'GET me': ({ user }) => ok({ user }),
  'POST logout': () => ok(null, 204),
  'GET users': (_, world) => ok({ users: world.users }),
  'POST users': ({ body }, world) => {
    const { password: _, stationIds: _none, ...rest } = NewUser.parse(body);
    const areaName = AREAS.find(({ id }) => id === rest.areaId)?.name ?? '';
    const user: User = { ...rest, id: UserId.parse(rest.username), areaName, active: true };
    world.users.push(user);
    return ok({ user }, 201);
  },
  'PATCH users/*': ({ body }, world, [id]) => {
    const index = world.users.findIndex((one) => one.id === id);
    const { password: _, stationIds = [], ...change } = UserChange.parse(body);
    const stations = stationsOf(world).filter(({ id: one }) => stationIds.includes(one));
    const bound = stations.length === 0 ? {} : { stations };
    world.users[index] = { ...world.users[index], ...change, ...bound } as User;
    return ok({ user: world.users[index] });
  },
  'GET areas': () => ok({ areas: AREAS }),
  'GET map': () => ok(communes()),
  'GET audit': ({ now, query }) =>
    ok({
      events: auditOf(now).slice(-Number(query.get('limit'))),
      intact: true,
      firstBroken: null,
    }),
};

const content: Readonly<Record<string, Handler>> = {
  'GET voices': () =>
    ok({
      voices: [
        { id: 'vi', label: 'Giọng chuẩn', region: 'north', licence: 'GPL-3.0' },
        {
          id: 'neural-bac-1',
          label: 'Giọng nữ mới',
          region: 'north',
          licence: 'CC BY 4.0',
          problem: 'chưa qua phép thử sáu thanh điệu; kỹ thuật viên cần chạy lại phép thử',
        },
        { id: 'vi-vn-x-south', label: 'Giọng miền Nam', region: 'south', licence: 'GPL-3.0' },
      ],
    }),
  'POST speak': () =>
    ok({ spoken: 'Quyết định số một nghìn bốn trăm sáu mươi hai.', uncertain: [] }),
  'GET bulletins': ({ query }, world) => {
    const state = query.get('state');
    return ok({
      bulletins: world.bulletins.filter(
        (one) => (state === null || one.state === state) && finds(query.get('q') ?? '', one.title),
      ),
    });
  },
  'POST bulletins': ({ body, now }, world) => {
    const text = String(body['text'] ?? '');
    if (text === 'hỏng') {
      return refuse(
        422,
        'text-unreadable',
        'Không đọc được văn bản này',
        'Kiểm tra tệp rồi thử lại.',
      );
    }
    const bulletin = importedBulletin(String(body['title'] ?? 'Văn bản mới nhập'), now);
    world.bulletins.unshift(bulletin);
    return ok({ bulletin }, 201);
  },
};

type Act = (call: Call, world: World, bulletin: World['bulletins'][number]) => Reply;

/** What an edit does to the script: typed sentences and those that fall silent. */
function changedBy(bulletin: World['bulletins'][number], body: Record<string, unknown>) {
  const { title = bulletin.title, spoken = {}, leaveOut = [] } = BulletinChange.parse(body);
  const sentences = bulletin.script.sentences.map((one) => {
    const typed = leaveOut.includes(one.index) ? '' : spoken[one.index];
    return typed === undefined ? one : { ...one, spoken: typed, uncertain: [] };
  });
  return { title, script: { ...bulletin.script, sentences } };
}

const acts: Readonly<Record<string, Act>> = {
  GET: (_, __, bulletin) => ok({ bulletin }),
  PATCH: ({ body, now }, world, bulletin) =>
    ok({ bulletin: world.change(bulletin, changedBy(bulletin, body), now) }),
  DELETE: (_, world, bulletin) => {
    world.bulletins.splice(world.bulletins.indexOf(bulletin), 1);
    return ok(null, 204);
  },
  'POST voice': ({ now }, world, bulletin) => ok({ job: world.voice(bulletin, now) }, 202),
  'POST submit': ({ now }, world, bulletin) =>
    ok({ bulletin: world.change(bulletin, { state: 'submitted', rejectionReason: null }, now) }),
  'POST approve': ({ body, now, user }, world, bulletin) => {
    if (body['revision'] !== bulletin.revision) {
      return refuse(409, 'changed-meanwhile', 'Người khác vừa sửa trước bạn', 'Tải lại trang.');
    }
    const approvedBy = user?.fullName ?? '';
    return ok({ bulletin: world.change(bulletin, { state: 'approved', approvedBy }, now) });
  },
  'POST reject': ({ body, now }, world, bulletin) => {
    const rejectionReason = RejectRequest.parse(body).reason;
    return ok({ bulletin: world.change(bulletin, { state: 'rejected', rejectionReason }, now) });
  },
  'POST withdraw': ({ now }, world, bulletin) =>
    ok({ bulletin: world.change(bulletin, { state: 'withdrawn' }, now) }),
};

function bulletinAct(call: Call, world: World, [id, verb, ...rest]: readonly string[]): Reply {
  if (id === 'recordings') return record(call, world, []);
  const bulletin = world.bulletins.find((one) => one.id === id);
  const name = verb === undefined ? call.method : `${call.method} ${verb}`;
  const vary = variantActs[name];
  if (bulletin !== undefined && vary !== undefined) return vary(call, world, { bulletin, rest });
  const act = acts[name];
  return bulletin === undefined || act === undefined ? missing() : act(call, world, bulletin);
}

const jobs: Readonly<Record<string, Handler>> = {
  'GET bulletins/*/forecast': () => ok(DAY_FORECAST),
  'GET bulletins/*/series/forecast': () => ok(DAY_FORECAST),
  'GET jobs/*': (_, world, [id]) => {
    const job = world.jobs.get(id ?? '');
    return job === undefined ? missing() : ok({ job });
  },
  'POST jobs/*/cancel': (_, world, [id]) => {
    const job = world.jobs.get(id ?? '');
    if (job === undefined) return missing();
    const stopped = { ...job, state: 'cancelled' as const };
    world.jobs.set(job.id, stopped);
    return ok({ job: stopped });
  },
};

const timesIn = (body: Record<string, unknown>): number => {
  const rule = NewEntry.parse(body).rule;
  return rule.kind === 'once' ? 1 : rule.minutes.length;
};

const schedule: Readonly<Record<string, Handler>> = {
  'POST entries/preview': ({ body, now }) =>
    ok(previewOf(timesIn(body), now, Number(body['rank']))),
  'POST entries': ({ body, now, user }, world) => {
    const { slotMinutes: _, ...request } = NewEntry.parse(body);
    const entry = {
      ...request,
      id: EntryId.parse(`dong-${now}`),
      programmeId: ProgrammeId.parse(`ct-${now}`),
      origin: 'commune' as const,
      durationMs: 1_912_000,
      state: 'active' as const,
      exceptions: [],
      endedAt: null,
      follows: null,
      createdBy: user?.fullName ?? '',
      createdAt: now,
    };
    world.entries.push(entry);
    const publish = { devices: 2, planned: 28, publicationId: COMMUNE_PUBLICATION };
    return ok({ entry, publish }, 201);
  },
  'GET entries': (_, world) => ok({ entries: world.entries }),
  'GET calendar': ({ query, now }, world) =>
    ok({
      items:
        world.entries.length === 0
          ? []
          : calendarOf(Number(query.get('from')), Number(query.get('to')), now),
    }),
  'GET airings': ({ query, now }) =>
    ok({
      airings: airingsOf(
        query.get('deviceId') ?? 'loa-quy-nhon-01',
        Number(query.get('from')),
        Number(query.get('to')),
        now,
      ),
    }),
};

const fleet: Readonly<Record<string, Handler>> = {
  'GET airings/sounded-anyway': ({ now }, world) => ok({ airings: soundedAnyway(world, now) }),
  'GET overview': ({ now, user }, world) => ok(world.overview(now, user?.areaId)),
  'GET devices': (_, world) => ok({ devices: world.devices }),
  'GET devices/*': (_, world, [id]) => {
    const device = world.devices.find((one) => one.id === id);
    return device === undefined ? missing() : ok({ device });
  },
  'POST devices': ({ body }, world) => {
    const request = NewDevice.parse(body);
    const blank = world.devices.at(-1);
    const device = { ...blank, ...request, id: DeviceId.parse(`loa-moi-${world.devices.length}`) };
    world.devices.push(device as World['devices'][number]);
    return ok({ device }, 201);
  },
  'POST devices/*/stop': () => ok({ commandId: 'lenh-1' }, 202),
  'POST devices/*/command': () => ok({ commandId: 'lenh-2' }, 202),
};

const ROUTES = {
  ...people,
  ...content,
  ...studio,
  ...jobs,
  ...schedule,
  ...week,
  ...hold,
  ...hours,
  ...exemptions,
  ...practice,
  ...relays,
  ...releases,
  ...allReports,
  ...allCoverage,
  ...fleet,
  ...enrolment,
  ...photos,
  ...clusterGroups,
  ...publications,
  ...watch,
  ...contacts,
  ...mailReports,
  ...emergency,
};

/** Answers one call; a body of the wrong shape throws, as it would be a fault of the dashboard. */
export function answer(call: Call, world: World): Reply {
  const [room = '', ...parts] = call.path.replace('/api/', '').split('/');
  if (room === 'bulletins' && BulletinId.safeParse(parts[0]).success) {
    return bulletinAct(call, world, parts);
  }
  const name = `${call.method} ${[room, ...parts].join('/')}`;
  const exact = (world.devices.length === 0 ? bare[name] : undefined) ?? ROUTES[name];
  if (exact !== undefined) return exact(call, world, []);
  const shape = [room, ...parts.map((part, index) => (index === 0 ? '*' : part))].join('/');
  return ROUTES[`${call.method} ${shape}`]?.(call, world, parts) ?? missing();
}

export const refusal = refuse;
