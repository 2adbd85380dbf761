/**
 * Alarm banner — dải báo trên mọi màn hình.
 *
 * Whatever emergency or drill is under way in this person's area stands above every screen, with its
 * STOP; whoever could be the second person is called by it. Fetched after the first picture.
 */
import type { Emergency } from '@loaso/shared/wire/http/emergency';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { JSX } from 'react';
import { deskQuery } from '../api/emergency.js';
import { useWords } from '../i18n/use-words.js';
import { ALARM_AFTER_MS, saysOf } from '../parts/emergency-says.js';
import { Icon } from '../parts/icon.js';
import { StopButton } from '../parts/stop-button.js';
import { useNow } from './clock.js';
import './alarm-banner.css';

export function AlarmBanner(): JSX.Element | null {
  const { t } = useWords();
  const desk = useQuery(deskQuery);
  const { pathname } = useLocation();
  const shown = (desk.data?.active ?? []).filter(({ id }) => pathname !== `/khan-cap/${id}`);
  if (shown.length === 0) return null;
  return (
    <section className="alarm-banners" aria-label={t('emergency.banner.label')}>
      {shown.map((one) => (
        <One key={one.id} emergency={one} />
      ))}
    </section>
  );
}

function One({ emergency }: { readonly emergency: Emergency }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const drill = emergency.kind === 'drill';
  const asked = emergency.may.second;
  return (
    <div className={`alarm-banner alarm-banner-${emergency.kind}`} data-testid="alarm-banner">
      <div className="alarm-banner-words" role={drill ? 'status' : 'alert'}>
        <span className="strong alarm-banner-kind">
          <Icon name={drill ? 'drill' : 'siren'} size={22} />
          {t(`emergency.banner.${emergency.kind}`)}
        </span>
        <span className="strong">
          {asked ? t('emergency.banner.second', { title: emergency.title }) : emergency.title}
        </span>
        {asked && now - emergency.createdAt > ALARM_AFTER_MS ? (
          <span className="strong alarm-banner-late">{t('emergency.banner.late')}</span>
        ) : null}
        {/* Ticks for the eye; the page of results reads the news out. */}
        <span className="numbers alarm-banner-says" aria-hidden="true">
          {saysOf(emergency, words, { now, exact: true })}
        </span>
      </div>
      <div className="alarm-banner-acts">
        <Link
          to="/khan-cap/$emergencyId"
          params={{ emergencyId: emergency.id }}
          className="alarm-banner-link"
        >
          {t(asked ? 'emergency.banner.confirm' : 'emergency.banner.open')}
        </Link>
        <StopButton emergency={emergency} />
      </div>
    </div>
  );
}
