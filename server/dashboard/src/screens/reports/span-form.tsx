/**
 * Span form — chọn địa bàn và kỳ.
 *
 * The spans people name come first; days of one's own choice are typed or picked.
 */
import type { AreaId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaField, areasInScope } from '../../parts/area-field.js';
import { DateField } from '../entry/date-field.js';
import { daysOf, nameOf, type SpanName } from './span.js';
import { StationField } from './station-field.js';

export type Chosen = {
  readonly areaId: AreaId | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly law: boolean;
  /** Null: all of them, and what is in none. */
  readonly station: StationChoice | null;
};

/** Before the first loudspeaker of this kind there is nothing to report. */
const OLDEST = LocalDate.parse('2020-01-01');

type Props = {
  readonly chosen: Chosen;
  readonly today: LocalDate;
  /** The spans that can be named. */
  readonly spans: readonly SpanName[];
  /** Whether it makes a difference what was aired. */
  readonly asksLaw: boolean;
  /** Whether it is told of one station too. */
  readonly asksStation: boolean;
  readonly onChange: (next: Partial<Chosen>) => void;
};

export function SpanForm({
  chosen,
  today,
  spans,
  asksLaw,
  asksStation,
  onChange,
}: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const areas = useQuery(areasQuery);
  const name = nameOf(chosen, today, spans) ?? 'own';
  return (
    <form className="report-form" onSubmit={(event) => event.preventDefault()}>
      <AreaField
        label={t('report.area')}
        areas={areasInScope(areas.data ?? [], me)}
        value={chosen.areaId ?? me.areaId}
        onChange={(areaId) => onChange({ areaId, station: null })}
      />
      {asksStation ? (
        <StationField
          areaId={chosen.areaId ?? me.areaId}
          value={chosen.station}
          onChange={(station) => onChange({ station })}
        />
      ) : null}
      <Select
        label={t('report.span')}
        allowDeselect={false}
        data={[...spans, 'own' as const].map((value) => ({
          value,
          label: t(`report.spans.${value}`),
        }))}
        value={name}
        onChange={(value) => {
          if (value !== null && value !== 'own') onChange(daysOf(value as SpanName, today));
        }}
      />
      <DateField
        label={t('report.from')}
        value={chosen.from}
        min={OLDEST}
        onChange={(from) => from !== null && onChange({ from })}
      />
      <DateField
        label={t('report.to')}
        value={chosen.to}
        min={OLDEST}
        onChange={(to) => to !== null && onChange({ to })}
      />
      {asksLaw ? (
        <Switch
          label={t('report.law')}
          checked={chosen.law}
          onChange={(event) => onChange({ law: event.currentTarget.checked })}
        />
      ) : null}
    </form>
  );
}
