/**
 * What the verbs about reports need — cổng của nhóm việc báo cáo.
 *
 * The ports handed in by `main`: the ledger that is counted, and the makers of files.
 */
import type { PaperMaker, SheetMaker } from '../../ports/reports.js';
import type { Store } from '../../ports/store.js';
import type { Clock, Log } from '../../ports/system.js';
import type { CoverageFlows } from '../coverage/verbs.js';

export type ReportPorts = {
  readonly store: Pick<
    Store,
    | 'aired'
    | 'areas'
    | 'audit'
    | 'emergencies'
    | 'fleet'
    | 'ledger'
    | 'people'
    | 'registry'
    | 'remarks'
    | 'stations'
    | 'watch'
  >;
  /** Who is reached is known there. */
  readonly reach: CoverageFlows['reach'];
  readonly clock: Clock;
  readonly log: Log;
  /** Lets others have their turn between two pieces of long work. */
  readonly pause: () => Promise<unknown>;
  /** A demonstration has no horns: what goes into a file counts as sound. */
  readonly demo: boolean;
  readonly makers: Readonly<Record<'xlsx' | 'pdf', SheetMaker>>;
  /** Of a report that is a letter with tables. */
  readonly paperMakers: Readonly<Record<'xlsx' | 'pdf', PaperMaker>>;
};
