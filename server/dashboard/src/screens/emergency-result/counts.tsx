/**
 * Counts — đếm theo kết quả.
 *
 * Each speaker once, by its best news, in figures and words.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { BOX_LOOK, reachedBy, tallyOf } from '../../parts/emergency-looks.js';
import { Icon } from '../../parts/icon.js';

const REAL = ['accepted', 'sounding', 'played', 'cut', 'waiting', 'failed'] as const;
const DRILL = ['ready', 'waiting', 'notReady'] as const;
type Name = (typeof REAL)[number] | (typeof DRILL)[number];

const LOOK = {
  accepted: BOX_LOOK.accepted,
  sounding: BOX_LOOK.sounding,
  played: BOX_LOOK.played,
  cut: BOX_LOOK.cut,
  waiting: BOX_LOOK.sent,
  failed: BOX_LOOK.refused,
  ready: BOX_LOOK.played,
  notReady: BOX_LOOK.refused,
} as const;

export function Counts({ emergency }: { readonly emergency: Emergency }): JSX.Element | null {
  const { t, fmt } = useWords();
  const tally = tallyOf(emergency);
  if (emergency.sentAt === null) return null;
  const values: Readonly<Record<Name, number>> = {
    ...tally,
    ready: reachedBy(tally),
    notReady: tally.failed,
  };
  // Nothing was stopped: nothing is said of it.
  const real = REAL.filter((name) => name !== 'cut' || tally.cut > 0);
  const names: readonly Name[] = emergency.kind === 'drill' ? DRILL : real;
  return (
    <ul className="plain-list result-counts" aria-label={t('emergency.count.label')}>
      {names.map((name) => (
        <li key={name} className={`tone-${LOOK[name][0]}`} data-count={name}>
          <span className="result-figure numbers">{fmt.number(values[name])}</span>
          <span className="result-word">
            <Icon name={LOOK[name][1]} size={18} />
            {t(`emergency.count.${name}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
