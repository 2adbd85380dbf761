/**
 * Boxes of a publication — từng cụm đã nhận tới đâu.
 *
 * A filter with counts, a search, and one row a box with a sentence. A province is shown in pieces.
 */
import type {
  BoxProgress,
  Publication,
  PublicationBox,
} from '@loaso/shared/wire/http/publications';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { SearchField } from '../../parts/search-field.js';
import { PROGRESS, PROGRESS_ORDER } from './looks.js';

const STEP = 60;

export function Boxes({ publication }: { readonly publication: Publication }): JSX.Element {
  const { t } = useWords();
  const [progress, setProgress] = useState<BoxProgress | null>(null);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const matching = publication.boxList.filter(
    (box) =>
      (progress === null || box.progress === progress) && finds(search, box.name, box.areaName),
  );
  return (
    <Section title={t('publication.boxes')} testId="publication-boxes">
      <div className="row">
        <ProgressFilter publication={publication} value={progress} onChange={setProgress} />
        <SearchField label={t('publication.search')} value={search} onChange={setSearch} />
      </div>
      {matching.length === 0 ? <p className="muted">{t('publication.noBox')}</p> : null}
      <ul className="plain-list rows">
        {matching.slice(0, shown).map((box) => (
          <BoxRow key={box.deviceId} box={box} />
        ))}
      </ul>
      {matching.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + STEP)}>
          {t('publication.more')}
        </Button>
      ) : null}
    </Section>
  );
}

type FilterProps = {
  readonly publication: Publication;
  readonly value: BoxProgress | null;
  readonly onChange: (value: BoxProgress | null) => void;
};

function ProgressFilter({ publication, value, onChange }: FilterProps): JSX.Element {
  const { t, fmt } = useWords();
  const there = PROGRESS_ORDER.filter((one) => publication.counts[one] > 0);
  return (
    <NativeSelect
      aria-label={t('publication.filter')}
      value={value ?? ''}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(there.find((one) => one === next) ?? null);
      }}
      data={[
        { value: '', label: t('publication.all', { n: fmt.number(publication.boxes) }) },
        ...there.map((one) => ({
          value: one,
          label: t('publication.one', {
            name: t(`publication.progress.${one}`),
            n: fmt.number(publication.counts[one]),
          }),
        })),
      ]}
    />
  );
}

function BoxRow({ box }: { readonly box: PublicationBox }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const [tone, icon] = PROGRESS[box.progress];
  return (
    <li className="publication-box" data-testid="publication-box" data-progress={box.progress}>
      <div className="stack-sm">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: box.deviceId }} className="strong">
          {box.name}
        </Link>
        <span className="small muted">{box.areaName}</span>
      </div>
      <div className="stack-sm">
        <p className="small">{pick(box.words)}</p>
        {box.sentAt === null ? null : (
          <p className="small muted">
            {t('publication.sentAt', { when: fmt.when(box.sentAt, now) })}
          </p>
        )}
      </div>
      <Pill tone={tone} icon={icon}>
        {t(`publication.progress.${box.progress}`)}
      </Pill>
    </li>
  );
}
