/**
 * How it plays — đọc nối nhau hay lần lượt, đọc mấy lần.
 *
 * Several bulletins: all in every airing, or one per airing that moves on by itself. Each airing may
 * be read again after a pause.
 */
import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import type { PartProps } from './part-props.js';

const TIMES = [1, 2, 3, 4, 5] as const;
const GAPS_S = [0, 10, 30, 60, 120, 300] as const;

type Props = PartProps & { readonly several: boolean };

export function Play({ draft, change, several }: Props): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className="stack">
      {several ? <Order draft={draft} change={change} /> : null}
      <div className="entry-dates">
        <NativeSelect
          label={t('schedule.play.repeat')}
          value={String(draft.times)}
          onChange={(event) => change({ times: Number(event.currentTarget.value) })}
          data={TIMES.map((n) => ({
            value: String(n),
            label: n === 1 ? t('schedule.play.once') : t('schedule.play.times', { n }),
          }))}
        />
        {draft.times > 1 ? (
          <NativeSelect
            label={t('schedule.play.gap')}
            value={String(draft.gapSeconds)}
            onChange={(event) => change({ gapSeconds: Number(event.currentTarget.value) })}
            data={[...new Set([...GAPS_S, draft.gapSeconds])]
              .sort((a, b) => a - b)
              .map((s) => ({
                value: String(s),
                label: s === 0 ? t('schedule.play.noGap') : fmt.duration(s * 1000),
              }))}
          />
        ) : null}
      </div>
    </div>
  );
}

function Order({ draft, change }: PartProps): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack-sm">
      <SegmentedControl
        aria-label={t('schedule.play.order')}
        className="entry-order"
        value={draft.inTurn ? 'in-turn' : 'together'}
        onChange={(value) => change({ inTurn: value === 'in-turn' })}
        data={[
          { value: 'together', label: t('schedule.play.together') },
          { value: 'in-turn', label: t('schedule.play.inTurn') },
        ]}
      />
      {draft.inTurn ? (
        <>
          <p className="small muted">{t('schedule.play.inTurnHint')}</p>
          <NativeSelect
            label={t('schedule.play.atEnd')}
            value={draft.atEnd}
            onChange={(event) =>
              change({ atEnd: event.currentTarget.value === 'again' ? 'again' : 'stop' })
            }
            data={[
              { value: 'stop', label: t('schedule.play.stop') },
              { value: 'again', label: t('schedule.play.again') },
            ]}
          />
        </>
      ) : (
        <p className="small muted">{t('schedule.add.whatOrder')}</p>
      )}
    </div>
  );
}
