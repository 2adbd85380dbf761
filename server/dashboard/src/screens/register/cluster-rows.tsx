/**
 * Clusters of the register — các cụm loa và thứ đứng trên cột.
 *
 * Horns, height and how far they carry; SIM, power line, warranty. From here a cluster is moved.
 */
import type { RegisteredCluster } from '@loaso/shared/wire/http/coverage';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { formatDate } from '../../i18n/format.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { finds } from '../../parts/fold.js';
import { MoreRows, STEP } from './more-rows.js';
import { MoveCluster } from './move-cluster.js';

type Props = { readonly clusters: readonly RegisteredCluster[]; readonly sought: string };

export function ClusterRows({ clusters, sought }: Props): JSX.Element {
  const { t } = useWords();
  const { role } = useMe();
  const [shown, setShown] = useState(STEP);
  const [moving, setMoving] = useState<RegisteredCluster | null>(null);
  const found = clusters.filter((one) => finds(sought, one.name, one.deviceId, one.areaName));
  return (
    <>
      {found.length === 0 ? <p className="muted">{t('coverage.book.none')}</p> : null}
      <ul className="plain-list rows" data-testid="register-rows">
        {found.slice(0, shown).map((cluster) => (
          <li key={cluster.deviceId} className="register-row register-cluster">
            <Cluster cluster={cluster} />
            {may.install(role) ? (
              <Button size="sm" variant="default" onClick={() => setMoving(cluster)}>
                {t('coverage.book.move')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <MoreRows rest={found.length - shown} onMore={() => setShown(shown + STEP)} />
      {moving === null ? null : <MoveCluster cluster={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

function Cluster({ cluster }: { readonly cluster: RegisteredCluster }): JSX.Element {
  const words = useWords();
  const { deviceId, name, areaName, position, reach } = cluster;
  const { t, fmt } = words;
  return (
    <>
      <span className="stack-sm">
        <Link to="/cum-loa/$deviceId" params={{ deviceId }} className="strong">
          {name}
        </Link>
        <span className="small muted">{`${deviceId} · ${areaName}`}</span>
      </span>
      <span className="stack-sm numbers">
        <span>{hornText(cluster, words)}</span>
        <span className="small muted">
          {position === null
            ? t('coverage.book.noPlace')
            : t('coverage.book.reach', { n: fmt.number(reach.likely) })}
        </span>
      </span>
      <span className="small muted">{siteText(cluster, words)}</span>
    </>
  );
}

function hornText({ site }: RegisteredCluster, { t, fmt }: WordsInUse): string {
  if (site === null || site.horns.length === 0) return t('coverage.book.noSite');
  return site.horns
    .map(({ count, powerW, heightM }) =>
      t('coverage.book.horns', {
        count,
        power: fmt.number(powerW),
        height: fmt.number(heightM),
      }),
    )
    .join('; ');
}

function siteText({ site }: RegisteredCluster, { t }: WordsInUse): string {
  if (site === null) return '';
  const { installedOn, warrantyUntil, operator, sim, powerLine } = site;
  return [
    installedOn === null ? '' : t('coverage.book.installed', { day: formatDate(installedOn) }),
    warrantyUntil === null ? '' : t('coverage.book.warranty', { day: formatDate(warrantyUntil) }),
    [operator, sim].filter((one) => one !== null).join(' '),
    powerLine === null ? '' : t('coverage.book.power', { name: powerLine }),
  ]
    .filter((one) => one !== '')
    .join(' · ');
}
