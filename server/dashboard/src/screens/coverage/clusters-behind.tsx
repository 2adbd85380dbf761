/**
 * Clusters behind a count — từng cụm loa làm nên một con số.
 *
 * Which clusters a count of coverage, of a station or of a year's evaluation counts.
 */
import { AreaId } from '@loaso/shared/ids';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { clustersBehindQuery } from '../../api/coverage.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { BehindPage } from './behind-page.js';
import { Cluster } from './hamlets.js';

export function ClustersBehindScreen(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const search = useSearch({ from: '/frame/phu-song/cum-loa' });
  const { diaBan, ngay, phapLuat, cum = 'all', dai: station, trang: page = 1 } = search;
  const asked = {
    areaId: diaBan === undefined ? me.areaId : AreaId.parse(diaBan),
    ...{ on: ngay, law: phapLuat === true },
  };
  const query = useQuery(clustersBehindQuery({ ...asked, of: { of: cum, station, page } }));
  return (
    <BehindPage
      what={t(`coverage.behind.clusters.${cum}`)}
      also={[]}
      asked={asked}
      page={page}
      query={query}
      figure={({ total }) => total}
      pageLink={(trang, words) => (
        <Link to="/phu-song/cum-loa" search={{ ...search, trang }}>
          {words}
        </Link>
      )}
    >
      {({ clusters, isToday }) => (
        <ul className="plain-list rows">
          {clusters.map((one) => (
            <li key={one.id} className="row row-apart" data-testid="counted-cluster">
              <Cluster cluster={one} isToday={isToday} place={placeOf(one)} />
            </li>
          ))}
        </ul>
      )}
    </BehindPage>
  );
}

const placeOf = ({ areaName, communeName }: { areaName: string; communeName: string }): string =>
  areaName === communeName ? areaName : `${areaName}, ${communeName}`;
