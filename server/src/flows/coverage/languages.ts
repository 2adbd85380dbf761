/**
 * Languages — ai nghe được bằng tiếng mẹ đẻ.
 *
 * For each language that hamlets speak besides Vietnamese: who of them stands in earshot of a cluster
 * that has aired something in it. An area hears what it has declared and what a bulletin brings; both
 * are known for now alone, so a day that is over has no such figures.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LanguageCoverage } from '@loaso/shared/wire/http/coverage';
import { LanguageCode } from '@loaso/shared/wire/http/recordings';
import { ancestorsOf } from '../../core/access/scope.js';
import { type HamletCoverage, hamletCoverage, sumUp } from '../../core/coverage/compute.js';
import type { HamletFact } from '../../core/coverage/history.js';
import { heardOf } from '../../core/coverage/known.js';
import { settingsInForce } from '../../core/programme/area-settings.js';
import type { StoredArea } from '../../ports/store-records.js';
import type { Placed } from './clusters.js';
import type { HeardDays } from './heard-days.js';
import type { CoveragePorts } from './ports.js';

/** Of each language, the hamlets that speak it. */
export type Tongues = ReadonlyMap<LanguageCode, readonly HamletCoverage[]>;

type Known = {
  readonly on: HamletFact['from'];
  readonly areas: readonly StoredArea[];
  readonly facts: readonly HamletFact[];
  readonly clusters: readonly Placed[];
};

export async function tonguesOf(
  { store }: CoveragePorts,
  days: HeardDays,
  { on, areas, facts, clusters }: Known,
): Promise<Tongues> {
  const spoken = LanguageCode.options.filter((code) =>
    facts.some(({ languages }) => languages.includes(code)),
  );
  if (spoken.length === 0) return new Map();
  const entries = await store.registry.tongueEntries();
  const hears = await hearing(store, areas);
  const found = new Map<LanguageCode, readonly HamletCoverage[]>();
  for (const code of spoken) {
    const heard = await days.upTo(on, { subject: code, entryIds: entries.get(code) ?? [] });
    const own = facts.filter(({ languages }) => languages.includes(code));
    const sounding = clusters.map(({ cluster, areaId }) => ({
      ...cluster,
      heard30: hears(areaId).includes(code) ? heardOf(heard(cluster.id).month) : ('no' as const),
    }));
    found.set(code, hamletCoverage(own, sounding));
  }
  return found;
}

async function hearing(store: CoveragePorts['store'], areas: readonly StoredArea[]) {
  const sayings = await store.areas.areaSettings(areas.map(({ id }) => id));
  const byId = new Map(areas.map((area) => [area.id, area]));
  const known = new Map<AreaId, readonly LanguageCode[]>();
  return (id: AreaId): readonly LanguageCode[] => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const path = [id, ...ancestorsOf(areas, id)].flatMap((one) => byId.get(one) ?? []);
    const { languages } = settingsInForce(sayings, path);
    known.set(id, languages);
    return languages;
  };
}

/** Those of the hamlets inside an area. */
export const languageRows = (
  tongues: Tongues,
  holds: (id: AreaId) => boolean,
): LanguageCoverage[] =>
  [...tongues].flatMap(([language, all]): LanguageCoverage[] => {
    const parts = all.filter(({ hamlet }) => holds(hamlet.areaId));
    if (parts.length === 0) return [];
    const { people, hamlets, reached } = sumUp(parts);
    return [
      {
        language,
        people,
        hamlets,
        inEarshot: reached.paper.people,
        heard30: reached.heard30.people,
        unknown30: reached.heard30.unknownPeople,
      },
    ];
  });
