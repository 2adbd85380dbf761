/**
 * Enrolment — mã đăng ký và thu hồi.
 *
 * The code is shown once, large enough to be read out over a telephone, and as a picture to scan. While
 * one is open, this page says so and takes it back.
 */
import type { DeviceDetail, EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { type JSX, useState } from 'react';
import { makeEnrolmentCode, revokeDevice, withdrawCode } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { CodeDays } from '../../parts/code-days.js';
import { Dialog } from '../../parts/confirm.js';
import { EnrolCode } from '../../parts/enrol-code.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly device: DeviceDetail };

export function Enrolment({ device }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [ticket, setTicket] = useState<EnrolmentTicket | null>(null);
  const [days, setDays] = useState(1);
  const code = useDeed({
    run: () => makeEnrolmentCode(device.id, days),
    renews: ['device', 'devices'],
    after: setTicket,
  });
  const first = device.state === 'registered';
  return (
    <Section title={t('fleet.command.install')} testId="enrolment">
      <OpenCode device={device} />
      <ProblemNotice error={code.error} />
      <CodeDays days={days} onChange={setDays} />
      <Button
        variant={first ? 'filled' : 'default'}
        leftSection={<Icon name="link" />}
        loading={code.isPending}
        onClick={() => code.mutate(undefined)}
      >
        {t('enrolment.get')}
      </Button>
      {may.revoke(me.role) && device.state === 'enrolled' ? <Revoke device={device} /> : null}
      <Dialog
        opened={ticket !== null}
        title={t('enrolment.of', { name: device.name })}
        onClose={() => setTicket(null)}
      >
        {ticket === null ? null : <Ticket ticket={ticket} name={device.name} />}
      </Dialog>
    </Section>
  );
}

/** A code that may be lying on paper somewhere. */
function OpenCode({ device: { id, name, codeUntil } }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  if (codeUntil == null || codeUntil <= now) return null;
  return (
    <Notice tone="info" testId="open-code" still>
      <p>{t('enrolment.open', { time: fmt.when(codeUntil, now) })}</p>
      <RemoveButton
        verb={t('enrolment.withdraw')}
        title={t('enrolment.withdrawOf', { name })}
        run={() => withdrawCode(id)}
        renews={['device']}
        done={t('enrolment.withdrawn')}
      >
        <p>{t('enrolment.withdrawBody')}</p>
      </RemoveButton>
    </Notice>
  );
}

type TicketProps = { readonly ticket: EnrolmentTicket; readonly name: string };

function Ticket({ ticket, name }: TicketProps): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const clipboard = useClipboard({ timeout: 3000 });
  return (
    <div className="stack">
      <p>{t('enrolment.body', { time: fmt.when(ticket.expiresAt, now) })}</p>
      <EnrolCode ticket={ticket} name={name} />
      <Button variant="default" onClick={() => clipboard.copy(ticket.line)}>
        {t(clipboard.copied ? 'enrolment.copied' : 'enrolment.copy')}
      </Button>
    </div>
  );
}

function Revoke({ device }: Props): JSX.Element {
  const { t } = useWords();
  return (
    <RemoveButton
      verb={t('fleet.command.revoke')}
      title={t('fleet.command.revokeTitle')}
      run={() => revokeDevice(device.id)}
      renews={['device', 'devices', 'overview']}
      done={t('fleet.command.revoked')}
    >
      <p>{t('fleet.command.revokeBody')}</p>
    </RemoveButton>
  );
}
