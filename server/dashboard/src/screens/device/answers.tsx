/**
 * Answers — kết quả các lệnh gần đây.
 *
 * One line for each of the last orders to this box: what was asked, by whom, and what came of it in
 * the words of the server.
 */
import type { DeviceCommand } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import type { IconName } from '../../parts/icon.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { deedOf } from './axis-text.js';

const LOOKS: Readonly<Record<DeviceCommand['state'], readonly [Tone, IconName]>> = {
  sent: ['info', 'clock'],
  taken: ['info', 'clock'],
  done: ['good', 'check'],
  refused: ['bad', 'cross'],
  lost: ['mute', 'question'],
};

type Props = { readonly deviceId: string; readonly commands: readonly DeviceCommand[] };

export function Answers({ deviceId, commands }: Props): JSX.Element | null {
  const { t } = useWords();
  if (commands.length === 0) return null;
  return (
    <>
      <h3 className="small muted">{t('fleet.command.recent')}</h3>
      <ul className="plain-list rows" aria-live="polite" data-testid="answers">
        {commands.map((command) => (
          <Answer key={command.id} deviceId={deviceId} command={command} />
        ))}
      </ul>
    </>
  );
}

type One = { readonly deviceId: string; readonly command: DeviceCommand };

function Answer({ deviceId, command }: One): JSX.Element {
  const { t, fmt, pick } = useWords();
  const me = useMe();
  const now = useNow(60_000);
  const [tone, icon] = LOOKS[command.state];
  return (
    <li className="stack-sm" data-kind={command.kind} data-state={command.state}>
      <span className="row">
        <span className="strong">{t(`incident.axis.act.${deedOf(command.kind)}`)}</span>
        <Pill tone={tone} icon={icon}>
          {t(`fleet.command.state.${command.state}`)}
        </Pill>
      </span>
      <span>{pick(command.words)}</span>
      {command.hasLog === true && may.install(me.role) ? (
        <a
          href={`/api/devices/${deviceId}/logs/${command.id}`}
          download={`${deviceId}-${command.id}.log.gz`}
        >
          {t('fleet.command.takeLog')}
        </a>
      ) : null}
      <span className="small muted numbers">{`${fmt.when(command.at, now)} · ${command.by}`}</span>
    </li>
  );
}
