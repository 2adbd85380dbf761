/**
 * Filters of the log — lọc nhật ký.
 *
 * By person, by kind of act, by age, and by any word, with or without diacritics.
 */
import { addDays, instant, localDateOf, startOfDay } from '@loaso/shared/time';
import type { AuditEvent } from '@loaso/shared/wire/http/people';
import { Select } from '@mantine/core';
import type { JSX } from 'react';
import { finds } from '../../parts/fold.js';
import { SearchField } from '../../parts/search-field.js';
import { GROUPS, groupOf, told, whoText } from './told.js';
import type { Words } from './told-words.js';

/** Days back; 0: today alone. */
const SPANS = { today: 0, week: 6, month: 29 } as const;
type Span = keyof typeof SPANS;

export type Filter = {
  readonly sought: string;
  readonly actor: string | null;
  readonly group: string | null;
  readonly span: string | null;
};

export const ALL: Filter = { sought: '', actor: null, group: null, span: null };

type Present = { readonly words: Words; readonly now: number };

export function passes(event: AuditEvent, filter: Filter, { words, now }: Present): boolean {
  const { sought, actor, group, span } = filter;
  if (actor !== null && event.actor !== actor) return false;
  if (group !== null && groupOf(event.act) !== group) return false;
  if (span !== null && event.at < startOf(span as Span, now)) return false;
  if (sought === '') return true;
  const { who, deed, thing, more } = told(event, words);
  return finds(sought, who, deed, thing, more, event.actor, event.target);
}

const startOf = (span: Span, now: number): number =>
  startOfDay(addDays(localDateOf(instant(now)), -SPANS[span]));

type Props = {
  readonly events: readonly AuditEvent[];
  readonly filter: Filter;
  readonly words: Words;
  readonly onChange: (filter: Filter) => void;
};

export function Filters({ events, filter, words, onChange }: Props): JSX.Element {
  const { t } = words;
  const actors = [...new Set(events.map(({ actor }) => actor))]
    .map((actor) => ({ value: actor, label: whoText(actor, words) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'vi'));
  return (
    <search className="audit-filters">
      <SearchField
        label={t('office.audit.search')}
        value={filter.sought}
        onChange={(sought) => onChange({ ...filter, sought })}
      />
      <Select
        aria-label={t('office.audit.byPerson')}
        placeholder={t('office.audit.byPerson')}
        clearable
        searchable
        data={actors}
        value={filter.actor}
        onChange={(actor) => onChange({ ...filter, actor })}
      />
      <Select
        aria-label={t('office.audit.byAct')}
        placeholder={t('office.audit.byAct')}
        clearable
        data={GROUPS.map((value) => ({ value, label: t(`office.audit.group.${value}`) }))}
        value={filter.group}
        onChange={(group) => onChange({ ...filter, group })}
      />
      <Select
        aria-label={t('office.audit.byDate')}
        placeholder={t('office.audit.byDate')}
        clearable
        data={(['today', 'week', 'month'] as const).map((value) => ({
          value,
          label: t(`office.audit.span.${value}`),
        }))}
        value={filter.span}
        onChange={(span) => onChange({ ...filter, span })}
      />
    </search>
  );
}
