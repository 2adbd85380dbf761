/**
 * Sheet of codes — tờ mã đăng ký.
 *
 * One square for each speaker, cut out or carried whole; on paper nothing but them.
 */
import type { DeviceSummary, EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { EnrolCode } from '../../parts/enrol-code.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';

export type Coded = { readonly device: DeviceSummary; readonly ticket: EnrolmentTicket };

type Props = {
  readonly coded: readonly Coded[];
  /** Asked for and not there yet. */
  readonly left: number;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onGoOn: () => void;
  readonly onAgain: () => void;
};

const STEPS = ['connect', 'type', 'wait', 'look'] as const;

export function Sheet({ coded, left, busy, error, onGoOn, onAgain }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const ready = left === 0 && !busy;
  return (
    <>
      <div className="stack codes-acts">
        <Notice tone={ready ? 'good' : 'warn'} testId="codes-made">
          <p>{t('enrolment.sheet.made', { n: fmt.number(coded.length) })}</p>
          {left === 0 ? null : <p>{t('enrolment.sheet.rest', { n: fmt.number(left) })}</p>}
        </Notice>
        <ProblemNotice error={error} />
        <div className="row">
          {left === 0 ? (
            <Button onClick={() => window.print()}>{t('enrolment.sheet.print')}</Button>
          ) : (
            <Button loading={busy} onClick={onGoOn}>
              {t('enrolment.sheet.goOn')}
            </Button>
          )}
          <Button variant="default" disabled={busy} onClick={onAgain}>
            {t('enrolment.sheet.again')}
          </Button>
        </div>
      </div>
      <ul className="plain-list codes" data-testid="codes">
        {coded.map((one) => (
          <Square key={one.device.id} one={one} />
        ))}
      </ul>
    </>
  );
}

function Square({ one: { device, ticket } }: { readonly one: Coded }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const { name, areaName, position } = device;
  const place =
    position === null
      ? t('enrolment.sheet.noPlace')
      : t('enrolment.sheet.at', {
          lat: position.lat.toFixed(5),
          lng: position.lng.toFixed(5),
        });
  return (
    <li className="card stack-sm code-square">
      <h2>{name}</h2>
      <p>{`${areaName} · ${place}`}</p>
      <EnrolCode ticket={ticket} name={name} />
      <ol className="code-steps small">
        {STEPS.map((step) => (
          <li key={step}>{t(`enrolment.step.${step}`)}</li>
        ))}
      </ol>
      <p className="strong">
        {t('enrolment.sheet.expires', { time: fmt.when(ticket.expiresAt, now) })}
      </p>
    </li>
  );
}
