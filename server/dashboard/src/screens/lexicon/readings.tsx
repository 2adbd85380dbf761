/**
 * Readings — các từ trong từ điển.
 *
 * One's own first; those of an area above are marked, and those that a nearer area overrules too.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LexiconEffect, LexiconEntry } from '@loaso/shared/wire/http/lexicon';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { removeReading } from '../../api/studio.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { finds } from '../../parts/fold.js';
import { Empty } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { SearchField } from '../../parts/search-field.js';
import { useDeed } from '../../parts/use-deed.js';
import { RENEWS } from './renews.js';

type Props = {
  readonly areaId: AreaId;
  readonly entries: readonly LexiconEntry[];
  /** Areas whose readings this person may take away. */
  readonly removable: readonly AreaId[];
  readonly onEffect: (effect: LexiconEffect) => void;
};

export function Readings({ areaId, entries, removable, onEffect }: Props): JSX.Element {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const [leaving, setLeaving] = useState<LexiconEntry | null>(null);
  const found = entries.filter(({ written, spoken }) => finds(search, written, spoken));
  if (entries.length === 0) {
    return (
      <Empty
        icon="book"
        title={t('studio.lexicon.emptyTitle')}
        body={t('studio.lexicon.emptyBody')}
      />
    );
  }
  return (
    <div className="stack">
      <SearchField label={t('studio.lexicon.search')} value={search} onChange={setSearch} />
      {found.length === 0 ? <p className="muted">{t('studio.lexicon.noMatch')}</p> : null}
      <ul className="plain-list rows">
        {found.map((entry) => (
          <Row
            key={entry.id}
            entry={entry}
            inherited={entry.areaId !== areaId}
            onRemove={removable.includes(entry.areaId) ? () => setLeaving(entry) : null}
          />
        ))}
      </ul>
      <Leave entry={leaving} onClose={() => setLeaving(null)} onEffect={onEffect} />
    </div>
  );
}

type RowProps = {
  readonly entry: LexiconEntry;
  readonly inherited: boolean;
  readonly onRemove: (() => void) | null;
};

function Row({ entry, inherited, onRemove }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <li className="row row-apart" data-testid="reading">
      <div className="stack-sm grow wrap-any">
        <p>
          <span className="strong">{entry.written}</span>
          <span className="muted">{` ${t('studio.lexicon.readAs')} `}</span>
          <span className="reading-spoken">{entry.spoken}</span>
        </p>
        <p className="small muted">
          {t('studio.lexicon.by', { name: entry.createdBy, date: fmt.dateTime(entry.createdAt) })}
          {` · ${t(`studio.match.${entry.match}`)}`}
        </p>
        {inherited || entry.shadowed ? (
          <div className="row">
            {inherited ? (
              <Pill tone="info" icon="up">
                {t('studio.lexicon.from', { area: entry.areaName })}
              </Pill>
            ) : null}
            {entry.shadowed ? (
              <Pill tone="mute" icon="off">
                {t('studio.lexicon.shadowed')}
              </Pill>
            ) : null}
          </div>
        ) : null}
      </div>
      {onRemove === null ? null : (
        <Button
          variant="subtle"
          size="sm"
          aria-label={t('studio.lexicon.removeOf', { word: entry.written })}
          onClick={onRemove}
        >
          {t('studio.lexicon.remove')}
        </Button>
      )}
    </li>
  );
}

type LeaveProps = {
  readonly entry: LexiconEntry | null;
  readonly onClose: () => void;
  readonly onEffect: (effect: LexiconEffect) => void;
};

function Leave({ entry, onClose, onEffect }: LeaveProps): JSX.Element {
  const { t } = useWords();
  const remove = useDeed({
    run: ({ id }: LexiconEntry) => removeReading(id),
    renews: RENEWS,
    done: t('studio.lexicon.removed'),
    after: (effect) => {
      onEffect(effect);
      onClose();
    },
  });
  return (
    <Confirm
      danger
      opened={entry !== null}
      title={t('studio.lexicon.removeTitle', { word: entry?.written ?? '' })}
      verb={t('studio.lexicon.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => (entry === null ? null : remove.mutate(entry))}
      onClose={onClose}
    >
      <p>{t('studio.lexicon.removeBody')}</p>
    </Confirm>
  );
}
