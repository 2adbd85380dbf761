/**
 * Scope of an edit — chỉ lần này, về sau, tất cả.
 *
 * Three plain sentences with the very date in them: nobody has to know what a series of airings is.
 */
import { type Instant, localDateOf } from '@loaso/shared/time';
import type { EditScope } from '@loaso/shared/wire/http/schedule';
import { Radio } from '@mantine/core';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Props = {
  readonly at: Instant;
  readonly value: EditScope;
  readonly onChange: (scope: EditScope) => void;
};

export function ScopeField({ at, value, onChange }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const labels: readonly (readonly [EditScope, string])[] = [
    ['this', t('schedule.edit.this', { when: fmt.when(at, now) })],
    ['later', t('schedule.edit.later', { date: formatDate(localDateOf(at)) })],
    ['all', t('schedule.edit.all')],
  ];
  return (
    <Radio.Group
      aria-label={t('schedule.edit.scope')}
      value={value}
      onChange={(next) => onChange(next as EditScope)}
    >
      <div className="stack-sm entry-scope">
        {labels.map(([scope, label]) => (
          <Radio key={scope} size="md" value={scope} label={label} />
        ))}
      </div>
    </Radio.Group>
  );
}
