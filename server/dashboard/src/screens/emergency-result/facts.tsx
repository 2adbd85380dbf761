/**
 * Facts of an emergency — ai, ở đâu, lúc nào.
 *
 * Who ordered and who confirmed, where, how often, until when; and the message itself.
 */
import type { EmergencyDetail } from '@loaso/shared/wire/http/emergency';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { formatClockSeconds } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { placesOf } from '../../parts/emergency-says.js';
import { Section } from '../../parts/page.js';
import { WordsRead } from './words-read.js';

export function Facts({ emergency }: { readonly emergency: EmergencyDetail }): JSX.Element {
  const words = useWords();
  const { t, fmt } = words;
  const rows = [
    [t('emergency.result.by'), emergency.createdBy],
    [t('emergency.result.second'), emergency.secondBy],
    [t('emergency.result.where'), placesOf(emergency, words)],
    [
      t('emergency.result.times'),
      t('emergency.what.timesShort', {
        n: fmt.number(emergency.plays),
        gap: fmt.duration(emergency.gapMs),
      }),
    ],
    [t('emergency.result.at'), fmt.dateTime(emergency.createdAt)],
    [
      t('emergency.result.sentAt'),
      emergency.sentAt === null ? null : formatClockSeconds(emergency.sentAt),
    ],
    [
      t('emergency.result.until'),
      emergency.endsAt === null ? null : fmt.dateTime(emergency.endsAt),
    ],
  ] as const;
  return (
    <div className="stack">
      {emergency.may.second ? null : (
        <Section title={t('emergency.result.message')}>
          <WordsRead emergency={emergency} />
        </Section>
      )}
      <Section title={t('emergency.result.facts')} testId="facts">
        <dl className="facts">
          {rows.map(([name, value]) =>
            value === null ? null : (
              <div key={name} className="result-fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
        {emergency.corrects === null ? null : (
          <p>
            {`${t('emergency.result.corrects')}: `}
            <Link to="/khan-cap/$emergencyId" params={{ emergencyId: emergency.corrects }}>
              {t('emergency.result.correctsLink')}
            </Link>
          </p>
        )}
      </Section>
    </div>
  );
}
