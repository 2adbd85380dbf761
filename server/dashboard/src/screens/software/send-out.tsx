/**
 * Sending out — trước khi đưa xuống.
 *
 * When, and how many failures stop it; below stands in one sentence what pressing the button will do,
 * worked out anew for every choice.
 */
import { type HeldRelease, NewRollout, type RolloutHours } from '@loaso/shared/wire/http/releases';
import { NumberInput, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { rolloutForecastQuery, startRollout } from '../../api/releases.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';

const FAULTS_AT_FIRST = 2;

type Props = { readonly release: HeldRelease; readonly onClose: () => void };

export function SendOut({ release: { num, version }, onClose }: Props): JSX.Element {
  const { t, pick } = useWords();
  const navigate = useNavigate();
  const [hours, setHours] = useState<RolloutHours>('night');
  const [faultsMax, setFaultsMax] = useState(FAULTS_AT_FIRST);
  const request = NewRollout.parse({ num, hours, faultsMax });
  const forecast = useQuery({
    ...rolloutForecastQuery(request),
    placeholderData: keepPreviousData,
  });
  const start = useDeed({
    run: () => startRollout(request),
    renews: ['releases', 'audit'],
    done: t('software.started'),
    after: ({ id }) => navigate({ to: '/phan-mem/$rolloutId', params: { rolloutId: id } }),
  });
  return (
    <Confirm
      opened
      title={t('software.sendTitle', { version })}
      verb={t('software.start')}
      busy={start.isPending}
      error={start.error ?? forecast.error}
      blocked={(forecast.data?.boxes ?? 0) === 0}
      onConfirm={() => start.mutate(undefined)}
      onClose={onClose}
    >
      <Hours value={hours} onChange={setHours} />
      <NumberInput
        label={t('software.faultsMax')}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
        value={faultsMax}
        onChange={(value) => setFaultsMax(typeof value === 'number' ? value : FAULTS_AT_FIRST)}
      />
      <Notice tone="info" testId="forecast">
        <p className="strong">
          {forecast.data === undefined ? t('software.asking') : pick(forecast.data.words)}
        </p>
        <p className="small">{t('software.never')}</p>
      </Notice>
    </Confirm>
  );
}

type HoursProps = {
  readonly value: RolloutHours;
  readonly onChange: (value: RolloutHours) => void;
};

function Hours({ value, onChange }: HoursProps): JSX.Element {
  const { t } = useWords();
  return (
    <div className="stack-sm">
      <span className="strong small" id="rollout-hours">
        {t('software.hours')}
      </span>
      <SegmentedControl
        aria-labelledby="rollout-hours"
        value={value}
        onChange={(next) => onChange(next === 'any' ? 'any' : 'night')}
        data={(['night', 'any'] as const).map((one) => ({
          value: one,
          label: t(`software.hoursOf.${one}`),
        }))}
      />
    </div>
  );
}
