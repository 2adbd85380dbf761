/**
 * Reports — các việc báo cáo.
 *
 * All verbs about reports as one value. Making it starts nothing.
 */
import { ok } from '@loaso/shared/result';
import type { ReportFormat } from '@loaso/shared/wire/http/reports';
import { csvOf, csvOfPaper } from '../../core/reports/csv.js';
import { emergencySheet } from '../../core/reports/emergency-file.js';
import { evaluationPaper } from '../../core/reports/evaluation-file.js';
import { faultSheet } from '../../core/reports/fault-file.js';
import { diarySheet, reportSheet } from '../../core/reports/file.js';
import { noiseSheet } from '../../core/reports/noise-file.js';
import type { Sheet } from '../../core/reports/sheet.js';
import type { Answer } from '../actor.js';
import type { ReportFlows } from '../report-flows.js';
import { airingsBehind } from './airings.js';
import { emergencyReport } from './emergencies.js';
import { evaluation } from './evaluation.js';
import { faultReport } from './faults.js';
import { noiseReport } from './noise.js';
import { orderBoxes } from './order-boxes.js';
import type { ReportPorts } from './ports.js';
import { remarksHistory, saveRemarks } from './remarks.js';
import { broadcastReport, diary } from './report.js';
import { settleLately } from './settle-days.js';
import { soundsBehind } from './sounds.js';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

export function createReportFlows(ports: ReportPorts): ReportFlows {
  async function file<T>(
    found: Awaited<Answer<T>>,
    sheetOf: (value: T) => Sheet,
    format: ReportFormat,
  ): Answer<Uint8Array> {
    if (!found.ok) return found;
    const sheet = sheetOf(found.value);
    return ok(format === 'csv' ? encoded(csvOf(sheet)) : await ports.makers[format](sheet));
  }
  return {
    report: (actor, span) => broadcastReport(ports, actor, span),
    diary: (actor, span) => diary(ports, actor, span),
    airings: (actor, query) => airingsBehind(ports, actor, query),
    reportFile: async (actor, span, format) =>
      file(await broadcastReport(ports, actor, span), reportSheet, format),
    diaryFile: async (actor, span, format) =>
      file(await diary(ports, actor, span), diarySheet, format),
    faults: (actor, query) => faultReport(ports, actor, query),
    faultFile: async (actor, span, format) =>
      file(await faultReport(ports, actor, span), faultSheet, format),
    emergencies: (actor, span) => emergencyReport(ports, actor, span),
    orderBoxes: (actor, query) => orderBoxes(ports, actor, query),
    emergencyFile: async (actor, span, format) =>
      file(await emergencyReport(ports, actor, span), emergencySheet, format),
    noise: (actor, span) => noiseReport(ports, actor, span),
    sounds: (actor, query) => soundsBehind(ports, actor, query),
    noiseFile: async (actor, span, format) =>
      file(await noiseReport(ports, actor, span), noiseSheet, format),
    evaluation: (actor, span) => evaluation(ports, actor, span),
    evaluationFile: async (actor, span, format) => {
      const found = await evaluation(ports, actor, span);
      if (!found.ok) return found;
      const paper = evaluationPaper(found.value);
      return ok(
        format === 'csv' ? encoded(csvOfPaper(paper)) : await ports.paperMakers[format](paper),
      );
    },
    remarks: (actor, span) => remarksHistory(ports, actor, span),
    saveRemarks: (actor, remarks) => saveRemarks(ports, actor, remarks),
    settleLately: () => settleLately(ports),
  };
}
