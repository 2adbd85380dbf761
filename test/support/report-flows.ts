/**
 * Reports for tests — các báo cáo trên một kho thật.
 *
 * The real flows and makers of files over a store, at a time that the test says.
 */
import type { Instant } from '@loaso/shared/time';
import { makePdf } from '#server/adapters/print/pdf';
import { makeXlsx } from '#server/adapters/sheets/xlsx';
import type { ReportFlows } from '#server/flows/report-flows';
import { createReportFlows } from '#server/flows/reports/reports';
import type { Store } from '#server/ports/store';

export const reportFlowsOn = (store: Store, now: () => Instant): ReportFlows =>
  createReportFlows({
    store,
    clock: { now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    makers: { xlsx: makeXlsx, pdf: makePdf },
    pause: () => Promise.resolve(),
    demo: false,
  });
