/**
 * Refusals — những điều cụm loa đã từ chối.
 *
 * A box says no to what is not signed, not for it, old or damaged; here in everyday words, with the
 * detail for a technician behind.
 */
import type { BoxRefusal } from '@loaso/shared/wire/status';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';

const CODES = [
  'malformed',
  'wrong-type',
  'unknown-key',
  'revoked-key',
  'bad-signature',
  'too-few-signatures',
  'unsupported-version',
  'wrong-device',
  'wrong-area',
  'key-outside-area',
  'old-number',
  'equivocation',
  'number-jump',
  'expired',
  'dated-ahead',
  'validity-too-long',
  'inconsistent',
  'wrong-hash',
  'disk',
] as const;

/** The code we have a word for, or 'other'. */
export const refusalCode = (code: string) => CODES.find((one) => one === code) ?? 'other';

type Props = { readonly refusals: readonly BoxRefusal[] };

export function Refusals({ refusals }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  return (
    <Section title={t('fleet.refusal.title')} testId="refusals">
      {refusals.length === 0 ? (
        <p className="muted">{t('fleet.refusal.none')}</p>
      ) : (
        <>
          <p className="small muted">{t('fleet.refusal.intro')}</p>
          <ul className="plain-list rows">
            {refusals.map((one) => (
              <li key={`${one.at} ${one.what} ${one.code} ${one.detail}`} className="stack-sm">
                <span>
                  <span className="strong">{t(`fleet.refusal.what.${one.what}`)}</span>
                  {`: ${t(`fleet.refusal.code.${refusalCode(one.code)}`)}`}
                </span>
                <span className="small muted numbers">{fmt.when(one.at, now)}</span>
                <details className="small muted">
                  <summary>{t('shell.app.details')}</summary>
                  <span className="wrap-any">{`${one.code}: ${one.detail}`}</span>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
