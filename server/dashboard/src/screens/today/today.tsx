/**
 * Today — hôm nay.
 *
 * What sounds now and next, what waits for me, what came of today's plan, which speakers are silent.
 * Each figure leads to the place where it can be acted on.
 */
import { localDateOf } from '@loaso/shared/time';
import type { DeviceSummary, Overview } from '@loaso/shared/wire/http/fleet';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, lazy, Suspense } from 'react';
import { devicesQuery, overviewQuery } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { formatClockSeconds } from '../../i18n/format.js';
import { withWords } from '../../i18n/rooms.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { worstLight } from '../../parts/worst-light.js';
import { HaltedNotice } from '../publication/halted-notice.js';
import { HeldNotice } from '../publication/held-notice.js';
import { TodayFigures } from './figures.js';
import { FirstSteps, Unsent } from './first-steps.js';
import { SoundedAnyway } from './sounded-anyway.js';
import { StationsToday } from './stations.js';
import { Waiting as WaitingForMe } from './waiting.js';
import './today.css';

/** Not needed for the first picture. */
const LunarDay = lazy(
  withWords(['schedule'], async () => ({ default: (await import('./lunar-day.js')).LunarDay })),
);

/** For administrators alone. */
const HaltedRollout = lazy(
  withWords(['software'], async () => ({
    default: (await import('../software/halted-rollout.js')).HaltedRollout,
  })),
);

export function Today(): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const now = useNow();
  const overview = useQuery(overviewQuery);
  const intro = (
    <>
      {fmt.longDate(localDateOf(now))}
      <Suspense fallback={null}>
        <LunarDay />
      </Suspense>
      {[me.areaName, ...(me.stations ?? []).map(({ name }) => name)].map((one) => ` · ${one}`)}
    </>
  );
  return (
    <Page title={t('shell.today.title')} intro={intro} actions={<ClockFace />}>
      {may.compose(me.role) ? <Unsent /> : null}
      <HeldNotice />
      <HaltedNotice />
      <SoundedAnyway />
      {may.govern(me.role) ? (
        <Suspense fallback={null}>
          <HaltedRollout />
        </Suspense>
      ) : null}
      <ProblemNotice error={overview.error} onRetry={overview.refetch} />
      {overview.data === undefined ? (
        overview.isPending && <Waiting />
      ) : (
        <div className="columns columns-main">
          <div className="stack">
            {may.compose(me.role) ? <FirstSteps /> : null}
            {may.approve(me.role) ? <WaitingForMe role={me.role} /> : null}
            <OnAir overview={overview.data} />
            <Next overview={overview.data} />
            {may.readContent(me.role) && !may.approve(me.role) ? (
              <WaitingForMe role={me.role} />
            ) : null}
          </div>
          <div className="stack">
            <TodayFigures overview={overview.data} />
            <Silent overview={overview.data} />
            <StationsToday stations={overview.data.stations} />
          </div>
        </div>
      )}
    </Page>
  );
}

function ClockFace(): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  return (
    <div className="clock-face">
      <span className="numbers clock-digits">{formatClockSeconds(now)}</span>
      <span className="small muted">{t('words.time.localTime')}</span>
    </div>
  );
}

