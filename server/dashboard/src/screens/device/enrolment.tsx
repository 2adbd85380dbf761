/**
 * Enrolment — mã đăng ký và thu hồi.
 *
 * The code is shown once and large enough to be read out over a telephone.
 */
import type { DeviceDetail, EnrolmentTicket } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { type JSX, useState } from 'react';
import { makeEnrolmentCode, revokeDevice } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Dialog } from '../../parts/confirm.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly device: DeviceDetail };

export function Enrolment({ device }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [ticket, setTicket] = useState<EnrolmentTicket | null>(null);
  const code = useDeed({
    run: () => makeEnrolmentCode(device.id),
    renews: ['device', 'devices'],
    after: setTicket,
  });
  const first = device.state === 'registered';
  return (
    <Section title={t('fleet.command.install')} testId="enrolment">
      <ProblemNotice error={code.error} />
      <Button
        variant={first ? 'filled' : 'default'}
        leftSection={<Icon name="link" />}
        loading={code.isPending}
        onClick={() => code.mutate(undefined)}
      >
        {t('fleet.command.enrol')}
      </Button>
      {may.revoke(me.role) && device.state === 'enrolled' ? <Revoke device={device} /> : null}
      <Dialog
        opened={ticket !== null}
        title={t('fleet.command.enrolTitle', { name: device.name })}
        onClose={() => setTicket(null)}
      >
        {ticket === null ? null : <Ticket ticket={ticket} />}
      </Dialog>
    </Section>
  );
}

function Ticket({ ticket }: { readonly ticket: EnrolmentTicket }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const clipboard = useClipboard({ timeout: 3000 });
  return (
    <div className="stack">
      <p>{t('fleet.command.enrolBody', { time: fmt.when(ticket.expiresAt, now) })}</p>
      <output className="enrol-code" data-testid="enrol-code">
        {ticket.code}
      </output>
      <Button variant="default" onClick={() => clipboard.copy(ticket.code)}>
        {t(clipboard.copied ? 'fleet.command.copied' : 'fleet.command.copy')}
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
