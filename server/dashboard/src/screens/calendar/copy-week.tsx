/**
 * Copying a week — chép lịch sang tuần khác.
 *
 * Says first what would be added and what would be refused; nothing is saved before that was seen.
 */
import type { AreaId } from '@loaso/shared/ids';
import { addDays, type LocalDate } from '@loaso/shared/time';
import type { WeekCopied } from '@loaso/shared/wire/http/week';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { copyWeek } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { DateField } from '../entry/date-field.js';
import { mondayOf } from './week.js';

type Props = {
  readonly areaId: AreaId;
  readonly monday: LocalDate;
  readonly onClose: () => void;
};

export function CopyWeek({ areaId, monday, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const [day, setDay] = useState(addDays(monday, 7));
  const to = mondayOf(day);
  const week = { areaId, from: monday, to };
  const shown = useQuery({
    queryKey: ['week-copy', areaId, monday, to],
    queryFn: () => copyWeek({ ...week, dryRun: true }),
    gcTime: 0,
    retry: false,
  });
  const lines = shown.data?.lines ?? [];
  const able = lines.filter(({ refusal }) => refusal === null);
  const deed = useDeed({
    run: () => copyWeek({ ...week, dryRun: false }),
    renews: ['calendar', 'entries', 'overview', 'device', 'week-ahead'],
    done: t('schedule.copy.done', { n: able.length }),
    after: onClose,
  });
  return (
    <Confirm
      opened
      title={t('schedule.copy.title')}
      verb={t('schedule.copy.verb')}
      busy={deed.isPending}
      error={deed.error}
      blocked={able.length === 0}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('schedule.copy.body')}</p>
      <DateField
        label={t('schedule.copy.to')}
        description={t('schedule.copy.toWeek', {
          from: formatDate(to).slice(0, 5),
          to: formatDate(addDays(to, 6)),
        })}
        value={day}
        onChange={(next) => (next === null ? undefined : setDay(next))}
      />
      <ProblemNotice error={shown.error} />
      {shown.isSuccess && lines.length === 0 ? (
        <p className="muted">{t('schedule.copy.none')}</p>
      ) : null}
      {lines.length === 0 ? null : <Lines lines={lines} />}
    </Confirm>
  );
}

function Lines({ lines }: WeekCopied): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  return (
    <div>
      <p className="strong">{t('schedule.copy.lines')}</p>
      <ul>
        {lines.map(({ title, airings, refusal }) => (
          <li key={`${title} ${airings[0]}`}>
            {t('schedule.copy.line', {
              title,
              n: airings.length,
              when: fmt.when(airings[0] ?? now, now),
            })}
            {refusal === null ? null : (
              <span className="small ahead-sub ahead-waiting">
                {t('schedule.copy.refused', { why: pick(refusal) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
