/**
 * A figure of coverage that is opened — con số độ phủ mở ra từng cụm loa, từng thôn.
 *
 * A link to the clusters that a count counts, or to the hamlets whose people a figure is made of; nothing
 * is behind a nought.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { LocalDate } from '@loaso/shared/time';
import type { Figure } from '@loaso/shared/wire/http/coverage';
import type { ClustersOf, HamletsOf, Side } from '@loaso/shared/wire/http/coverage-behind';
import type { StationChoice } from '@loaso/shared/wire/http/stations';
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';

type Asked = {
  readonly areaId: AreaId;
  readonly on: LocalDate | undefined;
  readonly law: boolean;
};

type Props<T> = {
  /** How many it says. */
  readonly n: number;
  readonly asked: Asked;
  readonly of: T;
  readonly children: ReactNode;
};

const placeOf = ({ areaId, on, law }: Asked) => ({
  ...{ diaBan: areaId, ngay: on, phapLuat: law || undefined },
});

type Clusters = { readonly of: ClustersOf; readonly station?: StationChoice | undefined };

export function ClustersLink({ n, asked, of, children }: Props<Clusters>): JSX.Element {
  if (n === 0) return <>{children}</>;
  return (
    <Link
      to="/phu-song/cum-loa"
      search={{ ...placeOf(asked), cum: of.of, dai: of.station }}
      data-testid={`open-${of.of}`}
    >
      {children}
    </Link>
  );
}

type Hamlets = {
  readonly figure: Figure;
  readonly of: HamletsOf;
  readonly side?: Side | undefined;
};

export function HamletsLink({ n, asked, of, children }: Props<Hamlets>): JSX.Element {
  if (n === 0) return <>{children}</>;
  return (
    <Link
      to="/phu-song/thon"
      search={{ ...placeOf(asked), conSo: of.figure, nguoi: of.of, phia: of.side }}
      data-testid={`open-${of.figure}-${of.of}`}
    >
      {children}
    </Link>
  );
}
