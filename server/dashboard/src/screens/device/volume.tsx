/**
 * Volume — chỉnh nhỏ âm lượng của cụm loa.
 *
 * Down from what the signed hours allow, never above it; who has set it stands beside it.
 */
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { Button, NativeSelect } from '@mantine/core';
import { type JSX, useState } from 'react';
import { commandDevice } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const STEPS = [100, 80, 60, 40, 20];

export function Volume({ device }: { readonly device: DeviceDetail }): JSX.Element {
  const { t } = useWords();
  /** Null until somebody chooses: then the box's own word shows, whoever changes it. */
  const [chosen, setChosen] = useState<number | null>(null);
  const percent = chosen ?? device.trim?.percent ?? 100;
  const deed = useDeed({
    run: (wanted: number) => commandDevice(device.id, 'set-volume', { volumePercent: wanted }),
    renews: ['device'],
    done: t('fleet.command.sent'),
    after: () => setChosen(null),
  });
  const steps = [...new Set([...STEPS, percent])].sort((a, b) => b - a);
  return (
    <div className="stack-sm" data-testid="volume">
      <TurnedDown device={device} />
      <NativeSelect
        label={t('fleet.command.volumeLabel')}
        value={String(percent)}
        onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
        data={steps.map((step) => ({
          value: String(step),
          label: step === 100 ? t('fleet.command.volumeAll') : `${step}%`,
        }))}
      />
      <Button variant="default" loading={deed.isPending} onClick={() => deed.mutate(percent)}>
        {t('fleet.command.set-volume')}
      </Button>
      <ProblemNotice error={deed.error} />
    </div>
  );
}

function TurnedDown({ device: { trim } }: { readonly device: DeviceDetail }): JSX.Element | null {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  if (trim === null || trim === undefined) return null;
  const { percent, at, by } = trim;
  const who = by === null ? '' : ` · ${by}`;
  return (
    <p className="small">
      {t('fleet.command.volumeNow', { percent, when: fmt.when(at, now), by: who })}
    </p>
  );
}
