/**
 * Area frame — màn hình của một địa bàn.
 *
 * Screens that show one area at a time: which one stands in the address (`diaBan`), so that it can be
 * shared; somebody with a single area is not asked.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { Area } from '@loaso/shared/wire/http/people';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { areasQuery } from '../api/people.js';
import { useMe } from '../app/session.js';
import { AreaField, areasInScope } from './area-field.js';
import { OwnStation } from './own-station.js';
import { ProblemNotice } from './problem.js';

type Props = {
  readonly label: string;
  readonly at: '/gio-phat' | '/tu-dien' | '/cai-dat';
  readonly children: (areaId: AreaId, scope: readonly Area[]) => ReactNode;
};

export function AreaFrame({ label, at, children }: Props): JSX.Element {
  const me = useMe();
  const navigate = useNavigate();
  const { diaBan } = useSearch({ from: `/frame${at}` });
  const areas = useQuery(areasQuery);
  const areaId = diaBan ?? me.areaId;
  const scope = areasInScope(areas.data ?? [], me);
  return (
    <>
      {scope.length > 1 ? (
        <AreaField
          label={label}
          areas={scope}
          value={areaId}
          onChange={(chosen) =>
            void navigate({ to: at, search: { diaBan: chosen ?? undefined }, replace: true })
          }
        />
      ) : null}
      <ProblemNotice error={areas.error} onRetry={areas.refetch} />
      <OwnStation about="whole" />
      {children(areaId, scope)}
    </>
  );
}
