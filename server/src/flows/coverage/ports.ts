/**
 * What the verbs about coverage need — cổng của nhóm việc về mức độ phủ.
 *
 * The ports handed in by `main`, and the line in the audit trail.
 */
import type { FleetLink } from '../../ports/fleet.js';
import type { SheetReader } from '../../ports/ingest.js';
import type { TableMaker } from '../../ports/reports.js';
import type { Store } from '../../ports/store.js';
import type { Chance, Clock, Hashing } from '../../ports/system.js';
import type { FleetFlows } from '../flows.js';
import type { SoundRuleService } from '../sound-rules/sound-rules.js';

export type CoveragePorts = {
  readonly store: Pick<
    Store,
    'aired' | 'areas' | 'audit' | 'fleet' | 'registry' | 'schedule' | 'stations' | 'watch'
  >;
  readonly link: Pick<FleetLink, 'disconnect'>;
  /** What is wrong with a box, in one sentence, is known there. */
  readonly device: FleetFlows['device'];
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'id'>;
  readonly hashing: Pick<Hashing, 'sha256'>;
  readonly readSheet: SheetReader;
  readonly makeTable: TableMaker;
  /** What a file says stands near clusters: as if each had been told by itself. */
  readonly tellPlaces: SoundRuleService['tellPlaces'];
  /** Lets others have their turn between two pieces of long work. */
  readonly pause: () => Promise<void>;
  /** Told after hamlets were added: who keeps the tree of areas in memory reads it again. */
  readonly areasChanged: () => Promise<void>;
  /** A demonstration has no horns: what goes into a file counts as sound, and screens say so. */
  readonly demo: boolean;
};

export async function auditRegistry(
  { store, clock }: Pick<CoveragePorts, 'store' | 'clock'>,
  by: string,
  event: {
    readonly act: 'hamlets' | 'clusters' | 'communes' | 'move';
    readonly target: string;
    readonly detail: string;
  },
): Promise<void> {
  await store.audit.append({
    at: clock.now(),
    actor: by,
    act: `registry.${event.act}`,
    target: event.target,
    detail: event.detail.slice(0, 500),
  });
}
