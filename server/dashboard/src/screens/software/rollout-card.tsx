/**
 * Rollout card — một đợt đưa phần mềm xuống, nhìn một lần là biết.
 *
 * State, sentence, bar, what comes next, and what may be decided about it.
 */
import type { ReleaseRollout } from '@loaso/shared/wire/http/releases';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Pill } from '../../parts/pill.js';
import { STATES } from './looks.js';
import { Steer } from './steer.js';
import { StepBar } from './step-bar.js';

type Props = {
  readonly rollout: ReleaseRollout;
  /** On its own page it needs no link to itself. */
  readonly linked: boolean;
};

export function RolloutCard({ rollout, linked }: Props): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(60_000);
  const { id, state, version, stage, stages, by, createdAt, hours, next } = rollout;
  const [tone, icon] = STATES[state];
  const open = state !== 'done' && state !== 'given-up';
  return (
    <section
      className="card stack-sm"
      aria-label={t('software.version', { version })}
      data-testid="rollout"
      data-state={state}
    >
      <div className="row row-apart">
        <h2>{t('software.version', { version })}</h2>
        <Pill tone={tone} icon={icon}>
          {t(`software.state.${state}`)}
        </Pill>
      </div>
      <p className="small muted">
        {t('software.by', {
          who: by,
          when: fmt.when(createdAt, now),
          hours: t(`software.hoursOf.${hours}`),
        })}
        {open ? ` · ${t('software.stage', { stage, stages })}` : ''}
      </p>
      <div className="stack-sm" role="status">
        <p className={open ? 'software-sentence' : ''}>{pick(rollout.sentence)}</p>
        <StepBar of={rollout} />
        {next === null ? null : (
          <p className={state === 'halted' ? 'strong' : 'small'}>{pick(next)}</p>
        )}
        {state === 'halted' ? <p className="small">{t('software.haltedHint')}</p> : null}
      </div>
      {linked ? (
        <p>
          <Link to="/phan-mem/$rolloutId" params={{ rolloutId: id }}>
            {t('software.follow')}
          </Link>
        </p>
      ) : null}
      <Steer rollout={rollout} />
    </section>
  );
}
