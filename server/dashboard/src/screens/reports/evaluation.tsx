/**
 * Yearly evaluation — đánh giá năm.
 *
 * One page that answers the Decision: who is reached against the targets, what was aired, how the
 * loudspeakers fared, and what the official says of it. Every part names what it counts and opens its
 * own report.
 */

import type { Evaluation } from '@loaso/shared/wire/http/report-evaluation';
import type { PeriodSpan } from '@loaso/shared/wire/http/report-faults';
import type { JSX } from 'react';
import { evaluationQuery } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { EvaluatedAirings } from './evaluation-airings.js';
import { EvaluatedFleet } from './evaluation-fleet.js';
import { EvaluatedReach } from './evaluation-reach.js';
import { RemarksPart } from './evaluation-remarks.js';
import { Told } from './told.js';

export function EvaluationView({ span }: { readonly span: PeriodSpan }): JSX.Element {
  const { t } = useWords();
  return (
    <Told
      query={evaluationQuery(span)}
      isEmpty={() => false}
      none={{ title: t('report.empty'), body: t('report.emptyBody') }}
    >
      {(report) => <Whole report={report} />}
    </Told>
  );
}

function Whole({ report }: { readonly report: Evaluation }): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, from, to, cut, demo, asOf } = report;
  return (
    <>
      {demo ? <Notice tone="info">{t('evaluation.demo')}</Notice> : null}
      {cut ? <Notice tone="warn">{t('evaluation.cut')}</Notice> : null}
      <EvaluatedReach report={report} />
      <EvaluatedAirings report={report} />
      <EvaluatedFleet report={report} />
      <RemarksPart key={`${areaId} ${from} ${to}`} span={{ areaId, from, to }} report={report} />
      <p className="small muted">{t('report.asOf', { when: fmt.dateTime(asOf) })}</p>
    </>
  );
}
