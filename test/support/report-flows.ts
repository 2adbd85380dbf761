/**
 * Reports for tests — các báo cáo trên một kho thật.
 *
 * The real flows and makers of files over a store, at a time that the test says.
 */
import { err } from '@loaso/shared/result';
import type { Instant } from '@loaso/shared/time';
import { makePaperPdf } from '#server/adapters/print/paper';
import { makePdf } from '#server/adapters/print/pdf';
import { makePaperXlsx, makeTable, makeXlsx } from '#server/adapters/sheets/xlsx';
import { createHashing } from '#server/adapters/system/hashing';
import { createCoverageFlows } from '#server/flows/coverage/coverage';
import type { CoverageFlows } from '#server/flows/coverage/verbs';
import type { ReportFlows } from '#server/flows/report-flows';
import { createReportFlows } from '#server/flows/reports/reports';
import { createSheetIngest } from '#server/main/ingest';
import type { Store } from '#server/ports/store';

const commonOf = (store: Store, now: () => Instant) => ({
  ...{ store, clock: { now }, pause: () => Promise.resolve(), demo: false },
});

export function coverageFlowsOn(store: Store, now: () => Instant): CoverageFlows {
  return createCoverageFlows({
    ...commonOf(store, now),
    hashing: createHashing(),
    chance: { id: (prefix) => `${prefix}-1` },
    link: { disconnect: () => Promise.resolve() },
    device: () => Promise.resolve(err({ code: 'not-found' })),
    readSheet: createSheetIngest(),
    makeTable,
    areasChanged: () => Promise.resolve(),
    tellPlaces: () => Promise.resolve([]),
  });
}

export function reportFlowsOn(store: Store, now: () => Instant): ReportFlows {
  const coverage = coverageFlowsOn(store, now);
  return createReportFlows({
    ...commonOf(store, now),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    makers: { xlsx: makeXlsx, pdf: makePdf },
    paperMakers: { xlsx: makePaperXlsx, pdf: makePaperPdf },
    reach: (actor, query) => coverage.reach(actor, query),
  });
}
