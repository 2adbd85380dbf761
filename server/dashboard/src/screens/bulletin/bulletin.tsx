/**
 * Bulletin — trang bản tin.
 *
 * The whole way of one bulletin on one page: where it stands, what to do next, its voice, its script
 * beside the source, what happened to it.
 */
import { BulletinId } from '@loaso/shared/ids';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { bulletinQuery } from '../../api/content.js';
import { NotFound } from '../../app/fault.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { BulletinPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Divide } from './divide.js';
import { History } from './history.js';
import { NextStep } from './next-step.js';
import { RecordingFacts } from './recording-facts.js';
import { ScriptTabs } from './script-tabs.js';
import { SeriesPanel } from './series-panel.js';
import { Steps } from './steps.js';
import { Variants } from './variants.js';
import { VoicePanel } from './voice-panel.js';
import './bulletin.css';

export function BulletinScreen(): JSX.Element {
  const { bulletinId } = useParams({ from: '/frame/ban-tin/$bulletinId' });
  const id = BulletinId.safeParse(bulletinId);
  return id.success ? <Loaded key={id.data} id={id.data} /> : <NotFound />;
}

function Loaded({ id }: { readonly id: BulletinId }): JSX.Element {
  const { t } = useWords();
  const bulletin = useQuery(bulletinQuery(id));
  if (bulletin.data !== undefined) return <Whole bulletin={bulletin.data} />;
  return (
    <Page title={t('content.list.title')}>
      <ProblemNotice error={bulletin.error} onRetry={bulletin.refetch} />
      {bulletin.isPending ? <Waiting /> : null}
    </Page>
  );
}

function Whole({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const marked = bulletin.state !== 'approved' && bulletin.state !== 'withdrawn';
  // Treated through its episodes.
  const divided = bulletin.series?.number === 0;
  return (
    <Page title={bulletin.title} intro={<BulletinPill state={bulletin.state} />}>
      <Steps bulletin={bulletin} />
      {marked ? (
        <p className="draft-mark" data-testid="draft-mark">
          {t('content.page.watermark')}
        </p>
      ) : null}
      {bulletin.state === 'rejected' && bulletin.rejectionReason !== null ? (
        <Notice tone="bad" title={t('content.page.rejected')} still testId="rejection">
          <p>{bulletin.rejectionReason}</p>
          <p className="small">{t('content.page.rejectedNext')}</p>
        </Notice>
      ) : null}
      <div className="columns columns-main">
        <div className="stack">
          <Divide bulletin={bulletin} />
          <SeriesPanel bulletin={bulletin} />
          {divided ? null : <VoicePanel bulletin={bulletin} />}
          {bulletin.recording === null ? null : <RecordingFacts recording={bulletin.recording} />}
          {divided ? null : <Variants bulletin={bulletin} />}
          {bulletin.kind === 'text' ? (
            <ScriptTabs bulletin={bulletin} />
          ) : (
            <Section title={t('content.script.history')}>
              <History bulletin={bulletin} />
            </Section>
          )}
        </div>
        <div className="stack bulletin-aside">
          {divided ? null : <NextStep bulletin={bulletin} />}
          <Facts bulletin={bulletin} />
        </div>
      </div>
    </Page>
  );
}

/** Who wrote parts of it besides its author. */
function helpersOf({ writtenBy, createdBy }: Bulletin): string | null {
  const others = writtenBy.map(({ name }) => name).filter((name) => name !== createdBy);
  return others.length === 0 ? null : others.join(', ');
}

function Facts({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t, fmt } = useWords();
  const { clip } = bulletin;
  const length = fmt.duration(bulletin.durationMs);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('content.page.area'), bulletin.areaName],
    [
      t('content.page.length'),
      clip === null ? t('content.page.lengthExpected', { time: length }) : length,
    ],
    [t('content.page.field'), t(`words.field.${bulletin.field}`)],
    [t('content.page.priority'), t(`words.priority.${bulletin.priority}`)],
    [t('content.page.author'), bulletin.createdBy],
    [t('content.page.helpers'), helpersOf(bulletin)],
    [t('content.page.created'), fmt.dateTime(bulletin.createdAt)],
    [t('content.page.updated'), fmt.dateTime(bulletin.updatedAt)],
    [t('content.page.approvedBy'), bulletin.approvedBy],
    [
      t('content.page.source'),
      bulletin.kind === 'recorded'
        ? bulletin.source.name
        : t('content.page.sourceOf', {
            name: bulletin.source.name,
            n: fmt.number(bulletin.source.characters),
          }),
    ],
    [
      t('content.page.loudness'),
      clip === null
        ? null
        : t('content.page.loudnessOf', {
            lufs: fmt.number(clip.loudnessLufs),
            peak: fmt.number(clip.truePeakDbtp),
          }),
    ],
  ];
  return (
    <Section title={t('content.page.facts')}>
      <dl className="facts small">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Section>
  );
}
