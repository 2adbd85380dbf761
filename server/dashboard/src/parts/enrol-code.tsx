/**
 * Enrolment code — mã đăng ký của một cụm loa.
 *
 * The code to read out, the whole line for the box, and the same line as a picture: a phone that scans
 * it has what is typed, and no address has to be spelled.
 */
import type { EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import { type JSX, lazy, Suspense } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Waiting } from './page.js';
import './enrol-code.css';

const Qr = lazy(async () => ({ default: (await import('./qr.js')).Qr }));

type Props = { readonly ticket: EnrolmentTicket; readonly name: string };

export function EnrolCode({ ticket: { code, line }, name }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack-sm">
      <output className="enrol-code" data-testid="enrol-code">
        {code}
      </output>
      <div className="enrol-qr">
        <Suspense fallback={<Waiting />}>
          <Qr text={line} label={t('enrolment.picture', { name })} />
        </Suspense>
      </div>
      <span className="small muted">{t('enrolment.line')}</span>
      <code className="enrol-line" data-testid="enrol-line">
        {line}
      </code>
    </div>
  );
}
