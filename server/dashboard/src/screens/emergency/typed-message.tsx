/**
 * Typed message — gõ tin khẩn.
 *
 * Type, see at once how it will be read, let the machine speak it, hear it.
 */
import type { BulletinId, ClusterGroupId, JobId } from '@loaso/shared/ids';
import { Button, NativeSelect, Progress, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useEffect, useEffectEvent, useState } from 'react';
import {
  bulletinQuery,
  importText,
  isJobOver,
  jobQuery,
  spokenQuery,
  voiceBulletin,
  voicesQuery,
} from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { StationSaid } from '../compose/station-said.js';
import { type MakerProps, messageOf } from './made-message.js';
import { titleOf } from './title.js';

const TEXT_MAX = 1500;
const LOOK_MS = 500;
const WORDS_PER_MINUTE = 135;

type Work = { readonly bulletinId: BulletinId; readonly jobId: JobId };

export function TypedMessage({ areaId, stationIds, onMade }: MakerProps): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState<ClusterGroupId | undefined>(undefined);
  const [only, ...more] = stationIds ?? [];
  // One station that sounds says its own name; several say the commune's.
  const stationId = said ?? (more.length === 0 ? only : undefined);
  const [voice, setVoice] = useState<string | null>(null);
  const [work, setWork] = useState<Work | null>(null);
  const voices = useQuery(voicesQuery);
  const fit = (voices.data ?? []).filter(({ problem }) => problem === undefined);
  const chosen = voice ?? fit[0]?.id ?? 'vi';
  const make = useDeed({
    run: async (): Promise<Work> => {
      const about = { areaId, field: 'adhoc', priority: 'emergency' } as const;
      const { id } = await importText({ ...about, text, title: titleOf(text), stationId });
      const job = await voiceBulletin(id, { voice: chosen, wordsPerMinute: WORDS_PER_MINUTE });
      return { bulletinId: id, jobId: job.id };
    },
    renews: ['bulletins'],
    after: setWork,
  });
  if (work !== null) return <Making work={work} onMade={onMade} onAgain={() => setWork(null)} />;
  const empty = text.trim() === '';
  return (
    <>
      <Textarea
        label={t('emergency.write.text')}
        description={t('emergency.write.textHint')}
        placeholder={t('emergency.write.placeholder')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={TEXT_MAX}
        value={text}
        error={tried && empty ? t('emergency.write.missing') : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Spoken text={text} areaId={areaId} />
      <StationSaid areaId={areaId} value={stationId} onChange={setSaid} />
      <NativeSelect
        label={t('emergency.write.voice')}
        value={chosen}
        onChange={(event) => setVoice(event.currentTarget.value)}
        data={fit.map((one) => ({
          value: one.id,
          label: `${one.label} (${t(`words.region.${one.region}`)})`,
        }))}
      />
      <ProblemNotice error={voices.error ?? make.error} />
      <div>
        <Button
          leftSection={<Icon name="voice" />}
          loading={make.isPending}
          onClick={() => (empty ? setTried(true) : make.mutate(undefined))}
        >
          {t('emergency.write.make')}
        </Button>
      </div>
    </>
  );
}

type SpokenProps = { readonly text: string; readonly areaId: MakerProps['areaId'] };

function Spoken({ text, areaId }: SpokenProps): JSX.Element | null {
  const { t } = useWords();
  const [settled] = useDebouncedValue(text.trim(), LOOK_MS);
  const spoken = useQuery(spokenQuery(settled, areaId));
  if (text.trim() === '') return null;
  return (
    <div className="alarm-spoken stack-sm" data-testid="spoken" aria-live="polite">
      <span className="small muted">{t('emergency.write.spoken')}</span>
      {spoken.data === undefined ? (
        <p className="muted">{t('emergency.write.spokenWait')}</p>
      ) : (
        <p>{spoken.data.spoken}</p>
      )}
      {spoken.data?.uncertain.map((one) => (
        <p key={one.written} className="small">
          {t('content.script.uncertain', one)}
        </p>
      ))}
      <ProblemNotice error={spoken.error} />
    </div>
  );
}

type MakingProps = {
  readonly work: Work;
  readonly onMade: MakerProps['onMade'];
  readonly onAgain: () => void;
};

function Making({ work, onMade, onAgain }: MakingProps): JSX.Element {
  const { t, fmt } = useWords();
  const client = useQueryClient();
  const job = useQuery(jobQuery(work.jobId));
  const made = useQuery({ ...bulletinQuery(work.bulletinId), enabled: isJobOver(job.data) });
  const message = made.data === undefined ? null : messageOf(made.data);
  const failed = job.data?.state === 'failed' || job.data?.state === 'cancelled';
  const percent = Math.round((job.data?.progress ?? 0) * 100);
  const tell = useEffectEvent(() => {
    void client.invalidateQueries({ queryKey: ['emergencies'] });
    if (message !== null) onMade(message);
  });
  const sha256 = message?.sha256;
  // Told once: another choice made meanwhile is not taken back.
  useEffect(() => {
    if (sha256 !== undefined) tell();
  }, [sha256]);
  return (
    <div className="stack-sm" data-testid="making">
      {message === null && !failed ? (
        <>
          <Progress.Root size="lg">
            <Progress.Section value={percent} aria-label={t('content.voice.progress')} striped />
          </Progress.Root>
          <p role="status">{t('emergency.write.making', { n: fmt.number(percent) })}</p>
        </>
      ) : null}
      {failed ? (
        <Notice tone="bad">
          <p>{t('emergency.write.failed', { why: job.data?.problem ?? t('shell.app.none') })}</p>
        </Notice>
      ) : null}
      {message === null ? null : <p role="status">{t('emergency.write.made')}</p>}
      <ProblemNotice error={job.error ?? made.error} />
      <button type="button" className="text-button" onClick={onAgain}>
        {t('emergency.write.change')}
      </button>
    </div>
  );
}
