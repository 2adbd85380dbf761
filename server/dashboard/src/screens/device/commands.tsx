/**
 * Commands — điều khiển cụm loa.
 *
 * Stop first, large and red; the technician's commands below, and under them what came of the last
 * ones. Each says that it was sent, not that it was obeyed: that shows when the box answers.
 */
import type { CommandKind } from '@loaso/shared/wire/command';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { commandDevice, stopDevice } from '../../api/fleet.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { Answers } from './answers.js';
import { Volume } from './volume.js';

/** At once; what takes the box away asks first. */
const KINDS = [
  'test-chime',
  'network-test',
  'check-files',
  'collect-log',
  'report',
  'fetch-plan',
  'restart-agent',
] as const satisfies readonly CommandKind[];

type Props = { readonly device: DeviceDetail };

export function Commands({ device }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Section title={t('fleet.command.title')} testId="commands">
      {device.online ? null : <p className="small muted">{t('fleet.command.offlineNote')}</p>}
      <Stop device={device} />
      {may.install(me.role) ? <Technical device={device} /> : null}
      <Answers deviceId={device.id} commands={device.commands ?? []} />
    </Section>
  );
}

function Stop({ device }: Props): JSX.Element {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const stop = useDeed({
    run: () => stopDevice(device.id, null),
    renews: ['device'],
    done: t('fleet.command.stopSent'),
    after: () => setAsking(false),
  });
  return (
    <>
      <Button
        size="md"
        color="red.8"
        leftSection={<Icon name="stop" filled />}
        onClick={() => setAsking(true)}
      >
        {t('fleet.command.stop')}
      </Button>
      <Confirm
        danger
        opened={asking}
        title={t('fleet.command.stopTitle')}
        verb={t('fleet.command.stop')}
        busy={stop.isPending}
        error={stop.error}
        onConfirm={() => stop.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('fleet.command.stopBody')}</p>
      </Confirm>
    </>
  );
}

function Technical({ device }: Props): JSX.Element {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const deed = useDeed({
    run: (kind: CommandKind) => commandDevice(device.id, kind),
    renews: ['device'],
    done: t('fleet.command.sent'),
  });
  const restart = useDeed({
    run: () => commandDevice(device.id, 'restart-box'),
    renews: ['device'],
    done: t('fleet.command.sent'),
    after: () => setAsking(false),
  });
  return (
    <>
      <ProblemNotice error={deed.error} />
      <div className="command-row">
        {KINDS.map((kind) => (
          <Button
            key={kind}
            variant="default"
            loading={deed.isPending && deed.variables === kind}
            onClick={() => deed.mutate(kind)}
          >
            {t(`fleet.command.${kind}`)}
          </Button>
        ))}
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('fleet.command.restart-box')}
        </Button>
      </div>
      <Volume device={device} />
      {device.status?.hearing === undefined ? null : (
        <div className="stack-sm">
          <p className="small muted">{t('fleet.command.learnNote')}</p>
          <Button
            variant="default"
            loading={deed.isPending && deed.variables === 'learn-level'}
            onClick={() => deed.mutate('learn-level')}
          >
            {t('fleet.command.learn-level')}
          </Button>
        </div>
      )}
      <Confirm
        opened={asking}
        title={t('fleet.command.restartTitle')}
        verb={t('fleet.command.restart-box')}
        busy={restart.isPending}
        error={restart.error}
        onConfirm={() => restart.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('fleet.command.restartBody')}</p>
      </Confirm>
    </>
  );
}
