/**
 * Boxes of a publication — từng cụm đã nhận tới đâu.
 *
 * What each box says of its new plan, and when it was sent.
 */
import type { Publication } from '@loaso/shared/wire/http/publications';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { BoxesByStep } from '../../parts/boxes-by-step.js';
import { PROGRESS } from './looks.js';

export function Boxes({ publication }: { readonly publication: Publication }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const boxes = publication.boxList.map(({ progress, sentAt, ...box }) => ({
    ...box,
    step: progress,
    facts: sentAt === null ? null : t('publication.sentAt', { when: fmt.when(sentAt, now) }),
  }));
  return (
    <BoxesByStep
      testId="publication-boxes"
      boxes={boxes}
      total={publication.boxes}
      counts={publication.counts}
      looks={PROGRESS}
      nameOf={(step) => t(`publication.progress.${step}`)}
    />
  );
}
