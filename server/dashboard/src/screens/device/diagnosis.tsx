/**
 * Why — chẩn đoán của cụm.
 *
 * The next step before the reasons: a technician on the road reads the first line only. How sure the
 * answer is, and what else it may be, stand beside it.
 */
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';

const percent = (share: number): number => Math.round(share * 100);

export function Diagnosis({ device }: { readonly device: DeviceDetail }): JSX.Element | null {
  const { t, fmt, pick } = useWords();
  const { diagnosis } = device;
  if (diagnosis === undefined || diagnosis.cause === null) return null;
  const { cause, confidence, next, evidence, ranked } = diagnosis;
  const others = ranked.filter((one) => one.cause !== cause && one.cause !== 'unknown');
  const sure =
    cause === 'unknown' ? null : t('incident.diagnosis.sure', { n: percent(confidence) });
  return (
    <Section
      title={t('incident.diagnosis.title')}
      testId="diagnosis"
      aside={sure === null ? null : <span className="small muted">{sure}</span>}
    >
      {next === null ? null : (
        <p>
          <span className="strong">{`${t('incident.toDo')}: `}</span>
          {pick(next)}
        </p>
      )}
      {evidence.length === 0 ? null : (
        <div className="stack-sm">
          <p className="small strong">{t('incident.evidence')}</p>
          <ul className="small">
            {evidence.map((one) => (
              <li key={one.vi}>{pick(one)}</li>
            ))}
          </ul>
        </div>
      )}
      {others.length === 0 ? null : (
        <p className="small muted">
          {`${t('incident.diagnosis.perhaps')}: ${others
            .map(({ name, share }) =>
              t('incident.diagnosis.chance', { name: pick(name), n: fmt.number(percent(share)) }),
            )
            .join(', ')}`}
        </p>
      )}
    </Section>
  );
}
