/**
 * Recent emergencies — các lần gần đây.
 *
 * What is under way and what is over, each leading to its results.
 */
import type { Emergency, EmergencyDesk } from '@loaso/shared/wire/http/emergency';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { ORDER_LOOK } from '../../parts/emergency-looks.js';
import { Section } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';

export function Recent({ desk }: { readonly desk: EmergencyDesk }): JSX.Element {
  const { t } = useWords();
  const all = [...desk.active, ...desk.recent];
  return (
    <Section title={t('emergency.recent.title')} testId="recent">
      {all.length === 0 ? (
        <p className="muted">{t('emergency.recent.none')}</p>
      ) : (
        <ul className="plain-list rows">
          {all.map((one) => (
            <Row key={one.id} emergency={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ emergency }: { readonly emergency: Emergency }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(30_000);
  const [tone, icon] = ORDER_LOOK[emergency.state];
  const drill = emergency.kind === 'drill';
  return (
    <li className="stack-sm">
      <div className="row">
        <Pill tone={drill ? 'info' : 'bad'} icon={drill ? 'drill' : 'siren'}>
          {t(`emergency.kind.${emergency.kind}`)}
        </Pill>
        <Pill tone={tone} icon={icon}>
          {t(`emergency.state.${emergency.state}`)}
        </Pill>
        <span className="small muted">
          {t('emergency.recent.line', {
            when: fmt.when(emergency.createdAt, now),
            name: emergency.createdBy,
          })}
        </span>
      </div>
      <Link to="/khan-cap/$emergencyId" params={{ emergencyId: emergency.id }}>
        {emergency.title}
      </Link>
    </li>
  );
}
