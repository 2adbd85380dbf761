/**
 * Picture of a week — hình giờ phát trong tuần.
 *
 * Seven strips: what is permitted from above, what sounds, and while somebody edits what will close
 * and open. Follows the fields without asking anybody. The same is said in words beside it.
 */
import { formatMinute, MinuteOfDay } from '@loaso/shared/time';
import {
  type SoundLimits,
  type Stretch,
  stretchesOf,
  WEEKDAYS,
} from '@loaso/shared/trust/sound-limits';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';

const DAY_MINUTES = 1440;
const HEIGHT = 24;
const MARKS = [0, 360, 720, 1080].map((minute) => MinuteOfDay.parse(minute));

type Props = {
  readonly above: SoundLimits;
  readonly now: SoundLimits;
  /** What would hold; null where nothing is edited. */
  readonly next: SoundLimits | null;
};

export function WeekPicture({ above, now, next }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <figure className="hours-picture" aria-label={t('hours.picture.label')} data-testid="picture">
      {WEEKDAYS.map((day) => (
        <div key={day} className="hours-day">
          <span className="small numbers hours-name">{t(`words.weekdayShort.d${day}`)}</span>
          <Strip
            above={stretchesOf(above.windows, day)}
            now={stretchesOf(now.windows, day)}
            next={stretchesOf((next ?? now).windows, day)}
          />
        </div>
      ))}
      <div className="hours-day" aria-hidden="true">
        <span />
        <div className="hours-marks numbers">
          {MARKS.map((minute) => (
            <span key={minute}>{formatMinute(minute)}</span>
          ))}
        </div>
      </div>
      <Legend editing={next !== null} />
    </figure>
  );
}

type StripProps = Readonly<Record<'above' | 'now' | 'next', readonly Stretch[]>>;

/** Later ones are drawn over earlier ones: closing over what was, what stays over both. */
function Strip({ above, now, next }: StripProps): JSX.Element {
  return (
    <svg
      className="hours-strip"
      viewBox={`0 0 ${DAY_MINUTES} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="hours-closed" width={DAY_MINUTES} height={HEIGHT} />
      <Bars look="above" stretches={above} />
      <Bars look="closing" stretches={now} />
      <Bars look="opening" stretches={next} />
      <Bars look="open" stretches={bothOf(now, next)} />
    </svg>
  );
}

type BarsProps = {
  readonly look: 'above' | 'closing' | 'opening' | 'open';
  readonly stretches: readonly Stretch[];
};

/** The quieter, the lower. */
function Bars({ look, stretches }: BarsProps): JSX.Element {
  return (
    <>
      {stretches.map(({ from, to, volume }) => {
        const height = look === 'above' ? HEIGHT : 4 + ((HEIGHT - 4) * volume) / 100;
        return (
          <rect
            key={from}
            className={`hours-${look}`}
            x={from}
            width={to - from}
            y={HEIGHT - height}
            height={height}
          />
        );
      })}
    </>
  );
}

function bothOf(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
      return from < to ? [{ from, to, volume: Math.min(a.volume, b.volume) }] : [];
    }),
  );
}

const ALWAYS = ['open', 'above'] as const;
const EDITING = ['open', 'closing', 'opening', 'above'] as const;

function Legend({ editing }: { readonly editing: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <figcaption className="row small muted">
      {(editing ? EDITING : ALWAYS).map((look) => (
        <span key={look} className="hours-key">
          <svg className="hours-dot" viewBox="0 0 10 10" aria-hidden="true">
            <rect className={`hours-${look}`} width={10} height={10} rx={2} />
          </svg>
          {t(`hours.picture.${look}`)}
        </span>
      ))}
    </figcaption>
  );
}
