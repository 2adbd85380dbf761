/**
 * Speaker — trang cụm loa.
 *
 * Desired against reported: what the server wants, what the box says it holds and did, and how old
 * each word is. Stop is one tap away from every state.
 */
import { DeviceId } from '@loaso/shared/ids';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { deviceQuery } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { NotFound } from '../../app/fault.js';
import { may } from '../../app/navigation.js';
import { useOwnBoxes } from '../../app/own-boxes.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Lights } from '../../parts/lights.js';
import { OwnStation } from '../../parts/own-station.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Airings } from './airings.js';
import { Commands } from './commands.js';
import { DataUse } from './data-use.js';
import { Diagnosis } from './diagnosis.js';
import { Enrolment } from './enrolment.js';
import { Health } from './health.js';
import { Photos } from './photos.js';
import { Place } from './place.js';
import { PlaceAsked } from './place-asked.js';
import { PlanCompare } from './plan-compare.js';
import { Refusals } from './refusals.js';
import { TimeAxis } from './time-axis.js';
import './device.css';

export function DeviceScreen(): JSX.Element {
  const { deviceId } = useParams({ from: '/frame/cum-loa/$deviceId' });
  const id = DeviceId.safeParse(deviceId);
  return id.success ? <Loaded key={id.data} id={id.data} /> : <NotFound />;
}

function Loaded({ id }: { readonly id: DeviceId }): JSX.Element {
  const { t } = useWords();
  const device = useQuery(deviceQuery(id));
  if (device.data !== undefined) return <Whole device={device.data} />;
  return (
    <Page title={t('fleet.list.title')}>
      <ProblemNotice error={device.error} onRetry={device.refetch} />
      {device.isPending ? <Waiting /> : null}
    </Page>
  );
}

const STATE_LOOK = {
  registered: ['info', 'clock'],
  enrolled: ['good', 'check'],
  revoked: ['bad', 'off'],
} as const;

function Whole({ device }: { readonly device: DeviceDetail }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const theirs = useOwnBoxes()?.holds(device.id) !== false;
  const [tone, icon] = STATE_LOOK[device.state];
  const intro = (
    <span className="row">
      <span>{device.areaName}</span>
      <Pill tone={tone} icon={icon}>
        {t(`fleet.list.state.${device.state}`)}
      </Pill>
    </span>
  );
  return (
    <Page title={device.name} intro={intro}>
      {/* Who has to decide comes for this alone. */}
      <PlaceAsked device={device} />
      <div className="columns columns-main">
        <div className="stack">
          <Sentence device={device} />
          <Diagnosis device={device} />
          <PlanCompare device={device} />
          <TimeAxis deviceId={device.id} />
          <Airings deviceId={device.id} />
          <Photos device={device} />
          <Refusals refusals={device.refusals} />
        </div>
        <div className="stack">
          {theirs ? null : <OwnStation about="foreign" />}
          {theirs && may.stop(me.role) && device.state === 'enrolled' ? (
            <Commands device={device} />
          ) : null}
          {theirs && may.install(me.role) ? <Enrolment device={device} /> : null}
          <Place device={device} />
          <DataUse device={device} />
          <Health device={device} />
        </div>
      </div>
    </Page>
  );
}

function Sentence({ device }: { readonly device: DeviceDetail }): JSX.Element {
  const { t, fmt, pick } = useWords();
  const now = useNow(5000);
  const { status } = device;
  return (
    <Section title={t('words.light.group')} testId="lights">
      <Lights lights={device.lights} at={device.lightsAt} large />
      <p className="device-sentence">{pick(device.sentence)}</p>
      <p className="muted">
        {`${t('fleet.device.lastSeen')}: ${fmt.age(device.lastSeenAt, now)}`}
        {status?.onAir == null
          ? ''
          : ` · ${t('fleet.device.onAir')}: ${t('fleet.device.onAirAt', {
              title: status.onAir.title,
              at: fmt.duration(status.onAir.positionMs),
            })}`}
      </p>
    </Section>
  );
}
