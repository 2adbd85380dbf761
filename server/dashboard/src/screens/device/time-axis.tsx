/**
 * Time axis — trục thời gian của cụm.
 *
 * Power, network, software, airings, commands and faults of seven days on one line, so that what came
 * before what is seen at a glance. A strip above shows when there was no contact and no mains.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { DAY_MS, type Instant, instant, localDateOf } from '@loaso/shared/time';
import type { BoxMoment } from '@loaso/shared/wire/http/incidents';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { axisQuery } from '../../api/incidents.js';
import { useNow } from '../../app/clock.js';
import { formatClock, formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { IconName } from '../../parts/icon.js';
import { Icon } from '../../parts/icon.js';
import { Section, Waiting } from '../../parts/page.js';
import { AiringPill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { momentText, momentTone } from './axis-text.js';
import './time-axis.css';

const DAYS = 7;
const STEP = 30;

type Track = BoxMoment['track'];

const TRACKS: Readonly<Record<Track, IconName>> = {
  power: 'bolt',
  network: 'link',
  agent: 'dials',
  play: 'devices',
  command: 'right',
  fault: 'warning',
};
const NAMES = Object.keys(TRACKS) as readonly Track[];

export function TimeAxis({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element {
  const { t } = useWords();
  const axis = useQuery({ ...axisQuery(deviceId, DAYS), placeholderData: keepPreviousData });
  const [tracks, setTracks] = useState<readonly Track[]>(NAMES);
  const shown = (axis.data ?? []).filter(({ track }) => tracks.includes(track));
  return (
    <Section title={t('incident.axis.title')} testId="axis">
      <p className="small muted">{t('incident.axis.intro')}</p>
      <ProblemNotice error={axis.error} onRetry={axis.refetch} />
      {axis.isPending ? <Waiting /> : null}
      {axis.data === undefined ? null : <Strip moments={axis.data} />}
      <Tracks chosen={tracks} onChange={setTracks} />
      {axis.data !== undefined && shown.length === 0 ? (
        <p className="muted">{t('incident.axis.none')}</p>
      ) : null}
      <Lines moments={shown} />
    </Section>
  );
}

type TracksProps = {
  readonly chosen: readonly Track[];
  readonly onChange: (tracks: readonly Track[]) => void;
};

function Tracks({ chosen, onChange }: TracksProps): JSX.Element {
  const { t } = useWords();
  return (
    <fieldset className="row axis-tracks">
      <legend className="visually-hidden">{t('incident.axis.tracks')}</legend>
      {NAMES.map((name) => {
        const on = chosen.includes(name);
        const others = chosen.filter((one) => one !== name);
        return (
          <Button
            key={name}
            size="compact-md"
            variant={on ? 'light' : 'default'}
            aria-pressed={on}
            leftSection={<Icon name={on ? 'check' : TRACKS[name]} size={16} />}
            onClick={() => onChange(on ? others : [...chosen, name])}
          >
            {t(`incident.axis.track.${name}`)}
          </Button>
        );
      })}
    </fieldset>
  );
}

const isDark = ({ kind, detail }: BoxMoment): boolean => kind === 'mains' && detail !== 'on';
const isGone = ({ kind }: BoxMoment): boolean => kind === 'gone';

/** Seven days from left to right: without contact above, without mains below. */
function Strip({ moments }: { readonly moments: readonly BoxMoment[] }): JSX.Element {
  const now = useNow(60_000);
  const from = now - DAYS * DAY_MS;
  const xOf = (at: number): number => (Math.max(0, at - from) / (DAYS * DAY_MS)) * 100;
  const bar = (one: BoxMoment, y: number): JSX.Element => (
    <rect
      key={`${one.kind} ${one.at}`}
      x={xOf(one.at)}
      y={y}
      width={Math.max(0.3, xOf(one.untilAt ?? now) - xOf(one.at))}
      height={3}
    />
  );
  return (
    <svg className="axis-strip" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect className="axis-ground" x={0} y={0.5} width={100} height={3} />
      <rect className="axis-ground" x={0} y={4.5} width={100} height={3} />
      <g className="axis-gone">{moments.filter(isGone).map((one) => bar(one, 0.5))}</g>
      <g className="axis-dark">{moments.filter(isDark).map((one) => bar(one, 4.5))}</g>
    </svg>
  );
}

function Lines({ moments }: { readonly moments: readonly BoxMoment[] }): JSX.Element {
  const { t, fmt } = useWords();
  const [count, setCount] = useState(STEP);
  const shown = moments.slice(0, count);
  const rest = moments.length - shown.length;
  return (
    <>
      <ol className="plain-list axis">
        {shown.map((moment, index) => (
          <Line
            key={`${moment.track} ${moment.kind} ${moment.at} ${moment.detail}`}
            moment={moment}
            before={shown[index - 1]}
          />
        ))}
      </ol>
      {rest > 0 ? (
        <Button variant="default" onClick={() => setCount(count + STEP)}>
          {t('incident.axis.more', { n: fmt.number(Math.min(rest, STEP)) })}
        </Button>
      ) : null}
    </>
  );
}

const dayOf = (at: number): string => formatDate(localDateOf(instant(at)));

type LineProps = { readonly moment: BoxMoment; readonly before: BoxMoment | undefined };

function Line({ moment, before }: LineProps): JSX.Element {
  const words = useWords();
  const now = useNow(60_000);
  const day = dayOf(moment.at);
  return (
    <>
      {before !== undefined && dayOf(before.at) === day ? null : (
        <li className="axis-day strong">{day}</li>
      )}
      <li className={`axis-line tone-${momentTone(moment)}`} data-track={moment.track}>
        <span className="axis-at numbers">{formatClock(moment.at)}</span>
        <span className="axis-sign">
          <Icon name={TRACKS[moment.track]} size={16} />
          <span className="visually-hidden">{words.t(`incident.axis.track.${moment.track}`)}</span>
        </span>
        <span className="axis-text">
          {momentText(moment, words)}
          <Span moment={moment} now={now} />
        </span>
        {moment.track === 'play' ? <Outcome kind={moment.kind} /> : null}
      </li>
    </>
  );
}

/** How long trouble lasted; of other things nobody asks. */
function Span({ moment, now }: { readonly moment: BoxMoment; readonly now: Instant }) {
  const { t, fmt } = useWords();
  if (!isGone(moment) && !isDark(moment)) return null;
  const span = fmt.coarse((moment.untilAt ?? now) - moment.at);
  return <span className="small muted">{` · ${t('incident.axis.span', { span })}`}</span>;
}

const OUTCOMES = ['planned', 'playing', 'played', 'interrupted', 'missed', 'unknown'] as const;

function Outcome({ kind }: { readonly kind: string }): JSX.Element {
  return <AiringPill state={OUTCOMES.find((state) => state === kind) ?? 'unknown'} />;
}
