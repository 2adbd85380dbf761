/**
 * Lexicon — từ điển đọc của địa bàn.
 *
 * How names and local words are read, one's own and those from above; try a text, add, take away, and
 * see which bulletins have to be voiced and approved again because of it.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LexiconEffect } from '@loaso/shared/wire/http/lexicon';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { lexiconQuery } from '../../api/studio.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaFrame } from '../../parts/area-frame.js';
import { Notice } from '../../parts/notice.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { AddReading } from './add-reading.js';
import { Readings } from './readings.js';
import { TryReading } from './try-reading.js';
import './lexicon.css';

export function LexiconScreen(): JSX.Element {
  const { t } = useWords();
  return (
    <Page title={t('studio.lexicon.title')} intro={t('studio.lexicon.intro')}>
      <AreaFrame label={t('content.page.area')} at="/tu-dien">
        {(areaId, scope) => (
          <OfArea key={areaId} areaId={areaId} scope={scope.map(({ id }) => id)} />
        )}
      </AreaFrame>
    </Page>
  );
}

type OfAreaProps = { readonly areaId: AreaId; readonly scope: readonly AreaId[] };

function OfArea({ areaId, scope }: OfAreaProps): JSX.Element {
  const { t } = useWords();
  const { role } = useMe();
  const lexicon = useQuery(lexiconQuery(areaId));
  const [effect, setEffect] = useState<LexiconEffect | null>(null);
  const teaches = may.teach(role);
  return (
    <>
      {effect === null ? null : <Effect effect={effect} />}
      <div className="columns columns-main">
        <Section title={t('studio.lexicon.entries')} testId="readings">
          <ProblemNotice error={lexicon.error} onRetry={lexicon.refetch} />
          {lexicon.isPending ? <Waiting /> : null}
          {lexicon.data === undefined ? null : (
            <Readings
              areaId={areaId}
              entries={lexicon.data.entries}
              removable={teaches ? scope : []}
              onEffect={setEffect}
            />
          )}
        </Section>
        <div className="stack">
          {teaches ? <AddReading areaId={areaId} onEffect={setEffect} /> : null}
          {may.hear(role) ? <TryReading areaId={areaId} /> : null}
        </div>
      </div>
    </>
  );
}

function Effect({ effect: { returned } }: { readonly effect: LexiconEffect }): JSX.Element {
  const { t } = useWords();
  if (returned.length === 0) {
    return (
      <Notice tone="good" testId="effect">
        <p>{t('studio.lexicon.effectNone')}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={t('studio.lexicon.effect', { n: returned.length })} testId="effect">
      <ul className="plain-list stack-sm">
        {returned.map(({ id, title, wasApproved }) => (
          <li key={id}>
            <Link to="/ban-tin/$bulletinId" params={{ bulletinId: id }}>
              {title}
            </Link>
            {wasApproved ? ` (${t('studio.lexicon.wasApproved')})` : ''}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
