/**
 * Effect of a draft — quy định đang soạn sẽ làm đổi gì.
 *
 * Every difference in a sentence, then the airings of the coming week that would be silent or cut,
 * asked of the server, which resolves as the boxes do. Nothing is stored.
 */
import type { SoundRulePreview } from '@loaso/shared/wire/http/sound-rules';
import type { UseQueryResult } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';

/** More than these are a number. */
const SHOWN = 6;

type Props = {
  readonly areaName: string;
  readonly preview: UseQueryResult<SoundRulePreview> | null;
};

export function Effect({ areaName, preview }: Props): JSX.Element {
  const { t } = useWords();
  if (preview === null) return <p className="muted">{t('hours.effect.fix')}</p>;
  if (preview.error !== null) return <ProblemNotice error={preview.error} />;
  if (preview.data === undefined) {
    return (
      <p className="muted" role="status">
        {t('hours.effect.asking')}
      </p>
    );
  }
  const fresh = !preview.isPlaceholderData;
  return (
    <div
      className="stack-sm"
      aria-live="polite"
      aria-busy={!fresh}
      data-testid="effect"
      data-fresh={fresh}
    >
      <Told areaName={areaName} preview={preview.data} />
    </div>
  );
}

type ToldProps = { readonly areaName: string; readonly preview: SoundRulePreview };

function Told({ areaName, preview }: ToldProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  if (preview.changes.length === 0) return <p className="muted">{t('hours.effect.nothing')}</p>;
  return (
    <>
      <p>{t('hours.effect.fromNow', { area: areaName, n: fmt.number(preview.boxes) })}</p>
      <ul className="hours-changes">
        {preview.changes.map((one) => (
          <li key={one.vi} className="strong">
            {pick(one)}
          </li>
        ))}
      </ul>
      <Lost preview={preview} />
      {preview.needsSecond ? (
        <Notice tone="info" still>
          <p>{t('hours.effect.second')}</p>
        </Notice>
      ) : null}
    </>
  );
}

function Lost({ preview }: { readonly preview: SoundRulePreview }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const { lost, lostCount } = preview;
  if (lostCount === 0) {
    return (
      <Notice tone="good" still>
        <p>{t('hours.effect.noneLost')}</p>
      </Notice>
    );
  }
  const left = lostCount - Math.min(SHOWN, lost.length);
  return (
    <Notice tone="warn" still testId="lost">
      <p className="strong">{t('hours.effect.lost', { n: fmt.number(lostCount) })}</p>
      <ul className="plain-list stack-sm">
        {lost.slice(0, SHOWN).map(({ title, startAt, boxes }) => (
          <li key={`${title} ${startAt}`} className="small wrap-any">
            <span className="numbers strong">{fmt.when(startAt, now)}</span>
            {` · ${title} · ${t('hours.effect.onBoxes', { n: fmt.number(boxes) })}`}
          </li>
        ))}
      </ul>
      {left > 0 ? <p className="small">{t('hours.effect.more', { n: fmt.number(left) })}</p> : null}
      <p className="small">{t('hours.effect.kept')}</p>
    </Notice>
  );
}
