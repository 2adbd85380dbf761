/**
 * History of an area's rules — những lần thay đổi giờ phát.
 *
 * Who, when, why; an earlier version fills the editor and comes back as a new one.
 */
import type { SoundRule, SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon, type IconName } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { limitsInWords } from './limits-text.js';

const LOOKS: Readonly<Record<SoundRule['state'], readonly [Tone, IconName]>> = {
  'in-force': ['good', 'check'],
  pending: ['warn', 'clock'],
  replaced: ['mute', 'back'],
  refused: ['bad', 'cross'],
};

type Props = {
  readonly rules: SoundRules;
  /** Null for who only looks. */
  readonly onRestore: ((rule: SoundRule) => void) | null;
};

export function History({ rules, onRestore }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('hours.history.title')} testId="history">
      {rules.history.length === 0 ? <p className="muted">{t('hours.history.none')}</p> : null}
      <ul className="plain-list rows">
        {rules.history.map((rule) => (
          <Version key={rule.num} rule={rule} onRestore={onRestore} />
        ))}
      </ul>
    </Section>
  );
}

type VersionProps = { readonly rule: SoundRule; readonly onRestore: Props['onRestore'] };

function Version({ rule, onRestore }: VersionProps): JSX.Element {
  const { t, fmt } = useWords();
  const { num, state, createdBy: name, createdAt, why, restores, decidedBy, decidedAt } = rule;
  const when = fmt.dateTime(createdAt);
  const [tone, icon] = LOOKS[state];
  return (
    <li className="row row-apart hours-version">
      <div className="stack-sm grow wrap-any">
        <p className="row">
          <span className="strong">{t('hours.history.num', { n: num })}</span>
          <Pill tone={tone} icon={icon}>
            {t(`hours.history.state.${state}`)}
          </Pill>
          {restores === null ? null : (
            <span className="small muted">{t('hours.history.restores', { n: restores })}</span>
          )}
        </p>
        <p>{limitsInWords(rule.limits, t)}</p>
        <p className="small muted">{t('hours.history.by', { name, when, why })}</p>
        {decidedBy === null || decidedAt === null ? null : (
          <p className="small muted">
            {t('hours.history.decided', { name: decidedBy, when: fmt.dateTime(decidedAt) })}
          </p>
        )}
      </div>
      {onRestore === null || state === 'in-force' || state === 'pending' ? null : (
        <Button
          size="sm"
          variant="default"
          leftSection={<Icon name="undo" size={16} />}
          onClick={() => onRestore(rule)}
        >
          {t('hours.history.restore', { n: num })}
        </Button>
      )}
    </li>
  );
}
