/**
 * Relay routes of the fixture — nguồn tiếp âm mẫu.
 *
 * Three sources in three states; a new one waits for its leader, a decision holds as long as the
 * fixture runs.
 */
import { AreaId, RelaySourceId } from '@loaso/shared/ids';
import { NewRelaySource, RelayDecision, type RelaySource } from '@loaso/shared/wire/http/relays';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const HOUR = 3_600_000;

const source = (id: string, now: number, more: Partial<RelaySource> = {}): RelaySource => ({
  id: RelaySourceId.parse(id),
  areaId: AreaId.parse('52'),
  areaName: 'Tỉnh Gia Lai',
  name: 'VOV1',
  url: 'https://stream.example/vov1',
  origin: 'central',
  state: 'approved',
  reason: null,
  trial: { at: now - 26 * HOUR, ok: true, detail: 'nghe được 7,9 giây âm thanh' },
  createdBy: 'Trần Thị Minh',
  createdAt: now - 30 * HOUR,
  decidedBy: 'Nguyễn Văn Lâm',
  mayDecide: false,
  ...more,
});

const known = new WeakMap<World, RelaySource[]>();

function sourcesOf(world: World, now: number): RelaySource[] {
  const sources = known.get(world) ?? [
    source('rly-tinh', now, {
      name: 'Đài Phát thanh và Truyền hình Gia Lai',
      url: 'https://live.example/gialai-fm',
      origin: 'province',
      state: 'pending',
      decidedBy: null,
      mayDecide: true,
      trial: { at: now - HOUR, ok: false, detail: 'danh sách phát (HLS) chưa dùng được' },
    }),
    source('rly-vov1', now),
    source('rly-vov2', now, { name: 'VOV2', state: 'withdrawn', reason: 'đổi địa chỉ luồng' }),
  ];
  known.set(world, sources);
  return sources;
}

const ok = (json: unknown, status = 200): Reply => ({ status, json });

function changed(
  { now }: Call,
  world: World,
  id: string | undefined,
  change: (one: RelaySource) => RelaySource,
): Reply {
  const sources = sourcesOf(world, now);
  const at = sources.findIndex((one) => one.id === id);
  const one = sources[at];
  if (one === undefined) return ok({}, 404);
  sources[at] = change(one);
  return ok(sources[at]);
}

const STATES = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const relays: Readonly<Record<string, Handler>> = {
  'GET relay-sources': ({ now }, world) => ok({ sources: sourcesOf(world, now) }),
  'POST relay-sources': ({ body, now }, world) => {
    const request = NewRelaySource.parse(body);
    const made = source(`rly-${now}`, now, { ...request, state: 'pending', decidedBy: null });
    sourcesOf(world, now).unshift(made);
    return ok(made, 201);
  },
  'POST relay-sources/*/try': (call, world, [id]) =>
    changed(call, world, id, (one) => ({
      ...one,
      trial: { at: call.now, ok: true, detail: 'nghe được 7,9 giây âm thanh' },
    })),
  'POST relay-sources/*/decide': (call, world, [id]) => {
    const { act, reason } = RelayDecision.parse(call.body);
    return changed(call, world, id, (one) => ({
      ...one,
      state: STATES[act],
      reason: reason === '' ? null : reason,
      mayDecide: false,
    }));
  },
};
