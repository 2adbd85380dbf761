/**
 * Wall view — màn hình treo tường.
 *
 * For a screen in the office that nobody touches: large type, one thought at a time, the next by
 * itself. Old figures are marked as old; there is nothing to press but the way back.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, lazy, Suspense } from 'react';
import { devicesQuery, mapQuery, overviewQuery } from '../../api/fleet.js';
import { useNow } from '../../app/clock.js';
import { LiveBanner, LiveDot, useLiveFeed } from '../../app/live-note.js';
import { useMe } from '../../app/session.js';
import { formatClockSeconds } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ProblemNotice } from '../../parts/problem.js';
import { Behind, Figures, OnAir } from './panels.js';
import '../map/map.css';
import './wall.css';

const CommuneCanvas = lazy(async () => ({
  default: (await import('../map/commune-canvas.js')).CommuneCanvas,
}));

/** Long enough to read a panel across a room. */
const EACH_MS = 12_000;
/** Figures older than this are called old. */
const OLD_MS = 150_000;

const PANELS = ['figures', 'map', 'onAir', 'behind'] as const;
type Panel = (typeof PANELS)[number];

export function Wall(): JSX.Element {
  useLiveFeed();
  const { t, fmt } = useWords();
  const me = useMe();
  const now = useNow(1000);
  const overview = useQuery(overviewQuery);
  const panel = PANELS[Math.floor(now / EACH_MS) % PANELS.length] ?? 'figures';
  const asOf = overview.data?.asOf ?? null;
  const old = asOf !== null && now - asOf > OLD_MS;
  return (
    <main className="wall" data-testid="wall" data-panel={panel}>
      <header className="wall-head">
        <h1>{t('fleet.wall.title', { area: me.areaName })}</h1>
        <span className="wall-clock numbers">{formatClockSeconds(now)}</span>
      </header>
      <LiveBanner />
      {old ? (
        <p className="wall-old tone-warn">{t('fleet.wall.old', { when: fmt.age(asOf, now) })}</p>
      ) : null}
      <section className="wall-panel" aria-live="off">
        <h2>{t(`fleet.wall.${panel}`)}</h2>
        <Shown panel={panel} />
      </section>
      <footer className="wall-foot">
        <ol className="plain-list wall-steps" aria-hidden="true">
          {PANELS.map((one) => (
            <li key={one} className={one === panel ? 'wall-step-on' : ''} />
          ))}
        </ol>
        <LiveDot />
        <Link to="/hom-nay">{t('fleet.wall.back')}</Link>
      </footer>
    </main>
  );
}

const nothing = (): void => undefined;

function Shown({ panel }: { readonly panel: Panel }): JSX.Element | null {
  const me = useMe();
  const { data: overview, error: noFigures } = useQuery(overviewQuery);
  const { data: devices, error: noDevices } = useQuery(devicesQuery);
  const communes = useQuery(mapQuery).data;
  if (overview === undefined || devices === undefined) {
    return (
      <div>
        <ProblemNotice error={noFigures ?? noDevices} />
      </div>
    );
  }
  if (panel === 'figures') return <Figures overview={overview} devices={devices} />;
  if (panel === 'onAir') return <OnAir overview={overview} />;
  if (panel === 'behind') return <Behind devices={devices} />;
  if (communes === undefined) return null;
  return (
    <Suspense>
      <CommuneCanvas
        communes={communes}
        devices={devices}
        homeArea={me.areaId}
        chosen={null}
        onChoose={nothing}
      />
    </Suspense>
  );
}
