/**
 * Voice form — chọn giọng và tốc độ đọc.
 *
 * For one bulletin or a whole series: which voice, how fast, and the button that starts it.
 */
import type { VoiceRequest } from '@loaso/shared/wire/http/content';
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { voicesQuery } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/problem.js';
import { VoiceFacts } from './voice-facts.js';

const SPEEDS = { slow: 115, medium: 135, fast: 155 } as const;
type Speed = keyof typeof SPEEDS;

type Props = {
  readonly verb: string;
  /** Not the likely next thing. */
  readonly quiet: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onMake: (request: VoiceRequest) => void;
};

export function VoiceForm({ verb, quiet, busy, error, onMake }: Props): JSX.Element {
  const { t } = useWords();
  const voices = useQuery(voicesQuery);
  const [voice, setVoice] = useState<string | null>(null);
  const [speed, setSpeed] = useState<Speed>('medium');
  const list = voices.data ?? [];
  const fit = list.find(({ problem }) => problem === undefined);
  const chosen = list.find(({ id }) => id === voice) ?? fit;
  return (
    <div className="stack-sm">
      <ProblemNotice error={voices.error ?? error} />
      <div className="row voice-form">
        <NativeSelect
          label={t('content.voice.voice')}
          value={chosen?.id ?? ''}
          onChange={(event) => setVoice(event.currentTarget.value)}
          data={list.map((one) => ({
            value: one.id,
            label: `${one.label} (${t(`words.region.${one.region}`)})`,
            disabled: one.problem !== undefined,
          }))}
        />
        <div className="stack-sm">
          <span className="small" aria-hidden="true">
            {t('content.voice.speed')}
          </span>
          <SegmentedControl
            aria-label={t('content.voice.speed')}
            value={speed}
            onChange={(value) => setSpeed(value as Speed)}
            data={(Object.keys(SPEEDS) as Speed[]).map((value) => ({
              value,
              label: t(`content.voice.${value}`),
            }))}
          />
        </div>
      </div>
      <VoiceFacts chosen={chosen} unfit={list.filter(({ problem }) => problem !== undefined)} />
      <div>
        <Button
          leftSection={<Icon name="voice" />}
          variant={quiet ? 'default' : 'filled'}
          loading={busy}
          disabled={chosen === undefined}
          onClick={() => onMake({ voice: chosen?.id ?? '', wordsPerMinute: SPEEDS[speed] })}
        >
          {verb}
        </Button>
      </div>
    </div>
  );
}
