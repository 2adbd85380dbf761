/**
 * Steering — gửi tiếp hay rút lại.
 *
 * What an administrator decides about a publication that stopped by itself; each way says what it
 * does before it does it. Others read who can.
 */
import type { Publication } from '@loaso/shared/wire/http/publications';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { giveUpPublication, resumePublication } from '../../api/publications.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { useDeed } from '../../parts/use-deed.js';

type Way = 'resume' | 'giveUp';

const RENEWS = ['publication', 'publications', 'calendar', 'entries', 'overview', 'audit'];

export function Steer({ publication }: { readonly publication: Publication }): JSX.Element {
  const { t } = useWords();
  const [way, setWay] = useState<Way | null>(null);
  if (!publication.maySteer) {
    return (
      <Notice tone="warn" still>
        <p>{t('publication.onlyAdmin')}</p>
      </Notice>
    );
  }
  return (
    <Section title={t('publication.steer')} testId="steer">
      <p>{t('publication.steerBody')}</p>
      <div className="row">
        <Button onClick={() => setWay('resume')}>{t('publication.resume')}</Button>
        <Button variant="default" onClick={() => setWay('giveUp')}>
          {t('publication.giveUp')}
        </Button>
      </div>
      {way === null ? null : <Ask id={publication.id} way={way} onClose={() => setWay(null)} />}
    </Section>
  );
}

type AskProps = {
  readonly id: Publication['id'];
  readonly way: Way;
  readonly onClose: () => void;
};

function Ask({ id, way, onClose }: AskProps): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: () => (way === 'resume' ? resumePublication(id) : giveUpPublication(id)),
    renews: RENEWS,
    done: t(way === 'resume' ? 'publication.resumed' : 'publication.gaveUp'),
    after: onClose,
  });
  return (
    <Confirm
      danger={way === 'giveUp'}
      opened
      title={t(`publication.${way}Title`)}
      verb={t(`publication.${way}`)}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t(`publication.${way}Body`)}</p>
    </Confirm>
  );
}