function OnAir({ overview }: { readonly overview: Overview }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow();
  if (overview.onAir.length === 0) {
    return (
      <Section title={t('shell.today.onAir')} testId="on-air">
        <p className="muted">{t('shell.today.onAirNone')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('shell.today.onAir')} testId="on-air">
      <ul className="plain-list rows">
        {overview.onAir.map((one) => (
          <li key={one.deviceId} className="on-air">
            <span className="on-air-wave" aria-hidden="true">
              <Icon name="devices" size={24} />
            </span>
            <div className="grow">
              <Link to="/cum-loa/$deviceId" params={{ deviceId: one.deviceId }}>
                {one.deviceName}
              </Link>
              <p>{one.title}</p>
            </div>
            <span className="on-air-left numbers">
              {one.endsAt - now > 0
                ? t('shell.today.endsIn', { time: fmt.duration(one.endsAt - now) })
                : t('shell.today.ending')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Next({ overview }: { readonly overview: Overview }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(30_000);
  return (
    <Section
      title={t('shell.today.next')}
      testId="next"
      aside={<Link to="/lich-phat">{t('shell.nav.calendar')}</Link>}
    >
      {overview.next.length === 0 ? (
        <p className="muted">{t('shell.today.nextNone')}</p>
      ) : (
        <ul className="plain-list rows">
          {overview.next.map((one) => (
            <li key={`${one.startAt} ${one.title} ${one.areaName}`}>
              <p className="strong">{one.title}</p>
              <p className="muted small">
                {t('shell.today.nextAt', {
                  when: fmt.when(one.startAt, now),
                  devices: one.devices,
                  area: one.areaName,
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const isSilent = (device: DeviceSummary): boolean =>
  device.state === 'enrolled' && worstLight(device.lights) !== 'green';

/** All well is said only of speakers that are in use. */
function NoSilent({ devices }: { readonly devices: readonly DeviceSummary[] }): JSX.Element {
  const { t } = useWords();
  return devices.some(({ state }) => state === 'enrolled') ? (
    <Empty icon="check" title={t('shell.today.silentNone')} />
  ) : (
    <Empty icon="devices" title={t('shell.today.noneInUse')} body={t('fleet.list.emptyBody')} />
  );
}

/** They sound well today, so that no light tells of them. */
function DataShort({
  devices,
}: {
  readonly devices: readonly DeviceSummary[];
}): JSX.Element | null {
  const { t, fmt } = useWords();
  const count = devices.filter(({ dataShort }) => dataShort !== undefined).length;
  return count === 0 ? null : (
    <p>
      <Link to="/cum-loa" search={{ loc: 'data' }} data-testid="data-short">
        {t('shell.today.dataShort', { n: fmt.number(count) })}
      </Link>
    </p>
  );
}

function Silent({ overview }: { readonly overview: Overview }): JSX.Element {
  const { t, pick, fmt } = useWords();
  const now = useNow(10_000);
  const devices = useQuery(devicesQuery);
  const silent = devices.data?.filter(isSilent) ?? [];
  const { total, reachable, ready, silent: mute } = overview.devices;
  const counts = [
    [total, t('shell.today.boxesTotal')],
    [reachable, t('shell.today.boxesReachable')],
    [ready, t('shell.today.boxesReady')],
    [mute, t('shell.today.boxesSilent')],
  ] as const;
  return (
    <Section
      title={t('shell.today.boxes')}
      testId="boxes"
      aside={<Link to="/cum-loa">{t('shell.today.seeAll')}</Link>}
    >
      <ul className="plain-list counts">
        {counts.map(([value, word]) => (
          <li key={word}>
            <span className="count-number numbers">{fmt.number(value)}</span>
            <span className="small muted">{word}</span>
          </li>
        ))}
      </ul>
      <ProblemNotice error={devices.error} onRetry={devices.refetch} />
      {devices.data !== undefined && silent.length === 0 ? (
        <NoSilent devices={devices.data} />
      ) : null}
      <DataShort devices={devices.data ?? []} />
      {silent.length === 0 ? null : <h3>{t('shell.today.silent')}</h3>}
      <ul className="plain-list rows">
        {silent.slice(0, 8).map((device) => (
          <li key={device.id}>
            <Link to="/cum-loa/$deviceId" params={{ deviceId: device.id }}>
              {device.name}
            </Link>
            <p>{pick(device.sentence)}</p>
            <p className="small muted">
              {device.lastSeenAt === null
                ? t('fleet.list.neverSeen')
                : t('fleet.list.seen', { age: fmt.age(device.lastSeenAt, now) })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
