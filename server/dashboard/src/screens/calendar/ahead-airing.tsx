/**
 * One airing of the coming week — một lượt phát sắp tới.
 *
 * Its fate, and how many boxes are sure to do so: fewer than all is said before "heard in full" is.
 */
import type { AheadAiring } from '@loaso/shared/wire/http/week';
import type { JSX } from 'react';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { FatePill } from '../../parts/fate-pill.js';
import { Pill } from '../../parts/pill.js';

/** Nobody has to do anything about what goes away by itself. */
export const needsSomebody = ({ doubts }: Pick<AheadAiring, 'doubts'>): boolean =>
  doubts.some(({ mends }) => !mends);

type Props = { readonly airing: AheadAiring; readonly boxes: number };

export function Airing({ airing, boxes }: Props): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { fate, doubts } = airing;
  return (
    <li className={`ahead-row ${airing.draft ? 'ahead-draft' : ''}`}>
      <span className="numbers strong ahead-time">{formatClock(airing.startAt)}</span>
      <span className="grow wrap-any">
        <span className="strong">{airing.title}</span>
        <span className="small muted ahead-sub">
          {t('schedule.ahead.lasts', { time: fmt.duration(airing.durationMs) })}
          {fate === 'sounds' ? '' : ` · ${pick(airing.why)}`}
        </span>
        {doubts.length > 0 ? (
          <span className={`small ahead-sub ${needsSomebody(airing) ? 'ahead-waiting' : 'muted'}`}>
            {doubts.map(({ words }) => pick(words)).join(' · ')}
          </span>
        ) : null}
      </span>
      {airing.draft ? (
        <Pill tone="accent" icon="pencil">
          {t('schedule.ahead.draft')}
        </Pill>
      ) : null}
      <SurePill airing={airing} boxes={boxes} />
    </li>
  );
}

function SurePill({ airing, boxes }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { fate, doubts, sureBoxes } = airing;
  const onlySaving = doubts.every(({ kind }) => kind === 'after-saving');
  if (fate !== 'sounds' || onlySaving) return <FatePill fate={fate} />;
  const [tone, icon] = needsSomebody(airing)
    ? (['warn', 'warning'] as const)
    : (['info', 'clock'] as const);
  const counts = { n: fmt.number(sureBoxes), all: fmt.number(boxes) };
  return (
    <Pill tone={tone} icon={icon}>
      {boxes === 1 ? t('schedule.ahead.unsureOne') : t('schedule.ahead.sure', counts)}
    </Pill>
  );
}
