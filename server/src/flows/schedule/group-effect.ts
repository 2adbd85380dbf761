/**
 * What a group changes — đổi thành viên nhóm thì loa nào phát khác đi.
 *
 * Which lines begin or stop sounding on the boxes that join or leave a group. Stores nothing.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import { ancestorsOf, subtreeOf } from '../../core/access/scope.js';
import { horizonFrom } from '../../core/plan/build.js';
import { lineInstants } from '../../core/schedule/line.js';
import type { StoredClusterGroup, StoredEntry } from '../../ports/store-records.js';
import type { Scope } from '../content/ports.js';
import { dated } from './plan-sources.js';
import { type Placed, placedDevices, reachedBy, type SchedulePorts } from './ports.js';

export type Changed = {
  readonly scope: Scope;
  readonly group: StoredClusterGroup;
  /** Null: it is new, and no line means it yet. */
  readonly before: StoredClusterGroup | null;
};

export type GroupEffect = {
  readonly reached: readonly Placed[];
  /** Titles of lines. */
  readonly begins: readonly string[];
  readonly stops: readonly string[];
  readonly firstAt: Instant | null;
  /** Nothing begins by it. */
  readonly takesBack: boolean;
  readonly losing: readonly DeviceId[];
};

const NO_EFFECT: GroupEffect = {
  reached: [],
  begins: [],
  stops: [],
  firstAt: null,
  takesBack: true,
  losing: [],
};

export async function groupEffect(
  ports: SchedulePorts,
  { scope, group, before }: Changed,
): Promise<GroupEffect> {
  const lines = before === null ? [] : await linesMeaning(ports, scope, group);
  if (before === null || lines.length === 0) return NO_EFFECT;
  const [was, is] = [new Set(before.deviceIds), new Set(group.deviceIds)];
  const onlyByIt = (line: StoredEntry): ((box: Placed) => boolean) => {
    // Who is meant by name or by place hears it in either case.
    const { memberIds: _, ...target } = line.target;
    return (box) => reachedBy({ ...line, target }, [box]).length === 0;
  };
  const devices = await placedDevices(ports, scope.areas);
  const joined = devices.filter(({ id }) => is.has(id) && !was.has(id));
  const left = devices.filter(({ id }) => was.has(id) && !is.has(id));
  const changing = (line: StoredEntry, boxes: readonly Placed[]) => boxes.some(onlyByIt(line));
  const begins = lines.filter((line) => changing(line, joined));
  return {
    reached: [...joined, ...left],
    begins: begins.map(({ title }) => title),
    stops: lines.filter((line) => changing(line, left)).map(({ title }) => title),
    firstAt: await firstOf(ports, scope, begins),
    takesBack: begins.length === 0,
    losing: left.map(({ id }) => id),
  };
}

async function firstOf(
  ports: SchedulePorts,
  { areas }: Scope,
  lines: readonly StoredEntry[],
): Promise<Instant | null> {
  const window = horizonFrom(ports.clock.now());
  const firsts = (await dated(ports, areas, lines)).flatMap((line) =>
    lineInstants(line, window, 1),
  );
  return firsts.length === 0 ? null : (Math.min(...firsts) as Instant);
}

/** Lines of its area, of those below and above it, that mean the group and are not over. */
export async function linesMeaning(
  { store }: SchedulePorts,
  { areas }: Scope,
  { id, areaId }: StoredClusterGroup,
): Promise<StoredEntry[]> {
  const around: AreaId[] = [...subtreeOf(areas, areaId), ...ancestorsOf(areas, areaId)];
  const entries = await store.schedule.entries(around, 'active');
  return entries.filter(({ target }) => target.groupIds?.includes(id) === true);
}
